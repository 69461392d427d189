"""Batches, imports, claims and results under /api/v1."""

from marketplace.work.api import (
    batches,
    claims,
    files,
    finding,
    forecasts,
    funding,
    imports,
    results,
    suggestions,
)
from marketplace.work.api.door import api

__all__ = ["api", "batches", "claims", "files", "finding", "forecasts", "funding", "imports", "results", "suggestions"]
