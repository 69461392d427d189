"""The port to whoever moves real money: what we ask for, what we get back, and how it can fail."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from marketplace.kernel.money import Money

EVENT_TOLERANCE_SECONDS: Final = 300
# What a card can be charged at once, in minor units: eight digits, and Stripe's least charge where it names one.
PAYMENT_MOST: Final = 99_999_999
PAYMENT_LEAST: Final = {"USD": 50, "EUR": 50, "JPY": 50}
PAYMENT_STEP: Final = {"KWD": 10}
NOT_MADE: Final = ("failed", "canceled")  # of a refund: the money is ours again


class ProviderError(Exception):
    """The provider did not do what we asked for."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class ProviderUnavailable(ProviderError):
    """Nobody knows whether it was done: ask the provider what exists before trying again, under a new key."""


class ProviderRefused(ProviderError):
    """A definite no: nothing was done. `requirements` names what a payout account still lacks."""

    def __init__(self, code: str, message: str, requirements: tuple[str, ...] = ()) -> None:
        super().__init__(code, message)
        self.requirements = requirements


class BadSignature(ProviderError):
    """The event does not come from the provider."""


class EventTooOld(ProviderError):
    """The event was signed too long ago: somebody may be replaying it."""


class NotAnEvent(ProviderError):
    """Rightly signed, but not an event."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """The provider's page on which a business pays; `payment_id` is known once somebody has tried to pay."""

    id: str
    url: str
    status: str  # open, complete or expired
    payment_id: str | None
    paid: bool


@dataclass(frozen=True, slots=True)
class PayoutAccount:
    """A worker's account at the provider; `requirements` is what it still asks of them."""

    id: str
    country: str
    payouts_enabled: bool
    details_submitted: bool
    requirements: tuple[str, ...]
    disabled_reason: str | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money moved to a worker's account; `amount` is what of it wasn't taken back, `reversed` when all of it was."""

    id: str
    amount: Money
    destination: str
    reference: str
    created_at: datetime
    reversed: bool


@dataclass(frozen=True, slots=True)
class ProviderPayment:
    """Money that a card has paid us; the reference is empty when whoever asked for it gave none."""

    id: str
    amount: Money
    reference: str


@dataclass(frozen=True, slots=True)
class ProviderRefund:
    """Money on its way back to the card; the status is pending, requires_action, succeeded, failed or canceled."""

    id: str
    amount: Money
    status: str
    reference: str

    @property
    def is_made(self) -> bool:
        """Whether the money is with the card or on its way there."""
        return self.status not in NOT_MADE


@dataclass(frozen=True, slots=True)
class ProviderDispute:
    """A payment that its card's holder disputes; `taken` is what that has cost our balance so far, the fee included."""

    id: str
    payment_id: str
    amount: Money
    status: str
    taken: Money


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """Something that happened at the provider; `data` is the thing as it was then, `account` whose it was if not ours."""

    id: str
    type: str
    created_at: datetime
    account: str | None
    data: dict[str, Any] = field(repr=False)


class MoneyProvider(Protocol):
    """Moves money. Each `key` belongs to one attempt: the same key never does a thing twice.

    Every method may raise `ProviderUnavailable` or `ProviderRefused`; none is called inside a transaction.
    """

    def open_checkout(
        self, *, reference: str, amount: Money, title: str, success_url: str, cancel_url: str, key: str,
    ) -> Checkout:
        """Open a page on which `amount` can be paid, once."""

    def find_checkout(self, checkout_id: str) -> Checkout:
        """How a payment page stands."""

    def list_payments(self, *, since: datetime) -> Iterator[ProviderPayment]:
        """Every payment made on a page opened since a moment, the newest first."""

    def open_account(self, *, reference: str, email: str, country: str, key: str) -> PayoutAccount:
        """Open an account that can be paid out to, with nothing filled in yet."""

    def find_account(self, account_id: str) -> PayoutAccount:
        """How a payout account stands."""

    def open_onboarding(self, account_id: str, *, return_url: str, refresh_url: str, key: str) -> str:
        """The address of a page on which the holder fills in what is missing; it works once and for minutes only."""

    def send_transfer(self, *, reference: str, amount: Money, destination: str, key: str) -> Transfer:
        """Move `amount` from our balance to a payout account."""

    def find_transfers(self, reference: str) -> list[Transfer]:
        """Every transfer sent under `reference`, reversed ones too."""

    def list_transfers(self, *, since: datetime) -> Iterator[Transfer]:
        """Every transfer made since a moment, the newest first."""

    def send_refund(self, *, payment_id: str, amount: Money, reference: str, key: str) -> ProviderRefund:
        """Send a part of a payment, or all of it, back where it came from."""

    def find_refunds(self, payment_id: str, reference: str) -> list[ProviderRefund]:
        """Every refund of a payment under `reference`, failed ones too."""

    def list_disputes(self, *, since: datetime) -> Iterator[ProviderDispute]:
        """Every dispute opened since a moment, the newest first."""

    def balance(self, currency: str) -> tuple[Money, Money]:
        """What we can send now, and what is still on its way to us."""

    def read_event(self, payload: bytes, signature: str, *, now: datetime) -> ProviderEvent:
        """Check who signed an event and when, and read it; raises `BadSignature`, `EventTooOld` or `NotAnEvent`."""
