"""A company's invoices, one for each month and currency: as a page, as CSV and on paper."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.money.papers.invoices import HEADER, invoice_paper, invoice_rows
from marketplace.money.periods import Period, months_beside, read_month
from marketplace.money.queries.company import wallets
from marketplace.money.queries.invoice import billed_invoice, company_invoice
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.papers import pdf_answer
from marketplace.web.sheets import csv_answer

pages = Door("invoices", __name__)


@pages.get("/money/invoice", permission=Permission.SEE_MONEY)
def show_invoice() -> ResponseReturnValue:
    """Our fees of a month in one currency, and what was paid in and went back."""
    invoice = company_invoice(current_actor(), *_asked())
    if request.args.get("format") == "csv":
        return csv_answer(f"ilgam-invoice-{invoice.month.name}-{invoice.currency}", HEADER, invoice_rows(invoice))
    currencies = [wallet.currency for wallet in wallets(current_actor())]
    return render_template("money/invoice.html", invoice=invoice, paper=invoice_paper(invoice), currencies=currencies,
                           beside=months_beside(invoice.month))


@pages.get("/money/invoice/pdf", permission=Permission.SEE_MONEY)
def download_invoice() -> ResponseReturnValue:
    """The invoice as a PDF."""
    return pdf_answer(invoice_paper(billed_invoice(current_actor(), *_asked())))


def _asked() -> tuple[Period, str | None]:
    return read_month(request.args.get("month")), request.args.get("currency")
