"""Money under /api/v1: what businesses pay, what workers are sent, and the ledger behind both."""

from marketplace.money.api import (
    adjustments,
    bank,
    company,
    differences,
    disputes,
    fees,
    invoices,
    ledger,
    statements,
    stuck,
    worker,
)
from marketplace.money.api.door import api

__all__ = ["adjustments", "api", "bank", "company", "differences", "disputes", "fees", "invoices", "ledger", "statements", "stuck", "worker"]
