"""The pages of money: what workers are sent, and what businesses pay."""

from flask import Blueprint

from marketplace.money.pages import earnings, fees, ledger, webhooks

PAGES: list[Blueprint] = [
    earnings.pages,
    fees.pages,
    ledger.pages,
    webhooks.pages,
]
