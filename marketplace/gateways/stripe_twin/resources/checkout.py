"""Checkout sessions: a page on which one amount can be paid once."""

from typing import Final

from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.money import check_charge
from marketplace.gateways.stripe_twin.params import (
    Address,
    Anything,
    Currency,
    Flag,
    Many,
    Metadata,
    OneOf,
    Shape,
    Span,
    Whole,
    Word,
    call_with,
    list_with,
)
from marketplace.gateways.stripe_twin.resources.cards import Card
from marketplace.gateways.stripe_twin.resources.disputes import open_dispute
from marketplace.gateways.stripe_twin.resources.payments import (
    ask_confirmation,
    decline_intent,
    open_intent,
    settle_intent,
)
from marketplace.gateways.stripe_twin.routing import list_of, listed, route
from marketplace.gateways.stripe_twin.twin import Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing, malformed, missing, refused

SHORTEST, LONGEST = 30 * 60, 24 * 3600
_PRODUCT: Final = Shape({"name": Word()}, {
    "description": Word(), "images": Many(Address(), 8), "metadata": Metadata(), "tax_code": Word(), "unit_label": Word()})
_PRICE: Final = Shape({"currency": Currency()}, {
    "product_data": _PRODUCT, "product": Word(), "unit_amount": Whole(0), "tax_behavior": OneOf(("exclusive", "inclusive", "unspecified"))})
_LINE: Final = Shape(optional={
    "quantity": Whole(1, 999_999), "price_data": _PRICE, "price": Word(), "metadata": Metadata(), "tax_rates": Many(Word())})
_INTENT: Final = Shape(optional={
    "description": Word(1000), "metadata": Metadata(), "transfer_group": Word(), "receipt_email": Word(), "statement_descriptor": Word(22),
    "statement_descriptor_suffix": Word(22), "capture_method": OneOf(("automatic", "automatic_async"))})
CREATE: Final = call_with(
    mode=OneOf(("payment",)), line_items=Many(_LINE), success_url=Address(), cancel_url=Address(), client_reference_id=Word(200),
    customer_email=Word(800), currency=Currency(), metadata=Metadata(), payment_intent_data=_INTENT, expires_at=Whole(),
    locale=Word(10), allowed_payment_method_types=Many(OneOf(("card",))), submit_type=OneOf(("auto", "book", "donate", "pay")),
    ui_mode=OneOf(("hosted_page",)), allow_promotion_codes=Flag(), billing_address_collection=OneOf(("auto", "required")),
    custom_text=Anything(), phone_number_collection=Anything(), customer_creation=OneOf(("always", "if_required")))
LIST: Final = list_with(created=Span(), payment_intent=Word(), status=OneOf(("complete", "expired", "open")))


@route("POST", "/v1/checkout/sessions", "checkout.sessions.create", CREATE)
def create_session(twin: Twin, call: Call) -> Thing:
    """Open a payment page."""
    params = call.params
    for name in ("mode", "line_items", "success_url"):
        if name not in params:
            raise malformed(f"Missing required param: {name}.", code="parameter_missing", param=name)
    currency, lines = _lines(params)
    total = sum(line["amount_total"] for line in lines)
    check_charge(total, currency, param="line_items")
    now = twin.now()
    expires_at = params.get("expires_at", now + LONGEST)
    if not now + SHORTEST <= expires_at <= now + LONGEST:
        raise malformed("The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
                        param="expires_at")
    session_id = make_id("cs_test", 56)
    session = _empty_session() | {
        "id": session_id, "amount_subtotal": total, "amount_total": total, "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"), "created": now, "currency": currency,
        "customer_email": params.get("customer_email"), "expires_at": expires_at, "locale": params.get("locale"),
        "metadata": params.get("metadata", {}), "submit_type": params.get("submit_type"), "success_url": params["success_url"],
        "url": f"{twin.base_url}/pay/{session_id}", "_intent_data": params.get("payment_intent_data", {}),
        "_line_items": list_of(lines, f"/v1/checkout/sessions/{session_id}/line_items"),
    }
    return twin.store.add(session)


@route("GET", "/v1/checkout/sessions/<session>", "checkout.sessions.retrieve", call_with())
def retrieve_session(twin: Twin, call: Call) -> Thing:
    """One payment page."""
    return twin.require("checkout.session", call.path["session"], param="session")


@route("GET", "/v1/checkout/sessions", "checkout.sessions.list", LIST)
def list_sessions(twin: Twin, call: Call) -> Thing:
    """Payment pages, the newest first."""
    return listed(twin, call, "checkout.session", "/v1/checkout/sessions")


