"""The pages of money: what workers are sent, and what businesses pay."""

from flask import Blueprint

from marketplace.money.pages import earnings, ledger, statements, webhooks

PAGES: list[Blueprint] = [
    earnings.pages,
    ledger.pages,
    statements.pages,
    webhooks.pages,
]
