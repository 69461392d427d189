"""A company's month: what it paid in, what went to workers and to us, what went back; opening and closing balances from the ledger."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, case, func, select

from marketplace.accounts.models import Company
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.models import Entry, LedgerAccount, Line
from marketplace.money.periods import Period

WORK: Final = ("release", "bonus", "appeal")
REFUNDS: Final = ("refund", "refund_returned")


@dataclass(frozen=True)
class Statement:
    """One currency of a company's month. Opening + payments + refunds + workers + fees + other = closing; costs are negative.

    Balances are the wallet and what its batches hold together; `held` and `given_back` moved between the two. Fees are what the invoice of
    that month says: those of work, and corrections between our fees and this company's wallet.
    """

    opening: Money
    payments: Money
    refunds: Money
    workers: Money
    fees: Money
    other: Money
    closing: Money
    held: Money
    given_back: Money


def company_month(actor: Actor, month: Period) -> list[Statement]:
    """The acting person's company, a statement for each currency it has used until then, in one statement."""
    require(actor, Permission.SEE_MONEY)
    is_own = owned_by(actor.company_id)
    own = select(Line.entry_key).join(LedgerAccount, LedgerAccount.id == Line.account_id).where(is_own)
    is_before = Entry.posted_at < month.start
    query = select(Line.currency, Line.entry_kind, Line.account_kind,
                   _sum(is_own & is_before), _sum(is_own & ~is_before), _sum(~is_own & ~is_before)) \
        .join(Entry, Entry.key == Line.entry_key).join(LedgerAccount, LedgerAccount.id == Line.account_id) \
        .where(Line.entry_key.in_(own), Entry.posted_at < month.end).group_by(Line.currency, Line.entry_kind, Line.account_kind)
    sums: dict[str, _Sums] = defaultdict(_Sums)
    for currency, entry, account, opening, mine, others in db.session.execute(query):
        sums[currency].opening += int(opening)
        sums[currency].own[entry, account] = int(mine)
        sums[currency].others[entry, account] = int(others)
    return [found.statement(currency) for currency, found in sorted(sums.items())]


def my_company(actor: Actor) -> Company:
    """The acting person's company, as its statements and invoices name it."""
    require(actor, Permission.SEE_MONEY)
    return db.session.get_one(Company, actor.company_id)


def owned_by(company_id: int | None) -> ColumnElement[bool]:
    """Whether an account is the company's: its wallets, and what its batches hold."""
    is_wallet = (LedgerAccount.kind == "wallet") & (LedgerAccount.owner_id == company_id)
    wallet = select(Line.entry_key).join(LedgerAccount, LedgerAccount.id == Line.account_id).where(is_wallet)
    # What it holds for work is where its wallet's money went by a hold; batches are rows of a lower room.
    holds = select(Line.account_id).where(Line.entry_kind == "hold", Line.account_kind == "hold", Line.entry_key.in_(wallet))
    return LedgerAccount.id.in_(holds) | is_wallet


def _sum(where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((where, Line.amount_minor), else_=0))


class _Sums:
    """The legs of one currency, added up by where they stand."""

    def __init__(self) -> None:
        self.opening = 0
        self.own: dict[tuple[str, str], int] = defaultdict(int)
        self.others: dict[tuple[str, str], int] = defaultdict(int)

    def statement(self, currency: str) -> Statement:
        """The month, every line of it a sum of legs."""
        fees = {entry: -minor for (entry, account), minor in self.others.items() if account == "fee"}
        all_fees, payments, refunds = sum(fees.values()), self._moved("funding"), self._moved(*REFUNDS)
        workers = self._moved(*WORK) - sum(fees.get(entry, 0) for entry in WORK)
        change = sum(self.own.values())
        back = self.own["give_back", "wallet"] + self.own["release", "wallet"]
        amounts = (self.opening, payments, refunds, workers, all_fees, change - payments - refunds - workers - all_fees, self.opening + change,
                   self.own["hold", "hold"], back)
        return Statement(*(Money(minor, currency) for minor in amounts))

    def _moved(self, *kinds: str) -> int:
        return sum(minor for (entry, _), minor in self.own.items() if entry in kinds)
