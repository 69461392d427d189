"""Events from the provider: stored by id before anything else, then taken; first, twice, late or out of order."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from marketplace.gateways.money_provider import ProviderEvent
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import Refusal
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.provider_models import PayoutAccount, ProviderEventRow
from marketplace.money.service.payments import lapse_payment, settle_payment
from marketplace.money.service.payouts import settle_payout
from marketplace.money.service.refunds import settle_refund


@verb
def store_event(event: ProviderEvent, *, actor: Actor) -> bool:
    """Keep an event under its id; False when it was kept before."""
    require(actor, Permission.RECEIVE_PROVIDER_EVENT)
    try:
        with transaction() as session:
            session.add(ProviderEventRow(event_id=event.id, type=event.type, account=event.account, payload=event.data,
                                         created_at=event.created_at, received_at=clock.now()))
    except IntegrityError:
        return False
    return True


def untaken_events(limit: int = 200) -> list[str]:
    """Events not yet taken, in the order they came."""
    with transaction() as session:
        return list(session.scalars(select(ProviderEventRow.event_id).where(ProviderEventRow.taken_at.is_(None))
                                    .order_by(ProviderEventRow.received_at).limit(limit)))


def take_event(event_id: str, *, actor: Actor) -> str:
    """Do what an event calls for and mark it taken, in one transaction; what it came to: "done", "ignored" or a refusal's code."""
    require(actor, Permission.RUN_JOBS)
    try:
        with transaction() as session:
            event = session.scalar(select(ProviderEventRow).where(ProviderEventRow.event_id == event_id, ProviderEventRow.taken_at.is_(None))
                                   .with_for_update())
            if event is None:
                return "taken before"
            event.outcome, event.taken_at = _TAKERS.get(event.type, _ignore)(event, actor), clock.now()
            return event.outcome
    except Refusal as refusal:  # it never fits: keep it with its reason for a person to see, and go on
        with transaction() as session:
            session.execute(update(ProviderEventRow).where(ProviderEventRow.event_id == event_id)
                            .values(taken_at=clock.now(), outcome=refusal.code))
        return refusal.code


def _ignore(event: ProviderEventRow, actor: Actor) -> str:
    return "ignored"


def _ours(reference: Any, kind: str) -> int | None:
    word, _, number = str(reference or "").partition(":")
    return int(number) if word == kind and number.isascii() and number.isdigit() else None


def _amount(thing: dict[str, Any], name: str = "amount") -> Money:
    return Money(int(thing[name]), str(thing["currency"]).upper())


def _take_checkout(event: ProviderEventRow, actor: Actor) -> str:
    session = event.payload
    payment_id = _ours(session.get("client_reference_id"), "payment")
    if payment_id is None or session.get("payment_status") != "paid":
        return "ignored"
    settle_payment(payment_id, provider_payment_id=session["payment_intent"], amount=_amount(session, "amount_total"), actor=actor)
    return "done"


def _take_expired_checkout(event: ProviderEventRow, actor: Actor) -> str:
    payment_id = _ours(event.payload.get("client_reference_id"), "payment")
    if payment_id is None:
        return "ignored"
    lapse_payment(payment_id, actor=actor)
    return "done"


def _take_transfer(event: ProviderEventRow, actor: Actor) -> str:
    transfer = event.payload
    payout_id = _ours(transfer.get("transfer_group"), "payout")
    if payout_id is None:
        return "ignored"
    settle_payout(payout_id, transfer_id=transfer["id"], amount=_amount(transfer), actor=actor)
    return "done"


def _take_refund(event: ProviderEventRow, actor: Actor) -> str:
    refund = event.payload
    refund_id = _ours((refund.get("metadata") or {}).get("reference"), "refund")
    if refund_id is None or refund.get("status") != "succeeded":
        return "ignored"
    settle_refund(refund_id, provider_refund_id=refund["id"], amount=_amount(refund), actor=actor)
    return "done"


def _take_account(event: ProviderEventRow, actor: Actor) -> str:
    account = event.payload
    needs = account.get("requirements") or {}
    with transaction() as session:
        known = session.execute(update(PayoutAccount).where(PayoutAccount.provider_account_id == account["id"],
                                                            PayoutAccount.seen_at <= event.created_at).values(
            payouts_enabled=bool(account.get("payouts_enabled")), details_submitted=bool(account.get("details_submitted")),
            requirements=list(needs.get("currently_due") or []), disabled_reason=needs.get("disabled_reason") or "", seen_at=event.created_at))
    return "done" if changed(known) else "ignored"


_TAKERS: dict[str, Callable[[ProviderEventRow, Actor], str]] = {
    "checkout.session.completed": _take_checkout, "checkout.session.async_payment_succeeded": _take_checkout,
    "checkout.session.expired": _take_expired_checkout, "transfer.created": _take_transfer,
    "refund.created": _take_refund, "refund.updated": _take_refund, "account.updated": _take_account,
}
