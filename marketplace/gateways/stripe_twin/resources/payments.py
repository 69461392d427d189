"""Payment intents and charges: what happens when somebody pays on the local payment page."""

from typing import Final

from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.money import move_money
from marketplace.gateways.stripe_twin.params import Span, Word, call_with, list_with
from marketplace.gateways.stripe_twin.resources.cards import Card
from marketplace.gateways.stripe_twin.routing import listed, route
from marketplace.gateways.stripe_twin.twin import Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing

DECLINED: Final = {
    "generic_decline": ("card_declined", "Your card was declined."),
    "insufficient_funds": ("card_declined", "Your card has insufficient funds."),
    "authentication": (
        "payment_intent_authentication_failure",
        "We are unable to authenticate your payment method. Please choose a different payment method and try again."),
}


@route("GET", "/v1/payment_intents/<intent>", "payment_intents.retrieve", call_with(client_secret=Word()))
def retrieve_intent(twin: Twin, call: Call) -> Thing:
    """One payment."""
    return twin.require("payment_intent", call.path["intent"], call.account, param="intent")


@route("GET", "/v1/payment_intents", "payment_intents.list", list_with(created=Span(), customer=Word()))
def list_intents(twin: Twin, call: Call) -> Thing:
    """Payments, the newest first."""
    return listed(twin, call, "payment_intent", "/v1/payment_intents")


@route("GET", "/v1/charges/<charge>", "charges.retrieve", call_with())
def retrieve_charge(twin: Twin, call: Call) -> Thing:
    """One attempt to pay."""
    return twin.require("charge", call.path["charge"], call.account, param="charge")


@route("GET", "/v1/charges", "charges.list",
       list_with(created=Span(), customer=Word(), payment_intent=Word(), transfer_group=Word()))
def list_charges(twin: Twin, call: Call) -> Thing:
    """Attempts to pay, the newest first."""
    return listed(twin, call, "charge", "/v1/charges")


def open_intent(twin: Twin, amount: int, currency: str, said: Thing) -> Thing:
    """A payment that waits for a card."""
    intent_id = make_id("pi")
    intent: Thing = {
        "id": intent_id, "object": "payment_intent", "amount": amount, "amount_capturable": 0,
        "amount_details": {"tip": {}}, "amount_received": 0, "application": None, "application_fee_amount": None,
        "automatic_payment_methods": None, "canceled_at": None, "cancellation_reason": None, "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret_{make_id('x', 24)[2:]}", "confirmation_method": "automatic", "created": twin.now(),
        "currency": currency, "customer": None, "description": said.get("description"), "last_payment_error": None,
        "latest_charge": None, "livemode": False, "metadata": said.get("metadata", {}), "next_action": None, "on_behalf_of": None,
        "payment_method": None, "payment_method_options": {}, "payment_method_types": ["card"], "processing": None,
        "receipt_email": said.get("receipt_email"), "review": None, "setup_future_usage": None, "shipping": None, "source": None,
        "statement_descriptor": said.get("statement_descriptor"),
        "statement_descriptor_suffix": said.get("statement_descriptor_suffix"), "status": "requires_payment_method",
        "transfer_data": None, "transfer_group": said.get("transfer_group"),
    }
    twin.store.add(intent)
    emit(twin, "payment_intent.created", intent)
    return intent


def ask_confirmation(twin: Twin, intent: Thing, card: Card, address: str) -> Thing:
    """The bank wants to hear from the card's holder first."""
    intent.update(status="requires_action", payment_method=make_id("pm"),
                  next_action={"type": "redirect_to_url", "redirect_to_url": {"return_url": None, "url": address}}, _card=card.number)
    twin.store.save(intent)
    emit(twin, "payment_intent.requires_action", intent)
    return intent


def decline_intent(twin: Twin, intent: Thing, card: Card, reason: str) -> Thing:
    """The bank says no: a failed charge, and the payment waits for another card."""
    code, message = DECLINED[reason]
    charge = None
    if reason != "authentication":
        charge = twin.store.add(_charge(twin, intent, card) | {
            "status": "failed", "paid": False, "captured": False, "amount_captured": 0, "failure_code": code,
            "failure_message": message, "receipt_url": None, "outcome": _outcome(reason)})
        emit(twin, "charge.failed", charge)
    trouble = {"code": code, "decline_code": reason, "message": message, "type": "card_error"}
    trouble |= {"charge": charge["id"]} if charge else {}
    intent.update(status="requires_payment_method", next_action=None, payment_method=None, last_payment_error=trouble,
                  latest_charge=charge["id"] if charge else intent["latest_charge"])
    twin.store.save(intent)
    emit(twin, "payment_intent.payment_failed", intent)
    return intent


def settle_intent(twin: Twin, intent: Thing, card: Card) -> Thing:
    """The bank says yes: the money is ours, pending until it becomes available."""
    charge = _charge(twin, intent, card)
    wait = 0 if card.is_instant else twin.pending_seconds
    charge["balance_transaction"] = move_money(
        twin, "", "charge", intent["amount"], intent["currency"], source=charge["id"], available_on=twin.now() + wait)
    twin.store.add(charge)
    intent.update(status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"], next_action=None,
                  payment_method=charge["payment_method"], last_payment_error=None)
    twin.store.save(intent)
    emit(twin, "charge.succeeded", charge)
    emit(twin, "payment_intent.succeeded", intent)
    return charge


def _charge(twin: Twin, intent: Thing, card: Card) -> Thing:
    charge_id = make_id("ch")
    return {
        "id": charge_id, "object": "charge", "amount": intent["amount"], "amount_captured": intent["amount"], "amount_refunded": 0,
        "application": None, "application_fee": None, "application_fee_amount": None, "balance_transaction": None,
        "billing_details": {"address": {"country": "KR"}, "email": None, "name": None, "phone": None, "tax_id": None},
        "calculated_statement_descriptor": "ILGAM", "captured": True, "created": twin.now(), "currency": intent["currency"],
        "customer": None, "description": intent["description"], "disputed": False, "failure_balance_transaction": None,
        "failure_code": None, "failure_message": None, "fraud_details": {}, "livemode": False, "metadata": intent["metadata"],
        "on_behalf_of": None, "outcome": _outcome(None), "paid": True, "payment_intent": intent["id"],
        "payment_method": intent["payment_method"] or make_id("pm"),
        "payment_method_details": {"type": "card", "card": _card_details(card)}, "receipt_email": None, "receipt_number": None,
        "receipt_url": f"{twin.base_url}/#{charge_id}", "refunded": False, "review": None, "shipping": None, "source": None,
        "source_transfer": None, "statement_descriptor": None, "statement_descriptor_suffix": None, "status": "succeeded",
        "transfer_data": None, "transfer_group": intent["transfer_group"],
    }


def _card_details(card: Card) -> Thing:
    return {
        "brand": card.brand, "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "KR", "exp_month": 12, "exp_year": 2034, "fingerprint": "twintwintwintwin", "funding": "credit",
        "installments": None, "last4": card.number[-4:], "network": card.brand, "wallet": None,
    }


def _outcome(reason: str | None) -> Thing:
    if reason is None:
        return {"network_status": "approved_by_network", "reason": None, "risk_level": "normal", "risk_score": 12,
                "seller_message": "Payment complete.", "type": "authorized"}
    return {"network_status": "declined_by_network", "reason": reason, "risk_level": "normal", "risk_score": 12,
            "seller_message": "The bank did not return any further details with this decline.", "type": "issuer_declined"}
