"""What the API says about statements: a worker's year, a company's month, the month for the tax office."""

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.money.periods import Period
from marketplace.money.queries.statement import Statement
from marketplace.money.queries.tax import Filed, Paid


class PaidShape(msgspec.Struct):
    """Payouts added up: before tax, both taxes, what was sent."""

    count: int
    gross: AmountShape
    income_tax: AmountShape
    local_tax: AmountShape
    net: AmountShape


class PaidMonthShape(msgspec.Struct):
    """A month (`2026-11`, in Korea) of one currency."""

    month: str
    paid: PaidShape


class YearShape(msgspec.Struct):
    """A worker's year; a payout that came back is taken off in the month it did."""

    year: str
    months: list[PaidMonthShape]


class FiledShape(msgspec.Struct):
    """One worker's line; the resident number isn't kept."""

    worker_id: int
    name: str
    paid: PaidShape


class FilingShape(msgspec.Struct):
    """What was paid and withheld in a month, by worker."""

    month: str
    workers: list[FiledShape]


class StatementShape(msgspec.Struct):
    """One currency: opening + payments + refunds + workers + fees + other = closing; costs are negative."""

    opening: AmountShape
    payments: AmountShape
    refunds: AmountShape
    workers: AmountShape
    fees: AmountShape
    other: AmountShape
    closing: AmountShape
    held: AmountShape
    given_back: AmountShape


class CompanyMonthShape(msgspec.Struct):
    """A company's month, by currency."""

    month: str
    statements: list[StatementShape]


def shape_year(year: Period, months: list[tuple[str, Paid]]) -> YearShape:
    """A year for its worker."""
    return YearShape(year.name, [PaidMonthShape(month, _shape_paid(paid)) for month, paid in months])


def shape_filing(month: Period, filed: list[Filed]) -> FilingShape:
    """A month for who files it."""
    return FilingShape(month.name, [FiledShape(one.worker_id, one.name, _shape_paid(one.paid)) for one in filed])


def shape_company_month(month: Period, statements: list[Statement]) -> CompanyMonthShape:
    """A month for its company."""
    return CompanyMonthShape(month.name, [StatementShape(*(shape_amount(amount) for amount in vars(one).values())) for one in statements])


def _shape_paid(paid: Paid) -> PaidShape:
    return PaidShape(paid.count, *(shape_amount(amount) for amount in (paid.gross, paid.income_tax, paid.local_tax, paid.net)))
