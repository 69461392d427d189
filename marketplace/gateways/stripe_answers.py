"""What Stripe answers, in the words of the money port: its objects, and its errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import stripe

from marketplace.gateways.money_provider import (
    Checkout,
    PayoutAccount,
    ProviderRefund,
    ProviderRefused,
    ProviderUnavailable,
    Transfer,
)
from marketplace.kernel.money import Money

# A key that no longer opens the door, and a key used for something else: nothing was done *by this call*,
# yet an earlier one may have gone through, so the caller has to look before it gives the money back.
_UNSURE = (stripe.AuthenticationError, stripe.IdempotencyError, stripe.RateLimitError, stripe.APIConnectionError)


@contextmanager
def translated() -> Iterator[None]:
    """Stripe's errors in the port's words: nobody knows, or a definite no."""
    try:
        yield
    except _UNSURE as error:
        raise ProviderUnavailable(_code(error), said_by(error)) from error
    except stripe.StripeError as error:
        status = error.http_status or 0
        if 400 <= status < 500 and status != 409:
            raise ProviderRefused(_code(error), said_by(error)) from error
        raise ProviderUnavailable(_code(error), said_by(error)) from error


def _code(error: stripe.StripeError) -> str:
    # Some of the client's errors leave out the code that Stripe sent.
    body = error.json_body if isinstance(error.json_body, dict) else {}
    sent = body.get("error")
    return str(error.code or (isinstance(sent, dict) and sent.get("code")) or type(error).__name__)


def said_by(error: stripe.StripeError) -> str:
    """What Stripe says about it, short enough to be kept."""
    return str(error.user_message or error)[:300]


def read_checkout(session: Any) -> Checkout:
    """A payment page."""
    return Checkout(
        id=session.id, url=session.url or "", status=session.status or "open",
        payment_id=session.payment_intent, paid=session.payment_status == "paid",
    )


def read_account(account: Any) -> PayoutAccount:
    """An account that is paid out to; what it lacks is named."""
    needs = account.requirements
    return PayoutAccount(
        id=account.id, country=account.country or "", payouts_enabled=bool(account.payouts_enabled) and _takes(account),
        details_submitted=bool(account.details_submitted),
        requirements=tuple(needs.currently_due or ()) if needs else (),
        disabled_reason=needs.disabled_reason if needs else None,
    )


def _takes(account: Any) -> bool:
    capabilities = account.capabilities
    return bool(capabilities) and getattr(capabilities, "transfers", None) == "active"


def read_transfer(transfer: Any) -> Transfer:
    """A movement to a payout account."""
    return Transfer(
        id=transfer.id, amount=money_of(transfer) - Money(transfer.amount_reversed, transfer.currency.upper()), destination=str(transfer.destination),
        reference=transfer.transfer_group or "", created_at=datetime.fromtimestamp(transfer.created, UTC),
        reversed=bool(transfer.reversed),
    )


def read_refund(refund: Any) -> ProviderRefund:
    """A part of a payment on its way back."""
    return ProviderRefund(id=refund.id, amount=money_of(refund), status=refund.status or "pending", reference=reference_of(refund))


def reference_of(thing: Any) -> str:
    """Our own name for something, as we sent it along."""
    metadata = thing.metadata
    return str(metadata["reference"]) if metadata and "reference" in metadata else ""


def money_of(thing: Any) -> Money:
    """The amount of something."""
    return Money(thing.amount, thing.currency.upper())


def sum_in(parts: Any, currency: str) -> Money:
    """What the parts in one currency come to."""
    return Money(sum(one.amount for one in parts if one.currency == currency.lower()), currency)
