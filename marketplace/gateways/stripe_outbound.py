"""Stripe's outbound payments behind the money port: straight from a financial account of ours to a recipient's bank account.

Shaped and switched off (`ILGAM_OUTBOUND_PAYMENTS`). In Stripe's API since 2026-10-28.endive
(docs.stripe.com/changelog/endive/2026-10-28/outbound-flows-api-support); senders are in the US and the UK only
(docs.stripe.com/global-payouts/send-money/recipient-countries), recipients are made in a public preview, and how a payment ends
is told by v2 events, which we don't read yet. A key of API v2 never repeats what succeeded, and tries again what failed
(docs.stripe.com/api/idempotent_requests).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

import stripe

from marketplace.gateways.money_provider import ProviderRefused, Transfer
from marketplace.gateways.stripe_answers import said_by, translated
from marketplace.gateways.stripe_provider import PAGE, StripeProvider
from marketplace.kernel.money import Money

CAME_BACK: Final = ("failed", "returned", "canceled")  # else it is processing or posted


class OutboundProvider(StripeProvider):
    """Stripe, where workers are paid by outbound payments instead of transfers."""

    def __init__(self, secret_key: str, api_base: str | None, webhook_secrets: Sequence[str], *, financial_account: str, **options: Any) -> None:
        super().__init__(secret_key, api_base, webhook_secrets, **options)
        self._financial_account = financial_account

    def send_transfer(self, *, reference: str, amount: Money, destination: str, key: str) -> Transfer:
        """Pay `amount` out of our financial account to a recipient; a refusal says what their account lacks."""
        currency = amount.currency.lower()
        params: Any = {
            "amount": {"value": amount.minor, "currency": currency}, "metadata": {"reference": reference},
            "from": {"financial_account": self._financial_account, "currency": currency},
            "to": {"recipient": destination, "currency": currency},
        }
        with translated(), self._named(destination):
            return _transfer(self.client.v2.money_management.outbound_payments.create(params, {"idempotency_key": key}))

    def find_transfers(self, reference: str) -> list[Transfer]:
        """Every payment under `reference`, those that came back too; Stripe can't search by it, so all are read."""
        return [one for one in self._list({}) if one.reference == reference]

    def list_transfers(self, *, since: datetime) -> Iterator[Transfer]:
        """Every payment made since a moment, the newest first, fetched a page at a time."""
        return self._list({"created": {"gte": since.astimezone(UTC).isoformat().replace("+00:00", "Z")}})

    def _list(self, filters: Any) -> Iterator[Transfer]:
        params: Any = {"limit": PAGE, **filters}
        with translated():
            found = self.client.v2.money_management.outbound_payments.list(params)
            for one in found.auto_paging_iter():
                yield _transfer(one)

    @contextmanager
    def _named(self, destination: str) -> Iterator[None]:
        """Two refusals that the port knows by the words of transfers."""
        try:
            yield
        except stripe.InsufficientFundsError as error:
            raise ProviderRefused("balance_insufficient", said_by(error)) from error
        except (stripe.CapabilityNotEnabledError, stripe.FeatureNotEnabledError) as error:
            raise ProviderRefused("insufficient_capabilities_for_transfer", said_by(error), self.lacking(destination)) from error


def _transfer(payment: Any) -> Transfer:
    metadata = payment.metadata
    return Transfer(
        id=payment.id, amount=Money(payment.amount.value, payment.amount.currency.upper()), destination=payment.to.recipient,
        reference=str(metadata["reference"]) if metadata and "reference" in metadata else "",
        created_at=datetime.fromisoformat(payment.created), reversed=payment.status in CAME_BACK)
