"""What the API says about payments, refunds, balances, payouts and the ledger."""

from datetime import date, datetime

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.money.provider_models import Payment, Payout, PayoutAccount, Refund
from marketplace.money.queries.company import Movement
from marketplace.money.queries.schedules import MySchedule
from marketplace.money.queries.worker import Balance


class PaymentShape(msgspec.Struct):
    """A payment for a batch, or into the wallet; while it is `opened` it is paid on the page at `checkout_url`."""

    id: int
    batch_id: int | None
    amount: AmountShape
    state: str
    checkout_url: str | None
    created_at: datetime
    paid_at: datetime | None


class RefundShape(msgspec.Struct):
    """Money going back to the card it came from."""

    id: int
    payment_id: int
    amount: AmountShape
    state: str
    created_at: datetime


class RefundsShape(msgspec.Struct):
    """What one request sends back, a refund for each payment it came from."""

    refunds: list[RefundShape]


class WalletShape(msgspec.Struct):
    """What a company has paid in and not yet put into work, a sum for each currency."""

    balances: list[AmountShape]


class LegShape(msgspec.Struct):
    """So much to (+) or from (−) one account."""

    account: str
    owner_id: int
    amount: AmountShape


class MovementShape(msgspec.Struct):
    """One entry of the ledger as seen from a wallet, with every leg."""

    key: str
    kind: str
    at: datetime
    change: AmountShape
    legs: list[LegShape]


class BalanceShape(msgspec.Struct):
    """A worker's money in one currency: free to be sent now, resting (`more_at` is when more is free), on its way, arrived."""

    free: AmountShape
    resting: AmountShape
    more_at: datetime | None
    under_way: AmountShape
    paid: AmountShape


class BalancesShape(msgspec.Struct):
    """A worker's money, by currency, and how long it rests at their level: `new`, `steady` or `trusted`."""

    balances: list[BalanceShape]
    level: str
    hold_hours: int


class PayoutShape(msgspec.Struct):
    """A worker's balance on its way to them."""

    id: int
    amount: AmountShape
    state: str
    transfer_id: str | None
    created_at: datetime
    paid_at: datetime | None


class PayoutAccountShape(msgspec.Struct):
    """Where a worker is paid, as last seen at the provider; `requirements` is what it still asks for."""

    country: str
    payouts_enabled: bool
    details_submitted: bool
    requirements: list[str]
    seen_at: datetime


class PayoutScheduleShape(msgspec.Struct):
    """When a worker's money goes out by itself (`at_once`, `mondays`, `payday` or `by_hand`), and on which day in Korea next."""

    schedule: str
    next_day: date | None


class OnboardingShape(msgspec.Struct):
    """The provider's page on which a payout account is filled in; it works once and for minutes only."""

    url: str


def shape_payment(payment: Payment) -> PaymentShape:
    """A payment for the company that makes it."""
    return PaymentShape(payment.id, payment.batch_id, shape_amount(payment.amount), payment.state, payment.checkout_url,
                        payment.created_at, payment.paid_at)


def shape_refund(refund: Refund) -> RefundShape:
    """A refund for the company that gets it."""
    return RefundShape(refund.id, refund.payment_id, shape_amount(refund.amount), refund.state, refund.created_at)


def shape_movement(movement: Movement) -> MovementShape:
    """One entry with its legs."""
    legs = [LegShape(account, owner_id, shape_amount(amount)) for account, owner_id, amount in movement.legs]
    return MovementShape(movement.key, movement.kind, movement.at, shape_amount(movement.change), legs)


def shape_balance(balance: Balance) -> BalanceShape:
    """One currency of a worker."""
    return BalanceShape(shape_amount(balance.free), shape_amount(balance.resting), balance.more_at, shape_amount(balance.under_way),
                        shape_amount(balance.paid))


def shape_payout(payout: Payout) -> PayoutShape:
    """A payout for its worker."""
    return PayoutShape(payout.id, shape_amount(payout.amount), payout.state, payout.transfer_id, payout.created_at, payout.paid_at)


def shape_account(account: PayoutAccount) -> PayoutAccountShape:
    """A payout account for its worker."""
    return PayoutAccountShape(account.country, account.payouts_enabled, account.details_submitted, account.requirements, account.seen_at)


def shape_schedule(schedule: MySchedule) -> PayoutScheduleShape:
    """A schedule for its worker."""
    return PayoutScheduleShape(schedule.schedule, schedule.next_day)
