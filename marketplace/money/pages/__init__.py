"""The pages of money: what workers are sent, and what businesses pay."""

from flask import Blueprint

from marketplace.money.pages import (
    adjustments,
    bank_accounts,
    bank_runs,
    differences,
    disputes,
    earnings,
    fees,
    invoices,
    ledger,
    statements,
    stuck,
    webhooks,
)

PAGES: list[Blueprint] = [
    adjustments.pages,
    bank_accounts.pages,
    bank_runs.pages,
    differences.pages,
    disputes.pages,
    earnings.pages,
    fees.pages,
    invoices.pages,
    ledger.pages,
    statements.pages,
    stuck.pages,
    webhooks.pages,
]
