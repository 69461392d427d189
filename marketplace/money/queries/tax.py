"""What workers were paid and what was withheld: a worker's year, and everybody's month for the tax office.

A payout counts on the day it was taken from the balance, when its tax is booked; one that was returned counts nowhere.
"""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from marketplace.accounts.models import Person, Worker
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.models import Entry
from marketplace.money.periods import ZONE, Period
from marketplace.money.provider_models import Payout
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
    payouts = db.session.scalars(select(Payout).where(Payout.worker_id == actor.person_id, *_standing(year)).order_by(Payout.currency, Payout.id))
    by_month = groupby(payouts, lambda one: (one.currency, f"{one.created_at.astimezone(ZONE):%Y-%m}"))
    return [(month, _added_up(list(found))) for (_, month), found in by_month]


def monthly_filing(actor: Actor, month: Period) -> list[Filed]:
    """Every worker whose payments of a month are filed in Korea, in one statement: those taxed there, and those who live there."""
    require(actor, Permission.SEE_LEDGER)
    rule = RULES[-1]
    taxed = or_(Payout.income_tax_minor > 0, Worker.country == rule.country)
    query = select(Payout.worker_id, Person.name, func.count(), func.sum(Payout.income_tax_minor), func.sum(Payout.local_tax_minor),
                   func.sum(Payout.amount_minor)) \
        .join(Person, Person.id == Payout.worker_id).join(Worker, Worker.person_id == Payout.worker_id) \
        .where(Payout.currency == rule.currency, taxed, *_standing(month)).group_by(Payout.worker_id, Person.name).order_by(Payout.worker_id)
    return [Filed(worker_id, name, _paid(count, int(income), int(local), int(net), rule.currency))
            for worker_id, name, count, income, local, net in db.session.execute(query)]


def total(paid: list[Paid], currency: str) -> Paid:
    """Several sums of one currency as one."""
    chosen = [one for one in paid if one.gross.currency == currency]
    return _paid(sum(one.count for one in chosen), sum(one.income_tax.minor for one in chosen), sum(one.local_tax.minor for one in chosen),
                 sum(one.net.minor for one in chosen), currency)


def _standing(period: Period) -> tuple[ColumnElement[bool], ...]:
    returned = select(Entry.key).where(Entry.key == "payout_returned:" + cast(Payout.id, String)).exists()
    return Payout.created_at >= period.start, Payout.created_at < period.end, ~returned


def _added_up(payouts: list[Payout]) -> Paid:
    return _paid(len(payouts), sum(one.income_tax_minor for one in payouts), sum(one.local_tax_minor for one in payouts),
                 sum(one.amount_minor for one in payouts), payouts[0].currency)


def _paid(count: int, income: int, local: int, net: int, currency: str) -> Paid:
    return Paid(count, Money(income + local + net, currency), Money(income, currency), Money(local, currency), Money(net, currency))
