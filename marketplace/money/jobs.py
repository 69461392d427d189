"""Money on its way: the provider's events are taken, balances are queued, payouts and refunds are sent, the books are compared."""

from datetime import timedelta
from typing import Final

from marketplace.gateways.money_provider import ProviderError
from marketplace.gateways.provider import money_provider
from marketplace.kernel import clock
from marketplace.kernel.money import DECIMALS
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.money.arming import unless_held
from marketplace.money.queries.differences import last_comparison
from marketplace.money.service import (
    due_payouts,
    due_refunds,
    request_payout,
    send_payout,
    send_refund,
    take_event,
    untaken_events,
    workers_to_pay,
)
from marketplace.money.service.differences import compare_books
from marketplace.scheduler.job import Job

COMPARE_EVERY: Final = timedelta(hours=24)


def payable_balances() -> list[tuple[int, str]]:
    """Workers and currencies whose balance can be paid out now."""
    return [(worker_id, currency) for currency in DECIMALS for worker_id in workers_to_pay(currency)]


def queue_payout(balance: tuple[int, str], actor: Actor) -> None:
    """Set one worker's balance aside to be sent."""
    worker_id, currency = balance
    request_payout(worker_id=worker_id, currency=currency, actor=actor)


def try_payout(payout_id: int, actor: Actor) -> bool:
    """One attempt to send a payout."""
    return send_payout(payout_id, provider=money_provider(), actor=actor)


def try_refund(refund_id: int, actor: Actor) -> bool:
    """One attempt to send a refund."""
    return send_refund(refund_id, provider=money_provider(), actor=actor)


TAKE_PROVIDER_EVENTS: Final = Job(
    "take_provider_events", Text("결제 회사의 알림을 반영해요", "Takes in what the payment provider said"), 2,
    due=untaken_events, act=lambda event_id, actor: take_event(event_id, actor=actor))

QUEUE_PAYOUTS: Final = Job(
    "queue_payouts", Text("보낼 수 있는 잔액을 정산에 올려요", "Queues balances that can be paid out"), 5,
    due=unless_held(payable_balances), act=queue_payout,
    overtaken=frozenset({"payout_under_way", "below_minimum", "earnings_rest", "account_restricted", "account_shared", "account_changed",
                         "account_returned"}))

SEND_PAYOUTS: Final = Job(
    "send_payouts", Text("정산금을 보내요", "Sends payouts to workers"), 5, due=unless_held(due_payouts), act=try_payout)

SEND_REFUNDS: Final = Job(
    "send_refunds", Text("남은 돈을 돌려줘요", "Sends refunds to businesses"), 5, due=unless_held(due_refunds), act=try_refund)


def due_comparison() -> list[str]:
    """The daily comparison, when it is a day since the last one that came to its end; one that failed is due again at once."""
    last = last_comparison()
    return ["books"] if last is None or last < clock.now() - COMPARE_EVERY else []


def try_comparison(_: str, actor: Actor) -> bool:
    """Compare the books; False while the provider can't be asked."""
    try:
        compare_books(provider=money_provider(), actor=actor)
    except ProviderError:
        return False
    return True


RECONCILE_BOOKS: Final = Job(
    "reconcile_books", Text("장부, 기록, 결제 회사를 대조해요", "Compares the ledger, our rows and the provider"), 1_800,
    due=due_comparison, act=try_comparison)
