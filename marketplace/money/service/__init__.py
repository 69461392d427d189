"""The verbs of money that reach the provider: intent → commit → call → record → webhook."""

from marketplace.money.service.accounts import connect_payouts, refresh_account
from marketplace.money.service.events import store_event, take_event, untaken_events
from marketplace.money.service.payments import fund_batch, open_checkout, settle_payment, top_up_wallet
from marketplace.money.service.payouts import request_payout, send_payout
from marketplace.money.service.payouts_due import due_payouts, workers_to_pay
from marketplace.money.service.refunds import due_refunds, request_refund, send_refund
from marketplace.money.service.returns import confirm_payment

__all__ = [
    "confirm_payment", "connect_payouts", "due_payouts", "due_refunds", "fund_batch", "open_checkout", "refresh_account", "request_payout",
    "request_refund", "send_payout", "send_refund", "settle_payment", "store_event", "take_event", "top_up_wallet", "untaken_events",
    "workers_to_pay",
]
