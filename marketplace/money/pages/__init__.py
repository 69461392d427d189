"""The pages of money: what workers are sent, and what businesses pay."""

from flask import Blueprint

from marketplace.money.pages import adjustments, differences, disputes, earnings, fees, ledger, webhooks

PAGES: list[Blueprint] = [
    adjustments.pages,
    differences.pages,
    disputes.pages,
    earnings.pages,
    fees.pages,
    ledger.pages,
    webhooks.pages,
]
