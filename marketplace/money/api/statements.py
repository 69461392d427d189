"""Statements under /api/v1."""

from flask import Response

from marketplace.api.parameters import WORDS
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.papers.statements import month_paper, year_paper
from marketplace.money.periods import read_month, read_year
from marketplace.money.queries.statement import company_month, my_company
from marketplace.money.queries.tax import monthly_filing, my_year
from marketplace.money.shapes_statements import (
    CompanyMonthShape,
    FilingShape,
    YearShape,
    shape_company_month,
    shape_filing,
    shape_year,
)
from marketplace.money.sheets import month_sheet, year_sheet
from marketplace.web.actor import current_actor
from marketplace.web.papers import pdf_answer


@api.get("/earnings/statement", permission=Permission.SEE_EARNINGS, returns=YearShape, query={"year": WORDS})
def show_earnings_statement(year: str | None) -> YearShape:
    """What the acting worker was paid in a year, by month, before and after tax."""
    asked = read_year(year)
    return shape_year(asked, my_year(current_actor(), asked))


@api.get("/earnings/statement/pdf", permission=Permission.SEE_EARNINGS, returns=("application/pdf",), query={"year": WORDS})
def download_earnings_statement(year: str | None) -> Response:
    """The same as a PDF, in the language of `Accept-Language`."""
    actor, asked = current_actor(), read_year(year)
    return pdf_answer(year_paper(year_sheet(asked, my_year(actor, asked)), actor))


@api.get("/wallet/statement", permission=Permission.SEE_MONEY, returns=CompanyMonthShape, query={"month": WORDS})
def show_wallet_statement(month: str | None) -> CompanyMonthShape:
    """The company's month by currency, from opening to closing balance."""
    asked = read_month(month)
    return shape_company_month(asked, company_month(current_actor(), asked))


@api.get("/wallet/statement/pdf", permission=Permission.SEE_MONEY, returns=("application/pdf",), query={"month": WORDS})
def download_wallet_statement(month: str | None) -> Response:
    """The same as a PDF, in the language of `Accept-Language`."""
    actor, asked = current_actor(), read_month(month)
    return pdf_answer(month_paper(month_sheet(asked, company_month(actor, asked)), my_company(actor)))


@api.get("/ledger/filing", permission=Permission.SEE_LEDGER, returns=FilingShape, query={"month": WORDS})
def show_ledger_filing(month: str | None) -> FilingShape:
    """What was paid to and withheld from each worker in a month, for the tax office."""
    asked = read_month(month)
    return shape_filing(asked, monthly_filing(current_actor(), asked))
