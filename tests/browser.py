"""A real Chromium, in Korean, that fails a test on any error in its console."""

import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# Where `playwright install chromium` puts its own, under the home folder.
FETCHED = (
    ".cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
KOREAN = {"locale": "ko-KR", "timezone_id": "Asia/Seoul"}
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# A refusal is an answer, not a fault of the page that got it.
ALLOWED_ERRORS = ("Failed to load resource: the server responded with a status of 4",)
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AXE_RUN = """async (tags) => {
    const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
    return found.violations.filter(one => ["serious", "critical"].includes(one.impact))
        .map(one => `${one.impact} ${one.id}: ${one.help}: ` + one.nodes.map(node => node.target.join(" ")).join(" | "));
}"""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def find_chromium() -> str:
    """The browser to drive; a plain RuntimeError says how to get one."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    if MAC.exists():
        return str(MAC)
    for pattern in FETCHED:
        if fetched := sorted(Path.home().glob(pattern)):
            return str(fetched[-1])
    raise RuntimeError("No Chromium: run `make browser`.")


def launch(playwright: Playwright) -> Browser:
    """Chromium as the tests and the screenshots use it: offline but for this machine."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))


# What fades in has its colours only at the end; what turns for ever isn't waited for.
AT_REST = """() => Promise.all(document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 5000)
    .map(one => one.finished.catch(() => null)))"""


def find_barriers(page: Page) -> list[str]:
    """axe-core's serious and critical findings on the page as it stands once nothing moves in; none is what we want."""
    page.evaluate(AT_REST)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(page.evaluate(AXE_RUN, AXE_TAGS))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole test process."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def page_errors() -> list[str]:
    """What the test's pages complained about; a test that expects complaints clears it."""
    return []


FAILED: pytest.StashKey[bool] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, so that its pages can say where they stood."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser, live_server: Any, page_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(locale="en-US", viewport=PHONE)`: another person with a browser of their own."""
    contexts: list[BrowserContext] = []

    def open_one(**wishes: Any) -> Page:
        wishes = {"base_url": live_server.url, "viewport": DESKTOP, **KOREAN, **wishes}
        context = browser.new_context(**wishes)
        context.set_default_timeout(30_000)
        context.on("console", lambda message: _note(message, page_errors))
        context.on("weberror", lambda error: page_errors.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        if FAILED in request.node.stash:
            for page in context.pages:
                print(f"{page.url} said at the end:\n{page.inner_text('body')}")
        context.close()
    assert page_errors == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A desktop page in Korean, on this test's live server: `page.goto("/")`."""
    return open_page()


def _note(message: ConsoleMessage, page_errors: list[str]) -> None:
    if message.type == "error" and not message.text.startswith(ALLOWED_ERRORS):
        page_errors.append(message.text)
