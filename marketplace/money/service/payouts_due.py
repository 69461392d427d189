"""Whose money goes out now: balances to queue, and queued payouts to send."""

from sqlalchemy import ColumnElement, Select, func, select

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
from marketplace.money.schedules import AT_ONCE, begins_at, sending_today
from marketplace.money.states import GIVEN_BACK, PAYOUT, UNDER_WAY


def workers_to_pay(currency: str) -> list[int]:
    """Workers to pay today: by their schedule, with the minimum or more, an account that takes money, and nothing under way or just given back.

    What somebody suspended has earned stays theirs and stays here: their account may be in other hands.
    """
    barred = select(Payout.worker_id).where(Payout.currency == currency, Payout.state.in_(UNDER_WAY)
                                            | (Payout.state.in_(GIVEN_BACK) & (Payout.next_try_at > clock.now())))
    rests = resting_sums(LedgerAccount.kind == "worker", LedgerAccount.currency == currency)
    payable = func.sum(Line.amount_minor) - func.coalesce(func.max(rests.c.amount_minor), 0)
    query = select(LedgerAccount.owner_id).join(Line, Line.account_id == LedgerAccount.id) \
        .outerjoin(rests, rests.c.account_id == LedgerAccount.id).join(Person, Person.id == LedgerAccount.owner_id) \
        .where(LedgerAccount.kind == "worker", LedgerAccount.currency == currency, _can_be_paid(currency), Person.state == PERSON.start,
               LedgerAccount.owner_id.not_in(barred), LedgerAccount.owner_id.not_in(_not_today())) \
        .group_by(LedgerAccount.owner_id).having(payable >= payout_minimum(currency).minor)
    with transaction() as session:
        return list(session.scalars(query))


def _not_today() -> Select[int]:
    """Workers who chose other days, and those whose payout of this day was made already: one a day is what they wanted."""
    is_made = select(Payout.id).where(Payout.worker_id == PayoutSchedule.worker_id, Payout.created_at >= begins_at(clock.today())).exists()
    return select(PayoutSchedule.worker_id).where(
        PayoutSchedule.schedule.not_in(sending_today()) | (PayoutSchedule.schedule != AT_ONCE) & is_made)


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
