"""Disputes: the card's holder goes to their bank, and the bank takes the money back until it has decided."""

from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.money import move_money
from marketplace.gateways.stripe_twin.params import Span, Word, call_with, list_with
from marketplace.gateways.stripe_twin.routing import listed, route
from marketplace.gateways.stripe_twin.twin import Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing

ANSWER_SECONDS = 7 * 86_400


@route("GET", "/v1/disputes/<dispute>", "disputes.retrieve", call_with())
def retrieve_dispute(twin: Twin, call: Call) -> Thing:
    """One dispute."""
    return twin.require("dispute", call.path["dispute"], param="dispute")


@route("GET", "/v1/disputes", "disputes.list", list_with(created=Span(), charge=Word(), payment_intent=Word()))
def list_disputes(twin: Twin, call: Call) -> Thing:
    """Disputes, the newest first."""
    return listed(twin, call, "dispute", "/v1/disputes")


def open_dispute(twin: Twin, charge: Thing, amount: int, reason: str, *, fee: int = 0) -> Thing:
    """The money is gone until somebody decides; the fee for it is gone for good."""
    now, dispute_id = twin.now(), make_id("du")
    taken = move_money(twin, "", "adjustment", -amount, charge["currency"], source=dispute_id, fee=fee,
                       description=f"Chargeback withdrawal for {charge['id']}")
    dispute = twin.store.add({
        "id": dispute_id, "object": "dispute", "amount": amount, "balance_transactions": [twin.store.find_any(taken)],
        "charge": charge["id"], "created": now, "currency": charge["currency"], "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": now + ANSWER_SECONDS, "enhanced_eligibility": {}, "has_evidence": False, "past_due": False, "submission_count": 0,
            "submission_method": "not_submitted"},
        "is_charge_refundable": False, "livemode": False, "metadata": {}, "payment_intent": charge["payment_intent"],
        "payment_method_details": {"type": "card", "card": {
            "brand": "visa", "case_type": "chargeback", "network": "visa", "network_reason_code": "83"}},
        "reason": reason, "status": "needs_response",
    })
    twin.store.save(charge | {"disputed": True})
    emit(twin, "charge.dispute.created", dispute)
    emit(twin, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def close_dispute(twin: Twin, dispute: Thing, *, won: bool) -> Thing:
    """The bank has decided: a dispute that is won brings the money back."""
    if dispute["status"] in ("won", "lost"):
        return dispute
    dispute["status"] = "won" if won else "lost"
    if won:
        back = move_money(twin, "", "adjustment", dispute["amount"], dispute["currency"], source=dispute["id"],
                          description=f"Chargeback reversal for {dispute['charge']}")
        dispute["balance_transactions"].append(twin.store.find_any(back))
        emit(twin, "charge.dispute.funds_reinstated", dispute)
    twin.store.save(dispute)
    emit(twin, "charge.dispute.closed", dispute)
    return dispute
