"""Refunds: money goes back to the card, or waits until our balance can bear it."""

from typing import Final

from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.money import available, check_amount, free_at, move_money, spell
from marketplace.gateways.stripe_twin.params import (
    Flag,
    Metadata,
    OneOf,
    Span,
    Whole,
    Word,
    call_with,
    list_with,
)
from marketplace.gateways.stripe_twin.resources.accounts import merged
from marketplace.gateways.stripe_twin.routing import listed, route
from marketplace.gateways.stripe_twin.twin import Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing, malformed, refused

CREATE: Final = call_with(
    payment_intent=Word(), charge=Word(), amount=Whole(1), metadata=Metadata(), reverse_transfer=Flag(), refund_application_fee=Flag(),
    reason=OneOf(("duplicate", "fraudulent", "requested_by_customer")))


@route("POST", "/v1/refunds", "refunds.create", CREATE)
def create_refund(twin: Twin, call: Call) -> Thing:
    """Send a part of a payment, or what is left of it, back."""
    charge = _charge(twin, call.params)
    left = charge["amount"] - charge["amount_refunded"]
    amount = call.params.get("amount", left)
    if charge["disputed"]:
        raise refused(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
    if not left:
        raise refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount > left:
        raise refused(f"Refund amount ({spell(amount, charge['currency'])}) is greater than unrefunded amount on charge "
                      f"({spell(left, charge['currency'])})", param="amount")
    check_amount(amount, charge["currency"])
    refund: Thing = {
        "id": make_id("re"), "object": "refund", "amount": amount, "balance_transaction": None, "charge": charge["id"],
        "created": twin.now(), "currency": charge["currency"],
        "destination_details": {"type": "card", "card": {
            "reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"}},
        "metadata": call.params.get("metadata", {}), "payment_intent": charge["payment_intent"], "reason": call.params.get("reason"),
        "receipt_number": None, "source_transfer_reversal": None, "status": "pending", "transfer_reversal": None,
    }
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    twin.store.save(charge)
    twin.store.add(refund)
    if not _pay_back(twin, refund, charge):
        refund["pending_reason"] = "insufficient_funds"
        twin.store.save(refund)
    emit(twin, "refund.created", refund)
    emit(twin, "charge.refunded", charge)
    return refund


@route("GET", "/v1/refunds/<refund>", "refunds.retrieve", call_with())
def retrieve_refund(twin: Twin, call: Call) -> Thing:
    """One refund."""
    return twin.require("refund", call.path["refund"], param="refund")


@route("POST", "/v1/refunds/<refund>", "refunds.update", call_with(metadata=Metadata()))
def update_refund(twin: Twin, call: Call) -> Thing:
    """Change a refund's metadata."""
    refund = twin.require("refund", call.path["refund"], param="refund")
    refund["metadata"] = merged(refund["metadata"], call.params.get("metadata"))
    twin.store.save(refund)
    emit(twin, "refund.updated", refund)
    return refund


@route("GET", "/v1/refunds", "refunds.list", list_with(created=Span(), charge=Word(), payment_intent=Word()))
def list_refunds(twin: Twin, call: Call) -> Thing:
    """Refunds, the newest first."""
    return listed(twin, call, "refund", "/v1/refunds")


def retry_waiting_refunds(twin: Twin) -> None:
    """Send what waited for money, the oldest first."""
    for refund in twin.store.all("refund", status="pending"):
        charge = twin.require("charge", refund["charge"])
        if _pay_back(twin, refund, charge):
            emit(twin, "refund.updated", refund)
            emit(twin, "charge.refund.updated", refund)


def fail_refund(twin: Twin, refund: Thing, reason: str = "lost_or_stolen_card") -> Thing:
    """The bank could not take the money: it is ours again."""
    if refund["status"] in ("failed", "canceled"):
        return refund
    charge = twin.require("charge", refund["charge"])
    if refund["status"] == "succeeded":
        refund["failure_balance_transaction"] = move_money(
            twin, "", "refund_failure", refund["amount"], refund["currency"], source=refund["id"])
    refund.update(status="failed", failure_reason=reason)
    refund.pop("pending_reason", None)
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    twin.store.save(refund)
    twin.store.save(charge)
    for kind in ("refund.updated", "refund.failed", "charge.refund.updated"):
        emit(twin, kind, refund)
    return refund


def _pay_back(twin: Twin, refund: Thing, charge: Thing) -> bool:
    # Money that is still pending is given back from what is pending, so it never makes the free balance negative.
    when = max(twin.now(), free_at(twin, charge["balance_transaction"]))
    if when <= twin.now() and available(twin, "", refund["currency"]) < refund["amount"]:
        return False
    refund["balance_transaction"] = move_money(
        twin, "", "refund", -refund["amount"], refund["currency"], source=refund["id"], available_on=when)
    refund["status"] = "succeeded"
    refund.pop("pending_reason", None)
    twin.store.save(refund)
    return True


def _charge(twin: Twin, params: Thing) -> Thing:
    if ("charge" in params) == ("payment_intent" in params):
        raise malformed("One of the following params should be provided for this request: payment_intent or charge.")
    if "charge" in params:
        charge = twin.require("charge", params["charge"], param="charge", status=404)
    else:
        intent = twin.require("payment_intent", params["payment_intent"], param="payment_intent", status=404)
        if intent["status"] != "succeeded":
            raise refused(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
                          code="payment_intent_unexpected_state", param="payment_intent")
        charge = twin.require("charge", intent["latest_charge"])
    if not charge["paid"]:
        raise refused(f"Charge {charge['id']} is not successful and can't be refunded.", param="charge")
    return charge
