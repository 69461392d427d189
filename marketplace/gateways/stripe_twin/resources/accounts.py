"""Connected accounts: made with controller properties, filled in on the onboarding page, sometimes restricted."""

from typing import Any, Final

from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.params import (
    Address,
    Anything,
    Currency,
    Flag,
    Metadata,
    OneOf,
    Shape,
    Span,
    Word,
    call_with,
    list_with,
)
from marketplace.gateways.stripe_twin.routing import list_of, listed, route
from marketplace.gateways.stripe_twin.twin import PLATFORM, Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing, malformed, refused

LINK_SECONDS: Final = 300
_CURRENCY: Final = {"KR": "krw", "US": "usd", "JP": "jpy", "GB": "gbp", "KW": "kwd", "CA": "cad", "AU": "aud", "SG": "sgd"}
_EURO: Final = frozenset({"DE", "FR", "IT", "ES", "NL", "BE", "AT", "IE", "FI", "PT"})
FIRST_DUE: Final = (
    "external_account", "individual.address.city", "individual.address.line1", "individual.address.postal_code",
    "individual.dob.day", "individual.dob.month", "individual.dob.year", "individual.first_name", "individual.last_name",
    "individual.phone", "tos_acceptance.date", "tos_acceptance.ip",
)
LEFT_DUE: Final = ("external_account", "individual.verification.document")
PAST_DUE: Final = ("individual.verification.document",)

_CAPABILITY: Final = Shape(optional={"requested": Flag()})
_CONTROLLER: Final = Shape(optional={
    "fees": Shape(optional={"payer": OneOf(("account", "application"))}),
    "losses": Shape(optional={"payments": OneOf(("application", "stripe"))}),
    "requirement_collection": OneOf(("application", "stripe")),
    "stripe_dashboard": Shape(optional={"type": OneOf(("express", "full", "none"))}),
})
_COMMON: Final[dict[str, Any]] = {
    "email": Word(), "business_type": OneOf(("company", "government_entity", "individual", "non_profit")),
    "business_profile": Anything(), "individual": Anything(), "company": Anything(), "settings": Anything(),
    "tos_acceptance": Anything(), "metadata": Metadata(), "default_currency": Currency(),
    "capabilities": Shape(optional={"transfers": _CAPABILITY, "card_payments": _CAPABILITY}),
}
CREATE: Final = call_with(
    **_COMMON, country=Word(2), controller=_CONTROLLER, type=OneOf(("custom", "express", "standard")))
UPDATE: Final = call_with(**_COMMON)
LINK: Final = call_with(
    {"account": Word(), "type": OneOf(("account_onboarding", "account_update"))},
    return_url=Address(), refresh_url=Address(), collect=OneOf(("currently_due", "eventually_due")),
    collection_options=Shape(optional={
        "fields": OneOf(("currently_due", "eventually_due")), "future_requirements": OneOf(("include", "omit"))}),
)


@route("POST", "/v1/accounts", "accounts.create", CREATE)
def create_account(twin: Twin, call: Call) -> Thing:
    """Open a connected account with everything still due."""
    params = call.params
    if "controller" in params and "type" in params:
        raise malformed("You may only specify one of these parameters: controller, type.", param="type")
    country = params.get("country", "US").upper()
    if len(country) != 2 or not country.isalpha():
        raise malformed(f"Country '{country}' is unknown.", code="country_unsupported", param="country")
    account: Thing = {
        "id": make_id("acct", 16), "object": "account", "business_profile": _profile(params.get("business_profile")),
        "business_type": params.get("business_type"), "capabilities": {}, "charges_enabled": False,
        "controller": _controller(params), "country": country, "created": twin.now(),
        "default_currency": params.get("default_currency") or _CURRENCY.get(country, "eur" if country in _EURO else "usd"),
        "details_submitted": False, "email": params.get("email"), "external_accounts": None,
        "future_requirements": _requirements(()), "metadata": params.get("metadata", {}), "payouts_enabled": False,
        "requirements": _requirements(FIRST_DUE, past=FIRST_DUE, reason="requirements.past_due"),
        "settings": _settings(), "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": params.get("type", "none"),
    }
    account["external_accounts"] = list_of([], f"/v1/accounts/{account['id']}/external_accounts")
    account["capabilities"] = {name: "inactive" for name, one in params.get("capabilities", {}).items() if one.get("requested")}
    return twin.store.add(account)


