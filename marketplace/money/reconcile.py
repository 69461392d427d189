"""Three books side by side: the ledger, our rows, and the lists of the provider and the bank. Every difference is named, none is mended.

Where a correction fits, the difference proposes it: what it would move, for two people to look at.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import select, text

from marketplace.gateways.money_provider import MoneyProvider, Transfer
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.differences import NOTHING, Difference, Mending, between, named, standing
from marketplace.money.provider_models import LEFT_OVER, UNREADABLE, Payment, Payout, ProviderEventRow, Refund
from marketplace.money.queries.adjustments import mended
from marketplace.money.reconcile_bank import compare_bank
from marketplace.money.reconcile_disputes import compare_disputes
from marketplace.money.service.readings import read_reference
from marketplace.money.states import GIVEN_BACK, PAYMENT, PAYOUT, REFUND

EPOCH: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
# Rows whose entry is missing, and entries whose row is missing or says something else. Taxes ride along with a payout: what is sent
# passes through transit.
_BOOKED: Final = (
    ("payout", "payout:", "payouts", "TRUE", "transit", "r.amount_minor"),
    ("payout_paid", "payout_paid:", "payouts", "r.paid_at IS NOT NULL", "transit", "r.amount_minor"),
    ("payout_reversed", "payout_reversed:", "payouts", "r.state = 'returned'", "transit", "r.amount_minor"),
    ("payout_returned", "payout_returned:", "payouts", "r.state IN ('failed', 'returned')", "transit", "r.amount_minor"),
    ("refund", "refund:", "refunds", "TRUE", "provider", "r.amount_minor"),
    ("refund_returned", "refund_returned:", "refunds", "r.state = 'failed'", "wallet", "r.amount_minor"),
    ("funding", "funding:payment:", "payments", "r.state = 'paid'", "wallet", "r.amount_minor"),
    ("dispute", "dispute:", "disputes", "r.withdrawn_at IS NOT NULL", "provider", "r.amount_minor + r.fee_minor"),
    ("dispute_won", "dispute_won:", "disputes", "r.reinstated_at IS NOT NULL", "provider", "r.amount_minor"),
)


def reconcile(*, provider: MoneyProvider, since: datetime = EPOCH, actor: Actor) -> list[Difference]:
    """Every difference between the ledger, our rows since a moment and the provider that no approved correction has mended.

    Raises `ProviderError` when the provider can't be asked.
    """
    require(actor, Permission.RUN_JOBS)
    found = [
        *_compare_ledger(), *_compare_payouts(provider, since), *_compare_refunds(provider, since), *_compare_payments(provider, since),
        *_unknown_payments(provider, since), *compare_disputes(provider, since), *compare_bank(since),
        *_unread_events(since),
    ]
    done = mended()
    return [left for one in found if (left := one.without(done)) is not None]


def _compare_ledger() -> Iterator[Difference]:
    for kind, prefix, table, condition, account, amount in _BOOKED:
        missing = f"""SELECT r.id FROM {table} r LEFT JOIN entries e ON e.key = '{prefix}' || r.id
            WHERE ({condition}) AND e.key IS NULL ORDER BY r.id"""
        for (row_id,) in db.session.execute(text(missing)):
            yield named("not_booked", f"{table[:-1]}:{row_id}", key=f"{prefix}{row_id}")
        differing = f"""SELECT e.key, abs(l.amount_minor), {amount} FROM entries e
            JOIN lines l ON l.entry_key = e.key AND l.account_kind = '{account}'
            LEFT JOIN {table} r ON '{prefix}' || r.id = e.key AND ({condition})
            WHERE e.kind = '{kind}' AND e.key LIKE '{prefix}%' AND (r.id IS NULL OR {amount} <> abs(l.amount_minor)) ORDER BY e.key"""
        for key, booked, ours in db.session.execute(text(differing)):
            yield named("booked_differently", key, booked=booked, ours=NOTHING if ours is None else ours)


def _compare_payouts(provider: MoneyProvider, since: datetime) -> Iterator[Difference]:
    sent: dict[str, list[Transfer]] = defaultdict(list)
    for transfer in provider.list_transfers(since=since):
        sent[transfer.reference].append(transfer)
    payouts = list(db.session.scalars(select(Payout).where(Payout.method == "stripe", Payout.created_at >= since).order_by(Payout.id)))
    for payout in payouts:
        yield from _compare_payout(payout, sent.pop(payout.reference, []))
    for reference, transfers in sent.items():
        payout_id = read_reference(reference, "payout")
        is_older = payout_id is not None and db.session.get(Payout, payout_id) is not None  # than the moment asked for
        for transfer in () if is_older else transfers:
            yield named("unknown_transfer", transfer.id, Mending("loss", 0, "provider", 0, transfer.amount), amount=transfer.amount,
                        reference=reference or NOTHING)


def _compare_payout(payout: Payout, transfers: list[Transfer]) -> Iterator[Difference]:
    live, about = [one for one in transfers if not one.reversed], payout.reference
    if len(live) > 1:
        yield named("sent_twice", about, _taken_from(payout, sum((one.amount for one in live[1:]), Money(0, payout.currency))),
                    count=len(live), ids=", ".join(one.id for one in live))
    if payout.state in ("sent", "paid") and payout.transfer_id not in {one.id for one in live}:
        yield named("not_at_provider", about, None if live or payout.state == "sent" else Mending(
            "provider", 0, "worker", payout.worker_id, payout.amount), ours=standing(PAYOUT, payout.state, payout.transfer_id))
    if payout.state in (PAYOUT.start, *GIVEN_BACK) and live:
        yield named("sent_unknown", about, _taken_from(payout, live[0].amount) if payout.state in GIVEN_BACK else None,
                    ours=standing(PAYOUT, payout.state), theirs=live[0].id)
    for one in live:
        if one.amount != payout.amount:
            yield named("amount_differs", about, between(("worker", payout.worker_id), one.amount - payout.amount),
                        ours=payout.amount, id=one.id, theirs=one.amount)
        if one.destination != payout.destination:
            yield named("destination_differs", about, ours=payout.destination, id=one.id, theirs=one.destination)


def _taken_from(payout: Payout, amount: Money) -> Mending:
    """The worker has it, so it isn't theirs twice."""
    return Mending("worker", payout.worker_id, "provider", 0, amount)


