"""Events from the provider: stored by id before anything else, then taken; first, twice, late or out of order."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from marketplace.gateways.money_provider import NOT_MADE, ProviderEvent
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import Refusal
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.provider_models import UNREADABLE, PayoutAccount, ProviderEventRow
from marketplace.money.service.disputes import DISPUTE_EVENTS, take_dispute
from marketplace.money.service.payments import lapse_payment, settle_payment
from marketplace.money.service.payouts import reverse_payout, settle_payout
from marketplace.money.service.readings import (
    Unreadable,
    read_amount,
    read_part,
    read_reference,
    read_text,
    read_words,
)
from marketplace.money.service.refunds import fail_refund, settle_refund

WAITING: Final = "waiting"


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
    """Do what an event calls for and mark it taken, in one transaction.

    What it came to: "done", "ignored", "unreadable", a refusal's code; or "waiting", then it is still untaken.
    """
    require(actor, Permission.RUN_JOBS)
    try:
        with transaction() as session:
            event = session.scalar(select(ProviderEventRow).where(ProviderEventRow.event_id == event_id, ProviderEventRow.taken_at.is_(None))
                                   .with_for_update())
            if event is None:
                return "taken before"
            outcome = _take(event, actor)
            if outcome != WAITING:
                event.outcome, event.taken_at = outcome, clock.now()
            return outcome
    except Unreadable:
        return _set_aside(event_id, UNREADABLE)
    except Refusal as refusal:
        return _set_aside(event_id, refusal.code)


def _set_aside(event_id: str, outcome: str) -> str:
    """It will never fit: keep it with its reason for a person to see, and go on."""
    with transaction() as session:
        session.execute(update(ProviderEventRow).where(ProviderEventRow.event_id == event_id).values(taken_at=clock.now(), outcome=outcome))
    return outcome


def _take(event: ProviderEventRow, actor: Actor) -> str:
    if event.type == "account.updated":
        return _take_account(event)
    # Whoever owns a connected account writes what they like into its objects, our references too: only our own account's count.
    if event.account is not None:
        return "ignored"
    return _TAKERS.get(event.type, _ignore)(event, actor)


def _ignore(event: ProviderEventRow, actor: Actor) -> str:
    return "ignored"


def _take_checkout(event: ProviderEventRow, actor: Actor) -> str:
    session = event.payload
    payment_id = read_reference(session.get("client_reference_id"), "payment")
    if payment_id is None or session.get("payment_status") != "paid":
        return "ignored"
    settle_payment(payment_id, provider_payment_id=read_text(session, "payment_intent"), amount=read_amount(session, "amount_total"), actor=actor)
    return "done"


def _take_expired_checkout(event: ProviderEventRow, actor: Actor) -> str:
    payment_id = read_reference(event.payload.get("client_reference_id"), "payment")
    if payment_id is None:
        return "ignored"
    lapse_payment(payment_id, actor=actor)
    return "done"


def _take_transfer(event: ProviderEventRow, actor: Actor) -> str:
    transfer = event.payload
    payout_id = read_reference(transfer.get("transfer_group"), "payout")
    if payout_id is None:
        return "ignored"
    settle_payout(payout_id, transfer_id=read_text(transfer, "id"), amount=read_amount(transfer), actor=actor)
    return "done"


def _take_reversed_transfer(event: ProviderEventRow, actor: Actor) -> str:
    transfer = event.payload
    payout_id = read_reference(transfer.get("transfer_group"), "payout")
    if payout_id is None:
        return "ignored"
    if transfer.get("reversed") is not True:
        return "partly_reversed"
    is_ours = reverse_payout(payout_id, transfer_id=read_text(transfer, "id"), amount=read_amount(transfer), actor=actor)
    return "done" if is_ours else "ignored"


def _take_refund(event: ProviderEventRow, actor: Actor) -> str:
    refund = event.payload
    refund_id, word = read_reference(read_part(refund, "metadata").get("reference"), "refund"), refund.get("status")
    if refund_id is None or word not in ("succeeded", *NOT_MADE):
        return "ignored"
    provider_refund_id, amount = read_text(refund, "id"), read_amount(refund)
    if word == "succeeded":
        is_news = settle_refund(refund_id, provider_refund_id=provider_refund_id, amount=amount, actor=actor)
        return "done" if is_news else "ignored"
    return fail_refund(refund_id, provider_refund_id=provider_refund_id, amount=amount, actor=actor)


def _take_account(event: ProviderEventRow) -> str:
    account = event.payload
    account_id, needs = read_text(account, "id"), read_part(account, "requirements")
    if event.account != account_id:
        return "ignored"
    with transaction() as session:
        known = session.execute(update(PayoutAccount).where(PayoutAccount.provider_account_id == account_id,
                                                            PayoutAccount.seen_at <= event.created_at).values(
            payouts_enabled=bool(account.get("payouts_enabled")), details_submitted=bool(account.get("details_submitted")),
            requirements=read_words(needs, "currently_due"), seen_at=event.created_at,
            disabled_reason=read_text(needs, "disabled_reason") if needs.get("disabled_reason") else ""))
    return "done" if changed(known) else "ignored"


_TAKERS: dict[str, Callable[[ProviderEventRow, Actor], str]] = {
    "checkout.session.completed": _take_checkout, "checkout.session.async_payment_succeeded": _take_checkout,
    "checkout.session.expired": _take_expired_checkout, "transfer.created": _take_transfer,
    "transfer.reversed": _take_reversed_transfer,
    "refund.created": _take_refund, "refund.updated": _take_refund, "refund.failed": _take_refund,
    **dict.fromkeys(DISPUTE_EVENTS, take_dispute),
}