@route("GET", "/v1/accounts/<account>", "accounts.retrieve", call_with())
def retrieve_account(twin: Twin, call: Call) -> Thing:
    """One account."""
    return twin.require("account", call.path["account"], param="account")


@route("GET", "/v1/account", "accounts.retrieve_current", call_with())
def retrieve_current_account(twin: Twin, call: Call) -> Thing:
    """The account that the call acts in: the platform unless Stripe-Account says otherwise."""
    if call.account:
        return twin.require("account", call.account)
    return {"id": PLATFORM, "object": "account", "country": "KR", "default_currency": "krw", "charges_enabled": True,
            "payouts_enabled": True, "details_submitted": True, "metadata": {}, "email": "platform@example.com", "type": "standard"}


@route("POST", "/v1/accounts/<account>", "accounts.update", UPDATE)
def update_account(twin: Twin, call: Call) -> Thing:
    """Change what the platform may change."""
    account = twin.require("account", call.path["account"], param="account")
    before = dict(account)
    for name in ("email", "business_type", "default_currency"):
        account[name] = call.params.get(name, account[name])
    account["metadata"] = merged(account["metadata"], call.params.get("metadata"))
    account["business_profile"] = account["business_profile"] | (call.params.get("business_profile") or {})
    for name, one in call.params.get("capabilities", {}).items():
        if one.get("requested"):
            account["capabilities"].setdefault(name, "active" if account["payouts_enabled"] else "inactive")
    return changed(twin, before, account)


@route("GET", "/v1/accounts", "accounts.list", list_with(created=Span()))
def list_accounts(twin: Twin, call: Call) -> Thing:
    """The connected accounts, the newest first."""
    return listed(twin, call, "account", "/v1/accounts")


@route("POST", "/v1/account_links", "account_links.create", LINK)
def create_account_link(twin: Twin, call: Call) -> Thing:
    """A link to the onboarding page: it opens once, within five minutes."""
    params = call.params
    for name in ("return_url", "refresh_url"):
        if name not in params:
            raise malformed(f"Missing required param: {name}.", code="parameter_missing", param=name)
    account = twin.require("account", params["account"], param="account", status=400)
    if params["type"] == "account_update" and account["controller"]["requirement_collection"] == "stripe":
        raise refused("You cannot create `account_update` type Account Links for this account.", param="type")
    token, now = make_id("link", 32), twin.now()
    twin.store.add({"id": token, "object": "onboarding_link", "created": now, "account": account["id"], "state": "open",
                    "return_url": params["return_url"], "refresh_url": params["refresh_url"]})
    return {"object": "account_link", "created": now, "expires_at": now + LINK_SECONDS,
            "url": f"{twin.base_url}/setup/{account['id']}/{token}"}


def submit_details(twin: Twin, account: Thing, *, holder: str = "") -> Thing:
    """The holder has filled in everything and it is accepted: the account can be paid to."""
    before = dict(account)
    bank = bank_account(account, holder or str(account["email"] or "Holder"))
    account["external_accounts"] = list_of([bank], f"/v1/accounts/{account['id']}/external_accounts")
    account.update(
        details_submitted=True, payouts_enabled=True, requirements=_requirements(()),
        capabilities=dict.fromkeys(account["capabilities"], "active"),
        charges_enabled="card_payments" in account["capabilities"],
        tos_acceptance={"date": twin.now(), "ip": "127.0.0.1", "user_agent": None})
    return changed(twin, before, account)