def _compare_refunds(provider: MoneyProvider, since: datetime) -> Iterator[Difference]:
    query = select(Refund, Payment.provider_payment_id).join(Payment, Payment.id == Refund.payment_id).where(Refund.created_at >= since)
    for refund, provider_payment_id in db.session.execute(query.order_by(Refund.id)).all():
        about = refund.reference
        made = [one for one in provider.find_refunds(provider_payment_id or "", about) if one.is_made]
        if len(made) > 1:
            yield named("refunded_twice", about,
                        Mending("loss", 0, "provider", 0, sum((one.amount for one in made[1:]), Money(0, refund.currency))),
                        count=len(made), ids=", ".join(one.id for one in made))
        if refund.state in ("sent", "settled") and refund.provider_refund_id not in {one.id for one in made}:
            yield named("not_at_provider", about, None if made else Mending("provider", 0, "wallet", refund.company_id, refund.amount),
                        ours=standing(REFUND, refund.state, refund.provider_refund_id))
        if refund.state in ("requested", "failed") and made:
            yield named("refunded_unknown", about,
                        Mending("wallet", refund.company_id, "provider", 0, made[0].amount) if refund.state == "failed" else None,
                        ours=standing(REFUND, refund.state), theirs=made[0].id)
        for one in made:
            if one.amount != refund.amount:
                yield named("amount_differs", about, between(("wallet", refund.company_id), one.amount - refund.amount),
                            ours=refund.amount, id=one.id, theirs=one.amount)


def _compare_payments(provider: MoneyProvider, since: datetime) -> Iterator[Difference]:
    query = select(Payment).where(Payment.created_at >= since, Payment.checkout_id.is_not(None)).order_by(Payment.id)
    for payment in db.session.scalars(query).all():
        checkout, about = provider.find_checkout(payment.checkout_id or ""), f"payment:{payment.id}"
        if (payment.state == "paid") != checkout.paid:
            said = "paid" if checkout.paid else checkout.status
            yield named("payment_differs", about,
                        Mending("wallet", payment.company_id, "provider", 0, payment.amount) if payment.state == "paid" else None,
                        ours=standing(PAYMENT, payment.state), theirs=f"{checkout.id} {said}")
        elif checkout.paid and payment.provider_payment_id != checkout.payment_id:
            yield named("payment_differs", about, ours=payment.provider_payment_id, theirs=checkout.payment_id)


def _unknown_payments(provider: MoneyProvider, since: datetime) -> Iterator[Difference]:
    """Money that cards have paid and no row of ours speaks of. One that isn't settled yet is named with its payment page."""
    for paid in provider.list_payments(since=since):
        payment_id = read_reference(paid.reference, "payment")
        payment = db.session.get(Payment, payment_id) if payment_id else None
        if payment is None:
            yield named("unknown_payment", paid.id, amount=paid.amount, reference=paid.reference or NOTHING)
        elif payment.state == "paid" and payment.provider_payment_id != paid.id:
            yield named("paid_twice", paid.reference, Mending("provider", 0, "wallet", payment.company_id, paid.amount),
                        ours=payment.provider_payment_id, theirs=paid.id, amount=paid.amount)


def _unread_events(since: datetime) -> Iterator[Difference]:
    # LEFT_OVER is said too, so that the index of the few is read and not every event there was.
    query = select(ProviderEventRow).where(LEFT_OVER, ProviderEventRow.outcome == UNREADABLE, ProviderEventRow.created_at >= since)
    for event in db.session.scalars(query.order_by(ProviderEventRow.received_at)):
        yield named("event_unreadable", event.event_id, type=event.type, at=f"{event.created_at:%Y-%m-%d %H:%M} UTC")
