"""Whose money goes out now: balances to queue, and queued payouts to send."""

from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, func, or_, select, union_all

from marketplace.accounts.models import Person
from marketplace.accounts.states import PERSON
from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.money.bank.holds import takes_money
from marketplace.money.bank.models import BankAccount
from marketplace.money.models import LedgerAccount, Line
from marketplace.money.payable import payout_minimum
from marketplace.money.provider_models import Payout, PayoutAccount
from marketplace.money.resting import resting_sums
from marketplace.money.schedule_models import PayoutSchedule
from marketplace.money.schedules import AT_ONCE, begins_at, last_days
from marketplace.money.states import GIVEN_BACK, PAYOUT, UNDER_WAY


def workers_to_pay(currency: str) -> list[int]:
    """Workers to pay today: by their schedule, with the minimum or more, an account that takes money, and nothing under way or just given back.

    What somebody suspended has earned stays theirs and stays here: their account may be in other hands.
    """
    barred = select(Payout.worker_id).where(Payout.currency == currency, Payout.state.in_(UNDER_WAY)
                                            | (Payout.state.in_(GIVEN_BACK) & (Payout.next_try_at > clock.now())))
    rests = resting_sums(LedgerAccount.kind == "worker", LedgerAccount.currency == currency)
    late = _earned_late(currency)
    payable = func.sum(Line.amount_minor) - func.coalesce(func.max(late.c.amount_minor), func.max(rests.c.amount_minor), 0)
    query = select(LedgerAccount.owner_id).join(Line, Line.account_id == LedgerAccount.id) \
        .outerjoin(rests, rests.c.account_id == LedgerAccount.id).outerjoin(late, late.c.account_id == LedgerAccount.id) \
        .join(Person, Person.id == LedgerAccount.owner_id) \
        .where(LedgerAccount.kind == "worker", LedgerAccount.currency == currency, _can_be_paid(currency), Person.state == PERSON.start,
               LedgerAccount.owner_id.not_in(barred), _is_their_day(currency)) \
        .group_by(LedgerAccount.owner_id).having(payable >= payout_minimum(currency).minor)
    with transaction() as session:
        return list(session.scalars(query))


def _is_their_day(currency: str) -> ColumnElement[bool]:
    """Whoever chose no days of their own, and those whose last one is still owed."""
    have_days = select(PayoutSchedule.worker_id).where(PayoutSchedule.schedule != AT_ONCE)
    return or_(LedgerAccount.owner_id.not_in(have_days), *(
        LedgerAccount.owner_id.in_(_are_owed(currency, schedule, day)) for schedule, day in last_days().items()))


def _are_owed(currency: str, schedule: str, day: date) -> Select[int]:
    """Workers who chose a day before it was over and weren't paid since it began: one payout for each is what they wanted."""
    is_made = select(Payout.id).where(Payout.worker_id == PayoutSchedule.worker_id, Payout.currency == currency,
                                      Payout.created_at >= begins_at(day)).exists()
    return select(PayoutSchedule.worker_id).where(
        PayoutSchedule.schedule == schedule, PayoutSchedule.chosen_at < begins_at(day + clock.DAY), ~is_made)


def _earned_late(currency: str) -> Subquery:
    """What couldn't be paid yet on the day that is owed: it waits for the next one."""
    sums = [resting_sums(LedgerAccount.kind == "worker", LedgerAccount.currency == currency,
                         LedgerAccount.owner_id.in_(_are_owed(currency, schedule, day)),
                         at=None if day == clock.today() else begins_at(day + clock.DAY)) for schedule, day in last_days().items()]
    return union_all(*map(select, sums)).subquery()


def _can_be_paid(currency: str) -> ColumnElement[bool]:
    """A bank account of one's own that rests no longer or, without one, an account at the provider that takes money."""
    takes_stripe = LedgerAccount.owner_id.in_(select(PayoutAccount.worker_id).where(PayoutAccount.payouts_enabled))
    if currency != "KRW":
        return takes_stripe
    takes_bank = LedgerAccount.owner_id.in_(select(BankAccount.worker_id).where(takes_money()))
    return takes_bank | takes_stripe & LedgerAccount.owner_id.not_in(select(BankAccount.worker_id))


def due_payouts(limit: int = 200) -> list[int]:
    """Payouts whose next attempt has come, the oldest first; also those an interrupted attempt left behind.

    What is queued for somebody suspended waits; what may have left already is followed to its end.
    """
    suspended = select(Person.id).where(Person.state != PERSON.start)
    waits = (Payout.state == PAYOUT.start) & Payout.worker_id.in_(suspended)
    query = select(Payout.id).where(Payout.method == "stripe", Payout.state.in_(PAYOUT.moves["send"][0]), Payout.next_try_at <= clock.now(), ~waits)
    with transaction() as session:
        return list(session.scalars(query.order_by(Payout.next_try_at).limit(limit)))
