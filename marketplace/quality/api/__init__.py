"""Reviews, appeals, earnings and receipts under /api/v1."""

from marketplace.quality.api import appeals, reviews
from marketplace.quality.api.door import api

__all__ = ["api", "appeals", "reviews"]
