"""`make shots`: a picture of each page for each of the demo's people, in both languages and widths, light and dark.

Pages are found by following links, one for each kind of address, so a new page is in the next round by itself.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from marketplace.local.places import CAST, ROOT
from marketplace.local.ports import answers, free_port
from tests.browser import DESKTOP, PHONE, launch

OUT = ROOT / "shots"
SIZES = {"1280": DESKTOP, "390": PHONE}
PAGES_MOST = 60
SKIPPED = re.compile(r"/(design|static|files|api|sign-out)\b|/(pdf|file)(\?|$)|\.(csv|jsonl|zip|json)$|format=")


def main() -> int:
    """Start the demo on a free port, picture it, stop it; the number of pages that scroll sideways is the exit code."""
    port = free_port(8100)
    running = subprocess.Popen([sys.executable, "-m", "marketplace.local"], cwd=ROOT, env=_environment(port))
    try:
        _wait(running, port)
        shutil.rmtree(OUT, ignore_errors=True)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            wide = [line for person in _people() for line in _picture(browser, f"http://127.0.0.1:{port}", person)]
            browser.close()
    finally:
        running.terminate()
        running.wait(20)
    print(*(wide or ["No page scrolls sideways."]), sep="\n")
    return min(len(wide), 100)


def _picture(browser: Browser, base: str, person: dict[str, str]) -> Iterator[str]:
    """Every kind of page this person can reach by links; yields the ones wider than their screen."""
    for locale in ("ko", "en"):
        for size, viewport in SIZES.items():
            context = browser.new_context(base_url=base, viewport=viewport, locale=f"{locale}-{'KR' if locale == 'ko' else 'US'}",
                                          timezone_id="Asia/Seoul")
            page = context.new_page()
            _enter(page, person, locale)
            for kind, path in _walk(page):
                name = f"{person['name']}/{kind}-{locale}-{size}"
                if _overflows(page):
                    yield f"{name}: wider than the screen at {path}"
                for scheme in ("light", "dark") if size == "1280" else ("light",):
                    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    _save(page, OUT / f"{name}{'' if scheme == 'light' else '-dark'}.png")
                page.emulate_media(color_scheme="light")
            context.close()


def _walk(page: Page) -> Iterator[tuple[str, str]]:
    """One address of each kind (numbers left out), found by following links from the home page."""
    seen: set[str] = set()
    queue = ["/"]
    while queue and len(seen) < PAGES_MOST:
        path = queue.pop(0)
        kind = re.sub(r"\d+", "N", urlsplit(path).path).strip("/").replace("/", "_") or "home"
        if kind in seen or SKIPPED.search(path):
            continue
        seen.add(kind)
        answer = page.goto(path)
        if answer is None or answer.status >= 400 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield kind, path
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map(one => one.getAttribute('href'))")
        queue += [link for link in links if link not in queue]


def _enter(page: Page, person: dict[str, str], locale: str) -> None:
    if not person["email"]:
        return
    page.goto("/sign-in")
    page.fill("input[name=email]", person["email"])
    page.fill("input[name=password]", person["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    token = page.get_attribute("meta[name=csrf-token]", "content")
    page.request.post("/language", form={"csrf_token": token or "", "locale": locale, "next": "/"}, headers={"Referer": page.url})


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


def _save(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)


def _people() -> list[dict[str, str]]:
    cast = json.loads(CAST.read_text(encoding="utf-8"))["people"]
    return [{"name": "visitor", "email": "", "password": ""}] + [
        {"name": person["email"].partition("@")[0], "email": person["email"], "password": person["password"]} for person in cast]


def _environment(port: int) -> dict[str, str]:
    return dict(os.environ) | {"PORT": str(port)}


def _wait(running: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(1800):
        if answers(port, "/healthz"):
            return
        if running.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("The demo did not start; see var/logs.")


if __name__ == "__main__":
    sys.exit(main())
