"""What people see: the payment page, the onboarding page, and Stripe's own list. Plain forms, no script."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from marketplace.gateways.stripe_twin import words
from marketplace.gateways.stripe_twin.money import spell
from marketplace.gateways.stripe_twin.resources.accounts import (
    LINK_SECONDS,
    leave_details,
    restrict_account,
    submit_details,
)
from marketplace.gateways.stripe_twin.resources.cards import CARDS, GOOD, find_card
from marketplace.gateways.stripe_twin.resources.checkout import confirm_session, pay_session
from marketplace.gateways.stripe_twin.twin import Cause, Twin
from marketplace.gateways.stripe_twin.wire import Answer, ApiError, Asked, Thing
from marketplace.kernel.text import current_locale, t, use_locale

ROWS: Final = 50
_FOLDER: Final = Path(__file__).parent / "templates"
_SECONDS_TO_FILL_IN: Final = 86_400
Page = Callable[[Twin, Asked, dict[str, str]], Answer]
_PAGES: Final[list[tuple[str, re.Pattern[str], Page]]] = []


def answer_page(twin: Twin, asked: Asked) -> Answer:
    """Answer a browser."""
    if asked.path == "/style.css":
        return Answer(200, (_FOLDER / "style.css").read_bytes(), {"Content-Type": "text/css; charset=utf-8"})
    for method, pattern, page in _PAGES:
        match = pattern.fullmatch(asked.path) if asked.method in (method, "HEAD" if method == "GET" else method) else None
        if match is None:
            continue
        with use_locale(_locale(asked)), twin.lock:
            return _kept(twin, asked, page, match.groupdict())
    with use_locale(_locale(asked)):
        return _nothing_here()


def _kept(twin: Twin, asked: Asked, page: Page, path: dict[str, str]) -> Answer:
    twin.cause = Cause()
    twin.store.begin()
    try:
        answer = page(twin, asked, path)
    except ApiError:
        twin.store.rollback()
        return _nothing_here()
    except BaseException:
        twin.store.rollback()
        raise
    twin.store.commit()
    return answer


def _page(method: str, rule: str) -> Callable[[Page], Page]:
    pattern = re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", rule))

    def declare(page: Page) -> Page:
        _PAGES.append((method, pattern, page))
        return page

    return declare


@_page("GET", "/pay/<session>")
def show_payment(twin: Twin, asked: Asked, path: dict[str, str]) -> Answer:
    """The payment page, or how it ended."""
    return _payment(twin, twin.require("checkout.session", path["session"]))


@_page("POST", "/pay/<session>")
def pay(twin: Twin, asked: Asked, path: dict[str, str]) -> Answer:
    """Somebody pressed Pay, perhaps twice."""
    session = twin.require("checkout.session", path["session"])
    card = find_card(_said(asked).get("card", GOOD))
    if card is None:
        return _payment(twin, session, error=t("시험용 카드 번호가 아니에요.", "That is not a test card."), status=422)
    session = pay_session(twin, session, card)
    intent = twin.store.find("payment_intent", session["payment_intent"] or "")
    if session["status"] == "open" and intent and intent["status"] == "requires_action":
        return _redirect(f"/pay/{session['id']}/confirm")
    if session["status"] == "open":
        return _payment(twin, session, error=words.decline(card.decline), card=card.number, status=402)
    return _payment(twin, session, back=session["status"] == "complete")


@_page("GET", "/pay/<session>/confirm")
def show_confirmation(twin: Twin, asked: Asked, path: dict[str, str]) -> Answer:
    """The bank asks its customer: 3-D Secure."""
    session = twin.require("checkout.session", path["session"])
    intent = twin.store.find("payment_intent", session["payment_intent"] or "")
    if session["status"] != "open" or intent is None or intent["status"] != "requires_action":
        return _redirect(f"/pay/{session['id']}")
    return _drawn("confirm.html", session=session, origins=_origins(session["success_url"]))


@_page("POST", "/pay/<session>/confirm")
def confirm(twin: Twin, asked: Asked, path: dict[str, str]) -> Answer:
    """The bank's customer has answered."""
    session = twin.require("checkout.session", path["session"])
    intent = twin.store.find("payment_intent", session["payment_intent"] or "") or {}
    card = CARDS[intent.get("_card", GOOD)]
    agreed = _said(asked).get("answer") == "yes"
    session = confirm_session(twin, session, card, agreed=agreed)
    if session["status"] == "open":
        return _payment(twin, session, error=words.decline("authentication"), card=card.number, status=402)
    return _payment(twin, session, back=session["status"] == "complete")