@route("GET", "/v1/checkout/sessions/<session>/line_items", "checkout.sessions.line_items.list", list_with())
def list_lines(twin: Twin, call: Call) -> Thing:
    """What a payment page charges for."""
    session = twin.require("checkout.session", call.path["session"], param="session")
    return dict(session["_line_items"])


@route("POST", "/v1/checkout/sessions/<session>/expire", "checkout.sessions.expire", call_with())
def expire_session(twin: Twin, call: Call) -> Thing:
    """Close a payment page that nobody paid on."""
    session = twin.require("checkout.session", call.path["session"], param="session")
    if session["status"] != "open":
        raise refused('Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status '
                      f"of `{session['status']}`.")
    return _expire(twin, session)


def expire_overdue(twin: Twin) -> None:
    """Close every page whose time has come."""
    for session in twin.store.all("checkout.session", status="open"):
        if session["expires_at"] <= twin.now():
            _expire(twin, session)


def pay_session(twin: Twin, session: Thing, card: Card) -> Thing:
    """Somebody has pressed Pay: the page as it stands now. A page that is paid stays paid, once."""
    if session["status"] != "open":
        return session
    intent = twin.store.find("payment_intent", session["payment_intent"]) if session["payment_intent"] else None
    if intent is None:
        intent = open_intent(twin, session["amount_total"], session["currency"], session["_intent_data"])
        session["payment_intent"] = intent["id"]
        twin.store.save(session)
    if card.needs_confirmation:
        ask_confirmation(twin, intent, card, f"{session['url']}/confirm")
        return session
    if card.decline:
        decline_intent(twin, intent, card, card.decline)
        return session
    return _complete(twin, session, intent, card)


def confirm_session(twin: Twin, session: Thing, card: Card, *, agreed: bool) -> Thing:
    """The card's holder has answered their bank."""
    intent = twin.store.find("payment_intent", session["payment_intent"] or "")
    if session["status"] != "open" or intent is None or intent["status"] != "requires_action":
        return session
    if agreed:
        return _complete(twin, session, intent, card)
    decline_intent(twin, intent, card, "authentication")
    return session


def _complete(twin: Twin, session: Thing, intent: Thing, card: Card) -> Thing:
    charge = settle_intent(twin, intent, card)
    session.update(status="complete", payment_status="paid", url=None, customer_details={
        "address": None, "email": session["customer_email"], "name": None, "phone": None, "tax_exempt": "none", "tax_ids": []})
    twin.store.save(session)
    emit(twin, "checkout.session.completed", session)
    if card.is_disputed:
        open_dispute(twin, charge, charge["amount"], "fraudulent")
    return session


def _expire(twin: Twin, session: Thing) -> Thing:
    session.update(status="expired", url=None)
    twin.store.save(session)
    emit(twin, "checkout.session.expired", session)
    return session


def _lines(params: Thing) -> tuple[str, list[Thing]]:
    lines = []
    for place, said in enumerate(params["line_items"]):
        if "price" in said:
            raise missing("price", said["price"], param=f"line_items[{place}][price]", status=400)
        price = said.get("price_data", {})
        for name in ("unit_amount", "product_data"):
            if name not in price:
                raise malformed(f"Missing required param: line_items[{place}][price_data][{name}].",
                                code="parameter_missing", param=f"line_items[{place}][price_data][{name}]")
        lines.append(_line(price, said.get("quantity", 1)))
    currencies = {line["currency"] for line in lines}
    if len(currencies) != 1:
        raise malformed("All line items must have the same currency.", param="line_items")
    return currencies.pop(), lines


def _line(price: Thing, quantity: int) -> Thing:
    total = price["unit_amount"] * quantity
    return {
        "id": make_id("li"), "object": "item", "amount_discount": 0, "amount_subtotal": total, "amount_tax": 0, "amount_total": total,
        "currency": price["currency"], "description": price["product_data"]["name"], "quantity": quantity, "price": None,
    }


def _empty_session() -> Thing:
    nothing = dict.fromkeys((
        "adaptive_pricing", "after_expiration", "allow_promotion_codes", "billing_address_collection", "client_secret",
        "collected_information", "consent", "consent_collection", "currency_conversion", "customer", "customer_details", "invoice",
        "payment_intent", "payment_link", "recovered_from", "setup_intent", "shipping_address_collection",
        "shipping_cost", "subscription"))
    return nothing | {
        "object": "checkout.session", "automatic_tax": {"enabled": False, "liability": None, "status": None}, "custom_fields": [],
        "custom_text": dict.fromkeys(("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")),
        "customer_creation": "if_required", "discounts": [],
        "livemode": False, "mode": "payment", "payment_method_collection": "if_required", "payment_method_options": {},
        "payment_method_types": ["card"], "payment_status": "unpaid", "phone_number_collection": {"enabled": False},
        "shipping_options": [], "status": "open", "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
    }