def leave_details(twin: Twin, account: Thing) -> Thing:
    """The holder left before the end."""
    before = dict(account)
    account.update(
        details_submitted=False, payouts_enabled=False, capabilities=dict.fromkeys(account["capabilities"], "inactive"),
        requirements=_requirements(LEFT_DUE, past=LEFT_DUE, reason="requirements.past_due"))
    return changed(twin, before, account)


def restrict_account(
    twin: Twin, account: Thing, *, reason: str = "requirements.past_due", due: tuple[str, ...] = PAST_DUE,
) -> Thing:
    """Stripe stops the account: nothing can be sent to it until what is due is there."""
    before = dict(account)
    account.update(
        details_submitted=True, payouts_enabled=False, charges_enabled=False,
        capabilities=dict.fromkeys(account["capabilities"], "inactive"),
        requirements=_requirements(due, past=due, reason=reason))
    return changed(twin, before, account)


def changed(twin: Twin, before: Thing, account: Thing) -> Thing:
    """Keep an account and tell of what changed, as an event of that account."""
    twin.store.save(account)
    previous = {name: value for name, value in before.items() if account[name] != value}
    if previous:
        emit(twin, "account.updated", account, account=account["id"], previous=previous)
    return account


def merged(kept: dict[str, str], said: dict[str, str] | None) -> dict[str, str]:
    """Metadata after an update: an empty value takes its name away, an empty whole takes all."""
    if said is None:
        return kept
    return {name: word for name, word in {**kept, **said}.items() if word} if said else {}


def bank_account(account: Thing, holder: str) -> Thing:
    """The bank account that the onboarding page fills in."""
    return {
        "id": make_id("ba"), "object": "bank_account", "account": account["id"], "account_holder_name": holder,
        "account_holder_type": "individual", "account_type": None, "available_payout_methods": ["standard"],
        "bank_name": "STRIPE TEST BANK", "country": account["country"], "currency": account["default_currency"],
        "default_for_currency": True, "fingerprint": make_id("f", 16).removeprefix("f_"), "last4": "3456",
        "metadata": {}, "routing_number": "004000128", "status": "new",
    }


def _requirements(due: tuple[str, ...], *, past: tuple[str, ...] = (), reason: str | None = None) -> Thing:
    return {
        "alternatives": [], "current_deadline": None, "currently_due": list(due), "disabled_reason": reason, "errors": [],
        "eventually_due": list(due), "past_due": list(past), "pending_verification": [],
    }


def _profile(said: Thing | None) -> Thing:
    empty = dict.fromkeys(("mcc", "name", "product_description", "support_email", "support_phone", "support_url", "url"))
    return {**empty, **(said or {})}


def _controller(params: Thing) -> Thing:
    dashboard = {"standard": "full", "express": "express", "custom": "none"}.get(params.get("type", ""), "full")
    said = params.get("controller", {})
    return {
        "fees": {"payer": "account", **said.get("fees", {})}, "is_controller": True,
        "losses": {"payments": "stripe", **said.get("losses", {})},
        "requirement_collection": said.get("requirement_collection", "stripe"),
        "stripe_dashboard": {"type": dashboard, **said.get("stripe_dashboard", {})}, "type": "application",
    }


def _settings() -> Thing:
    return {
        "branding": dict.fromkeys(("icon", "logo", "primary_color", "secondary_color")),
        "card_issuing": {"tos_acceptance": {"date": None, "ip": None}},
        "card_payments": {
            "decline_on": {"avs_failure": True, "cvc_failure": True}, "statement_descriptor_prefix": None,
            "statement_descriptor_prefix_kana": None, "statement_descriptor_prefix_kanji": None},
        "dashboard": {"display_name": None, "timezone": "Asia/Seoul"},
        "payouts": {"debit_negative_balances": True, "schedule": {"delay_days": 2, "interval": "daily"}, "statement_descriptor": None},
        "payments": {"statement_descriptor": None, "statement_descriptor_kana": None, "statement_descriptor_kanji": None},
    }
