"""Statements under /api/v1."""

from marketplace.api.parameters import WORDS
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.periods import read_month, read_year
from marketplace.money.queries.statement import company_month
from marketplace.money.queries.tax import monthly_filing, my_year
from marketplace.money.shapes_statements import (
    CompanyMonthShape,
    FilingShape,
    YearShape,
    shape_company_month,
    shape_filing,
    shape_year,
)
from marketplace.web.actor import current_actor


@api.get("/earnings/statement", permission=Permission.SEE_EARNINGS, returns=YearShape, query={"year": WORDS})
def show_earnings_statement(year: str | None) -> YearShape:
    """What the acting worker was paid in a year, by month, before and after tax."""
    asked = read_year(year)
    return shape_year(asked, my_year(current_actor(), asked))


@api.get("/wallet/statement", permission=Permission.SEE_MONEY, returns=CompanyMonthShape, query={"month": WORDS})
def show_wallet_statement(month: str | None) -> CompanyMonthShape:
    """The company's month by currency, from opening to closing balance."""
    asked = read_month(month)
    return shape_company_month(asked, company_month(current_actor(), asked))


@api.get("/ledger/filing", permission=Permission.SEE_LEDGER, returns=FilingShape, query={"month": WORDS})
def show_ledger_filing(month: str | None) -> FilingShape:
    """What was paid to and withheld from each worker in a month, for the tax office."""
    asked = read_month(month)
    return shape_filing(asked, monthly_filing(current_actor(), asked))
