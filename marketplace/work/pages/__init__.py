"""The pages of work: finding tasks, working on them, and running batches."""

from flask import Blueprint

from marketplace.work.pages import (
    batches,
    claims,
    exports,
    files,
    find,
    imports,
    lifecycle,
    money,
    payments,
    suggestions,
    templates,
    top_ups,
)

PAGES: list[Blueprint] = [
    find.pages,
    claims.pages,
    batches.pages,
    imports.pages,
    payments.pages,
    lifecycle.pages,
    exports.pages,
    files.pages,
    money.pages,
    top_ups.pages,
    suggestions.pages,
    templates.pages,
]
