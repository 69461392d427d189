"""A worker's own money: balances, payouts, the account they are paid to, and the entries behind a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.cause_models import Bonus
from marketplace.money.models import Entry, LedgerAccount, Line
from marketplace.money.payable import Payable
from marketplace.money.provider_models import Payout, PayoutAccount
from marketplace.money.resting import rests_of
from marketplace.money.states import GIVEN_BACK, UNDER_WAY
from marketplace.money.trust import find_level, hours_by_level


@dataclass(frozen=True)
class Posting:
    """One entry of the ledger with its lines: which account, how much."""

    key: str
    at: datetime
    lines: tuple[tuple[str, Money], ...]


@dataclass(frozen=True)
class Balance:
    """One currency of a worker: what can be sent now, what rests and when more is free, what is on its way, what has arrived."""

    free: Money
    resting: Money
    more_at: datetime | None
    under_way: Money
    paid: Money


@dataclass(frozen=True)
class Trust:
    """A worker's level, and how many hours their earnings rest."""

    level: str
    hours: int


def my_balances(actor: Actor) -> list[Balance]:
    """The acting worker's money by currency, won first and always there, in three statements."""
    require(actor, Permission.SEE_EARNINGS)
    session = db.session()
    owned = dict(session.execute(
        select(LedgerAccount.currency, func.coalesce(func.sum(Line.amount_minor), 0)).join(Line, Line.account_id == LedgerAccount.id)
        .where(LedgerAccount.kind == "worker", LedgerAccount.owner_id == actor.person_id).group_by(LedgerAccount.currency)).all())
    rests = rests_of(session, actor.person_id or 0)
    sent = {(currency, state): total for currency, state, total in session.execute(
        select(Payout.currency, Payout.state, func.sum(Payout.amount_minor)).where(Payout.worker_id == actor.person_id)
        .group_by(Payout.currency, Payout.state))}
    currencies = dict.fromkeys(["KRW", *sorted({*owned, *(currency for currency, _ in sent)})])
    return [_balance(Payable(Money(int(owned.get(one, 0)), one), tuple(rests.get(one, ()))), sent) for one in currencies]


def _balance(payable: Payable, sent: dict[tuple[str, str], Any]) -> Balance:
    currency = payable.balance.currency
    return Balance(payable.now, payable.resting, payable.more_at, Money(sum(int(sent.get((currency, state), 0)) for state in UNDER_WAY), currency),
                   Money(int(sent.get((currency, "paid"), 0)), currency))


def my_trust(actor: Actor) -> Trust:
    """How far the acting worker's fresh earnings are trusted."""
    require(actor, Permission.SEE_EARNINGS)
    level = find_level(db.session(), actor.person_id or 0)
    return Trust(level, hours_by_level()[level])


def my_bonuses(actor: Actor, cut: Cut) -> Page[Bonus]:
    """What businesses paid the acting worker on top, newest first."""
    require(actor, Permission.SEE_EARNINGS)
    return page_by_id(db.session(), select(Bonus).where(Bonus.worker_id == actor.person_id), Bonus.id, cut)


def my_debts(actor: Actor) -> list[Money]:
    """What the acting worker owes because it was taken back after it had left; kept from the next payouts."""
    require(actor, Permission.SEE_EARNINGS)
    query = select(LedgerAccount.currency, func.sum(Line.amount_minor)).join(Line, Line.account_id == LedgerAccount.id) \
        .where(LedgerAccount.kind == "debt", LedgerAccount.owner_id == actor.person_id).group_by(LedgerAccount.currency)
    return [Money(-int(total), currency) for currency, total in db.session.execute(query) if total]


def my_account(actor: Actor) -> PayoutAccount | None:
    """The account the acting worker is paid to, as last seen; none before they connect one."""
    require(actor, Permission.SEE_EARNINGS)
    account = db.session.get(PayoutAccount, actor.person_id)
    return account if account is not None and account.provider_account_id is not None else None


def my_payouts(actor: Actor, cut: Cut) -> Page[Payout]:
    """What was sent to the acting worker, newest first."""
    require(actor, Permission.SEE_EARNINGS)
    return page_by_id(db.session(), select(Payout).where(Payout.worker_id == actor.person_id), Payout.id, cut)


def get_payout(actor: Actor, payout_id: int) -> Payout:
    """One of the acting worker's own payouts."""
    require(actor, Permission.SEE_EARNINGS)
    payout = db.session.get(Payout, payout_id)
    if payout is None or payout.worker_id != actor.person_id:
        raise NotFound()
    return payout


def postings_of(verdict_ids: Sequence[int]) -> dict[int, Posting]:
    """The releases that verdicts brought about, with their lines, in one statement; none for a verdict that pays nothing."""
    found = _postings(Entry.verdict_id.in_(verdict_ids))
    return {verdict_id: posting for verdict_id, posting in found if verdict_id is not None}


def payout_postings(payout_ids: Sequence[int]) -> dict[str, Posting]:
    """The entries by which payouts took their money, under their keys, in one statement."""
    return {posting.key: posting for _, posting in _postings(Entry.key.in_([f"payout:{one}" for one in payout_ids]))}


def _postings(which: ColumnElement[bool]) -> list[tuple[int | None, Posting]]:
    rows = db.session.execute(select(Entry, Line).join(Line, Line.entry_key == Entry.key).where(which).order_by(Entry.key, Line.number)).all()
    lines: dict[str, list[tuple[str, Money]]] = {}
    for _, line in rows:
        lines.setdefault(line.entry_key, []).append((line.account_kind, Money(line.amount_minor, line.currency)))
    entries = {entry.key: entry for entry, _ in rows}
    return [(entry.verdict_id, Posting(key, entry.posted_at, tuple(lines[key]))) for key, entry in entries.items()]


def appeal_postings(appeal_ids: Sequence[int]) -> dict[int, Posting]:
    """The entries by which appeals added something, with their lines, in one statement; none for one that added nothing."""
    return {int(posting.key.partition(":")[2]): posting for _, posting in _postings(Entry.appeal_id.in_(appeal_ids))}


def payouts_between(start: datetime, end: datetime) -> list[Payout]:
    """Every payout asked for in a stretch of time, also those that were returned."""
    return list(db.session.scalars(select(Payout).where(Payout.created_at >= start, Payout.created_at < end).order_by(Payout.id)))


def payout_with(worker_id: int, currency: str, earned_at: datetime) -> Payout | None:
    """The payout that took money earned at a moment: the first one since for which it had rested or, if that one came back, the first since then."""
    payouts = select(Payout).where(Payout.worker_id == worker_id, Payout.currency == currency).order_by(Payout.id).limit(1)
    took = db.session.scalar(payouts.where(Payout.created_at >= earned_at, or_(Payout.rests_from.is_(None), Payout.rests_from > earned_at)))
    while took is not None and took.state in GIVEN_BACK:
        back_at = select(Entry.posted_at).where(Entry.key == f"payout_returned:{took.id}").scalar_subquery()
        took = db.session.scalar(payouts.where(Payout.id > took.id, Payout.created_at >= back_at))
    return took
