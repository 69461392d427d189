"""What workers were paid and what was withheld: a worker's year, and everybody's month for the tax office.

A payout counts on the day it was taken from the balance, when its tax is booked; one that came back is taken off on the day it did. So one that
came back within its month counts nowhere, and a month that was filed never changes (소득세법 시행령 제201조: what was withheld too much is settled
with what is due later).
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Subquery, cast, func, literal, or_, select, union_all

from marketplace.accounts.models import Person, Worker
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.models import Entry
from marketplace.money.periods import ZONE, Period
from marketplace.money.provider_models import Payout
from marketplace.money.states import GIVEN_BACK
from marketplace.money.withholding import RULES


@dataclass(frozen=True)
class Paid:
    """Payouts added up: how many, before tax, both taxes, and what was sent."""

    count: int
    gross: Money
    income_tax: Money
    local_tax: Money
    net: Money


@dataclass(frozen=True)
class Filed:
    """One worker's line of the monthly filing."""

    worker_id: int
    name: str
    paid: Paid


def my_year(actor: Actor, year: Period) -> list[tuple[str, Paid]]:
    """The acting worker's payouts of a year by month and currency, in one statement."""
    require(actor, Permission.SEE_EARNINGS)
    moves = _moves(year, Payout.worker_id == actor.person_id)
    rows = db.session.execute(select(moves).order_by(moves.c.currency, moves.c.at))
    by_month = groupby(rows, lambda one: (one.currency, f"{one.at.astimezone(ZONE):%Y-%m}"))
    sums = [(month, _added_up(list(found), currency)) for (currency, month), found in by_month]
    return [(month, paid) for month, paid in sums if paid.count or paid.gross]


def monthly_filing(actor: Actor, month: Period) -> list[Filed]:
    """Every worker whose payments of a month are filed in Korea, in one statement: those taxed there, and those who live there."""
    require(actor, Permission.SEE_LEDGER)
    rule = RULES[-1]
    taxed = or_(Payout.income_tax_minor > 0, Worker.country == rule.country)
    moves = _moves(month, Payout.currency == rule.currency, taxed)
    count, income, local, net = (func.sum(column) for column in (moves.c.payouts, moves.c.income, moves.c.local, moves.c.net))
    query = select(moves.c.worker_id, Person.name, count, income, local, net).join(Person, Person.id == moves.c.worker_id) \
        .group_by(moves.c.worker_id, Person.name).having(or_(count != 0, net != 0, income != 0)).order_by(moves.c.worker_id)
    return [Filed(worker_id, name, _paid(int(count), int(income), int(local), int(net), rule.currency))
            for worker_id, name, count, income, local, net in db.session.execute(query)]


def total(paid: list[Paid], currency: str) -> Paid:
    """Several sums of one currency as one."""
    chosen = [one for one in paid if one.gross.currency == currency]
    return _paid(sum(one.count for one in chosen), sum(one.income_tax.minor for one in chosen), sum(one.local_tax.minor for one in chosen),
                 sum(one.net.minor for one in chosen), currency)


def _moves(period: Period, *which: ColumnElement[bool]) -> Subquery:
    """Some payouts of a period as amounts with their sign: taken from the balance, and given back to it."""

    def signed(sign: int, at: Any) -> Select[Any]:
        amounts = {"income": Payout.income_tax_minor, "local": Payout.local_tax_minor, "net": Payout.amount_minor}
        return select(Payout.worker_id, Payout.currency, at.label("at"), literal(sign).label("payouts"),
                      *((sign * column).label(name) for name, column in amounts.items())) \
            .join(Worker, Worker.person_id == Payout.worker_id).where(at >= period.start, at < period.end, *which)

    # Their state is said too, so that the entries of the few that came back are read, and not one for every payout there was.
    back = signed(-1, Entry.posted_at).join(Entry, Entry.key == "payout_returned:" + cast(Payout.id, String)).where(Payout.state.in_(GIVEN_BACK))
    return union_all(signed(1, Payout.created_at), back).subquery()


def _added_up(moves: list[Any], currency: str) -> Paid:
    return _paid(sum(one.payouts for one in moves), sum(one.income for one in moves), sum(one.local for one in moves), sum(one.net for one in moves),
                 currency)


def _paid(count: int, income: int, local: int, net: int, currency: str) -> Paid:
    return Paid(count, Money(income + local + net, currency), Money(income, currency), Money(local, currency), Money(net, currency))
