"""The pages of work: finding tasks, working on them, and running batches."""

from flask import Blueprint

from marketplace.work.pages import claims, find

PAGES: list[Blueprint] = [
    find.pages,
    claims.pages,
]
