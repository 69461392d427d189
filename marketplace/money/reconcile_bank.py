"""The bank's word beside ours: what each row of a run became, what its payout says, and which account its entries took it from."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, select, text

from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.money.bank.models import BankRun, BankRunItem
from marketplace.money.bank.states import AT_THE_BANK, BANK_RUN, RUN_ITEM
from marketplace.money.differences import NOTHING, Difference, Mending, named, standing
from marketplace.money.provider_models import Payout
from marketplace.money.states import GIVEN_BACK, PAYOUT
from marketplace.money.words import ACCOUNTS

_FITTING: Final = {"done": ("paid",), "returned": GIVEN_BACK, "waiting": ("sending",), "": ("requested",)}  # a payout's states by its row's


def compare_bank(since: datetime) -> Iterator[Difference]:
    """Every bank payout that the bank's answers and we tell differently, every run that isn't the sum of its rows, and what is booked elsewhere."""
    query = select(Payout, BankRunItem, BankRun).outerjoin(BankRunItem, and_(BankRunItem.payout_id == Payout.id, BankRunItem.state != "dropped")) \
        .outerjoin(BankRun, BankRun.id == BankRunItem.run_id).where(Payout.method == "bank", Payout.created_at >= since)
    for payout, item, run in db.session.execute(query.order_by(Payout.id)):
        yield from _compare_payout(payout, item, run)
    yield from _compare_runs(since)
    yield from _compare_entries()


def _compare_payout(payout: Payout, item: BankRunItem | None, run: BankRun | None) -> Iterator[Difference]:
    about = payout.reference
    said = item.state if item and run and run.state in AT_THE_BANK else ""
    if payout.state not in _FITTING[said]:
        mending = None
        if said == "done" and payout.state in GIVEN_BACK:
            mending = _left_the_bank(payout.worker_id, payout.amount)  # the worker has it, so it isn't theirs twice
        elif said in ("", "returned") and payout.state == "paid":
            mending = _left_the_bank(payout.worker_id, -payout.amount)
        yield named("bank_differs", about, mending, ours=standing(PAYOUT, payout.state), theirs=standing(RUN_ITEM, said) if said else NOTHING)
    elif said == "done" and run and item and payout.transfer_id != item.transfer_id:
        yield named("bank_differs", about, ours=standing(PAYOUT, payout.state, payout.transfer_id),
                    theirs=standing(RUN_ITEM, said, item.transfer_id))
    if item and item.amount_minor != payout.amount_minor:
        yield named("bank_amount_differs", about, _left_the_bank(payout.worker_id, item.amount - payout.amount) if said == "done" else None,
                    ours=payout.amount, theirs=item.amount)


def _left_the_bank(worker_id: int, more: Money) -> Mending:
    """What books that so much more went from our bank to a worker than we say; below zero, less."""
    if more.minor > 0:
        return Mending("worker", worker_id, "bank", 0, more)
    return Mending("bank", 0, "worker", worker_id, -more)


def _compare_runs(since: datetime) -> Iterator[Difference]:
    rows, total = func.count(BankRunItem.id), func.coalesce(func.sum(BankRunItem.amount_minor), 0)
    waiting = func.count(BankRunItem.id).filter(BankRunItem.state == "waiting")
    query = select(BankRun, rows, total, waiting).outerjoin(BankRunItem, BankRunItem.run_id == BankRun.id).where(BankRun.created_at >= since) \
        .group_by(BankRun.id).having(or_(rows != BankRun.payouts, total != BankRun.total_minor, and_(BankRun.state == "settled", waiting > 0)))
    for run, count, summed, open_rows in db.session.execute(query.order_by(BankRun.id)):
        yield named("run_differs", f"bank_run:{run.id}", state=standing(BANK_RUN, run.state), payouts=run.payouts, total=run.total, count=count,
                    sum=Money(int(summed), "KRW"), waiting=open_rows)


def _compare_entries() -> Iterator[Difference]:
    """Money that left one place, or came back to it, and is booked at the other: both balances would say what isn't there."""
    for kind in ("payout_paid", "payout_reversed"):
        query = f"""SELECT e.key, p.method, l.account_kind, l.amount_minor, l.currency FROM payouts p
            JOIN entries e ON e.key = '{kind}:' || p.id JOIN lines l ON l.entry_key = e.key AND l.account_kind IN ('bank', 'provider')
            WHERE l.account_kind <> CASE p.method WHEN 'bank' THEN 'bank' ELSE 'provider' END ORDER BY p.id"""
        for key, method, booked, minor, currency in db.session.execute(text(query)):
            right = "bank" if method == "bank" else "provider"
            yield named("booked_elsewhere", key, _moved(booked, right, Money(int(minor), currency)), booked=ACCOUNTS[booked],
                        right=ACCOUNTS[right])


def _moved(booked: str, right: str, amount: Money) -> Mending:
    """What takes a leg from where it is booked to where it belongs."""
    return Mending(booked, 0, right, 0, amount) if amount.minor > 0 else Mending(right, 0, booked, 0, -amount)