@_page("GET", "/setup/<account>/<token>")
def show_onboarding(twin: Twin, asked: Asked, path: dict[str, str]) -> Answer:
    """The onboarding page; a link that is used up or too old leads back."""
    link = twin.require("onboarding_link", path["token"])
    if link["state"] == "used" or (link["state"] == "open" and link["created"] + LINK_SECONDS < twin.now()):
        return _redirect(link["refresh_url"])
    twin.store.save(link | {"state": "seen"})
    account = twin.require("account", link["account"])
    return _drawn("setup.html", account=account, link=link, origins=_origins(link["return_url"]),
                  due=[words.due(one) for one in account["requirements"]["currently_due"]])


@_page("POST", "/setup/<account>/<token>")
def onboard(twin: Twin, asked: Asked, path: dict[str, str]) -> Answer:
    """The holder has pressed the button."""
    link = twin.require("onboarding_link", path["token"])
    if link["state"] == "used" or link["created"] + _SECONDS_TO_FILL_IN < twin.now():
        return _redirect(link["return_url"])
    said, account = _said(asked), twin.require("account", link["account"])
    outcome = said.get("outcome", "complete")
    if outcome == "complete":
        submit_details(twin, account, holder=said.get("name", ""))
    elif outcome == "restricted":
        restrict_account(twin, account)
    else:
        leave_details(twin, account)
    twin.store.save(link | {"state": "used"})
    return _redirect(link["return_url"])


@_page("GET", "/")
def show_list(twin: Twin, asked: Asked, path: dict[str, str]) -> Answer:
    """Stripe's own list: what came in, what went out, to whom."""
    kinds = ("payment_intent", "transfer", "refund", "account")
    things = {kind: twin.store.page(kind, "", {}, {}, limit=ROWS)[0] for kind in kinds}
    emails = {one["id"]: one["email"] for one in things["account"]}
    for one in things["transfer"]:
        if one["destination"] not in emails:
            emails[one["destination"]] = twin.require("account", one["destination"])["email"]
    now = twin.now()
    balances = [(one, *twin.store.balance("", one, now)) for one in twin.store.currencies("")]
    is_moved = abs(now - twin.wall()) > 60
    return _drawn("list.html", things=things, emails=emails, balances=balances, now=now, is_moved=is_moved, rows=ROWS)


def _payment(
    twin: Twin, session: Thing, *, error: str = "", card: str = GOOD, status: int = 200, back: bool = False,
) -> Answer:
    success_url = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
    if back:
        return _redirect(success_url)
    return _drawn(
        "pay.html", status, session=session, lines=session["_line_items"]["data"], cards=list(CARDS.values()), error=error,
        chosen=card, success_url=success_url, origins=_origins(success_url, session["cancel_url"] or ""))


def _nothing_here() -> Answer:
    return _drawn("nothing.html", 404)


def _drawn(name: str, status: int = 200, *, origins: str = "", **facts: Any) -> Answer:
    body = _templates().get_template(name).render(**facts)
    policy = ("default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
              f"form-action 'self' {origins}")
    return Answer(status, body.encode(), {
        "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy.strip(), "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"})


def _redirect(address: str) -> Answer:
    return Answer(303, b"", {"Location": address})


def _origins(*addresses: str) -> str:
    # A form's answer may send the browser on: the policy has to name where.
    parts = [urlsplit(address) for address in addresses if address]
    return " ".join(sorted({f"{part.scheme}://{part.netloc}" for part in parts}))


def _said(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(asked.body.decode("utf-8", "replace")).items()}


def _locale(asked: Asked) -> str:
    wanted = parse_qs(asked.query).get("lang", [""])[0]
    return wanted if wanted in ("ko", "en") else "en" if asked.headers.get("accept-language", "").startswith("en") else "ko"


@lru_cache(maxsize=1)
def _templates() -> Environment:
    made = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(t=t, locale=current_locale, spell=spell, amount=words.amount, moment=words.moment, state=words.state)
    return made
