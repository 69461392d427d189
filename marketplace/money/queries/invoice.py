"""A company's invoice for a month and a currency: every fee we took, and what was paid in and went back. All from the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from marketplace.accounts.models import Company
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money, parse_currency
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.money.models import Entry, LedgerAccount, Line
from marketplace.money.periods import Period
from marketplace.money.queries.statement import my_company, owned_by

FROM_HOLD: Final = ("release", "appeal")
PAID_AND_BACK: Final = ("funding", "refund", "refund_returned", "dispute", "dispute_won")


@dataclass(frozen=True)
class FeeLine:
    """Fees of one batch's accepted work (`release`), of all bonuses (`bonus`), of all appeals (`appeal`), or of one correction under its key.

    `pay` is what workers got for it. A negative fee is a credit.
    """

    kind: str
    batch_id: int
    key: str
    count: int
    pay: Money
    fee: Money


@dataclass(frozen=True)
class MoneyLine:
    """One movement of the wallet that came from or went to the outside."""

    key: str
    kind: str
    at: datetime
    amount: Money


@dataclass(frozen=True)
class Invoice:
    """A month of one currency. Its fees were paid out of money that the company had set aside, so nothing is left to pay."""

    company: Company
    month: Period
    currency: str
    fees: list[FeeLine]
    money: list[MoneyLine]

    @property
    def number(self) -> str:
        """Month, company and currency; none while the month runs, or where there is no fee."""
        return f"INV-{self.month.name}-{self.company.id}-{self.currency}" if self.fees and self.month.is_over else ""

    @property
    def total(self) -> Money:
        """All fees together."""
        return sum((line.fee for line in self.fees), Money(0, self.currency))

    @property
    def moved(self) -> Money:
        """All movements together."""
        return sum((line.amount for line in self.money), Money(0, self.currency))


def company_invoice(actor: Actor, month: Period, typed: str | None) -> Invoice:
    """The acting person's company's, in three statements; in the company's own currency when none is typed. Raises `Invalid` currency_unknown."""
    company = my_company(actor)
    currency = parse_currency(typed or company.currency)
    return Invoice(company, month, currency, _fees(company.id, month, currency), _money(company.id, month, currency))


def billed_invoice(actor: Actor, month: Period, typed: str | None) -> Invoice:
    """The same to be handed on: raises `NotFound` invoice_empty where the month has no fee."""
    invoice = company_invoice(actor, month, typed)
    if not invoice.fees:
        raise NotFound("invoice_empty", Text(
            "{month}에는 {currency}로 낸 수수료가 없어서 청구서가 없어요.",
            "There is no invoice: no fee was paid in {currency} in {month}.").format(month=month.name, currency=invoice.currency))
    return invoice


def _fees(company_id: int, month: Period, currency: str) -> list[FeeLine]:
    fee, pay = aliased(Line), aliased(Line)
    # One leg of each entry says whose it is: work and appeals are paid out of what a batch holds, all else out of the wallet.
    batch_id = case((Line.entry_kind == "release", LedgerAccount.owner_id), else_=0).label("batch")
    key = case((Line.entry_kind == "correction", Line.entry_key), else_="").label("correction")
    query = select(Line.entry_kind, batch_id, key, func.count(), func.coalesce(func.sum(pay.amount_minor), 0), func.sum(fee.amount_minor)) \
        .join(LedgerAccount, LedgerAccount.id == Line.account_id).join(Entry, Entry.key == Line.entry_key) \
        .join(fee, (fee.entry_key == Line.entry_key) & (fee.account_kind == "fee")) \
        .outerjoin(pay, (pay.entry_key == Line.entry_key) & (pay.account_kind == "worker")) \
        .where(owned_by(company_id), Line.currency == currency, _within(month),
               (Line.account_kind == "hold") == Line.entry_kind.in_(FROM_HOLD)) \
        .group_by(Line.entry_kind, "batch", "correction").order_by(Line.entry_kind.desc(), "batch", "correction")
    return [FeeLine(kind, batch, entry, count, Money(int(paid), currency), Money(int(minor), currency))
            for kind, batch, entry, count, paid, minor in db.session.execute(query)]


def _money(company_id: int, month: Period, currency: str) -> list[MoneyLine]:
    query = select(Entry.key, Entry.kind, Entry.posted_at, Line.amount_minor) \
        .join(Line, Line.entry_key == Entry.key).join(LedgerAccount, LedgerAccount.id == Line.account_id) \
        .where(LedgerAccount.kind == "wallet", LedgerAccount.owner_id == company_id, Line.currency == currency,
               Entry.kind.in_(PAID_AND_BACK), _within(month)) \
        .order_by(Entry.posted_at, Entry.key)
    return [MoneyLine(key, kind, at, Money(minor, currency)) for key, kind, at, minor in db.session.execute(query)]


def _within(month: Period) -> ColumnElement[bool]:
    return (Entry.posted_at >= month.start) & (Entry.posted_at < month.end)
