"""Money under /api/v1: what businesses pay, what workers are sent, and the ledger behind both."""

from marketplace.money.api import company, ledger, statements, worker
from marketplace.money.api.door import api

__all__ = ["api", "company", "ledger", "statements", "worker"]
