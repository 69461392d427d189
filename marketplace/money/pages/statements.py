"""Statements by page, as CSV and on paper: a worker's year, a company's month, and the month for the tax office."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text
from marketplace.money.papers.statements import month_paper, year_paper
from marketplace.money.periods import read_month, read_year
from marketplace.money.queries.statement import company_month, my_company
from marketplace.money.queries.tax import monthly_filing, my_year
from marketplace.money.sheets import Sheet, filing_sheet, month_sheet, year_sheet
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.papers import pdf_answer
from marketplace.web.sheets import csv_answer

pages = Door("statements", __name__)


@pages.get("/earnings/statement", permission=Permission.SEE_EARNINGS)
def show_year() -> ResponseReturnValue:
    """What the worker was paid in a year, before and after tax."""
    year = read_year(request.args.get("year"))
    return _answer(year_sheet(year, my_year(current_actor(), year)), "year", ("/earnings", Text("수입", "Earnings")), "/earnings/statement/pdf")


@pages.get("/earnings/statement/pdf", permission=Permission.SEE_EARNINGS)
def download_year() -> ResponseReturnValue:
    """The worker's year as a PDF."""
    actor, year = current_actor(), read_year(request.args.get("year"))
    return pdf_answer(year_paper(year_sheet(year, my_year(actor, year)), actor))


@pages.get("/money/statement", permission=Permission.SEE_MONEY)
def show_month() -> ResponseReturnValue:
    """A company's month from the ledger: in, to workers, fees, back, and both balances."""
    month = read_month(request.args.get("month"))
    return _answer(month_sheet(month, company_month(current_actor(), month)), "month", ("/money", Text("결제", "Payments")), "/money/statement/pdf")


@pages.get("/money/statement/pdf", permission=Permission.SEE_MONEY)
def download_month() -> ResponseReturnValue:
    """The company's month as a PDF."""
    actor, month = current_actor(), read_month(request.args.get("month"))
    return pdf_answer(month_paper(month_sheet(month, company_month(actor, month)), my_company(actor)))


@pages.get("/admin/ledger/filing", permission=Permission.SEE_LEDGER)
def show_filing() -> ResponseReturnValue:
    """What was paid to and withheld from each worker in a month, for the tax office."""
    month = read_month(request.args.get("month"))
    return _answer(filing_sheet(month, monthly_filing(current_actor(), month)), "month", ("/admin/ledger", Text("장부", "Ledger")))


def _answer(sheet: Sheet, parameter: str, parent: tuple[str, Text], paper: str = "") -> ResponseReturnValue:
    if request.args.get("format") == "csv":
        return csv_answer(sheet.name, sheet.header, sheet.rows)
    return render_template("money/statement.html", sheet=sheet, parameter=parameter, parent=parent, paper=paper)
