"""A company's invoices under /api/v1."""

from flask import Response

from marketplace.api.parameters import WORDS
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.papers.invoices import invoice_paper
from marketplace.money.periods import read_month
from marketplace.money.queries.invoice import billed_invoice, company_invoice
from marketplace.money.shapes_invoices import InvoiceShape, shape_invoice
from marketplace.web.actor import current_actor
from marketplace.web.papers import pdf_answer

_ASKED = {"month": WORDS, "currency": WORDS}


@api.get("/wallet/invoice", permission=Permission.SEE_MONEY, returns=InvoiceShape, query=_ASKED)
def show_wallet_invoice(month: str | None, currency: str | None) -> InvoiceShape:
    """Our fees of a month (`2026-11`, in Korea) in one currency, and what was paid in and went back."""
    return shape_invoice(company_invoice(current_actor(), read_month(month), currency))


@api.get("/wallet/invoice/pdf", permission=Permission.SEE_MONEY, returns=("application/pdf",), query=_ASKED)
def download_wallet_invoice(month: str | None, currency: str | None) -> Response:
    """The same as a PDF, in the language of `Accept-Language`."""
    return pdf_answer(invoice_paper(billed_invoice(current_actor(), read_month(month), currency)))
