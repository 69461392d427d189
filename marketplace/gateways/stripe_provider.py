"""Stripe behind the money port: separate charges and transfers, through its own client."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import stripe
from stripe import StripeClient

from marketplace.gateways.money_provider import (
    Checkout,
    PayoutAccount,
    ProviderDispute,
    ProviderEvent,
    ProviderPayment,
    ProviderRefund,
    ProviderRefused,
    ProviderUnavailable,
    Transfer,
)
from marketplace.gateways.stripe_answers import (
    money_of,
    read_account,
    read_checkout,
    read_refund,
    read_transfer,
    reference_of,
    sum_in,
    translated,
)
from marketplace.gateways.stripe_events import read_event
from marketplace.kernel.money import Money

TIMEOUT_SECONDS = 10.0
RETRIES = 2
PAGE = 100


class StripeProvider:
    """Stripe, or a twin of it at `api_base`. Keeps no state but connections: share one among threads."""

    def __init__(
        self, secret_key: str, api_base: str | None, webhook_secrets: Sequence[str], *,
        timeout: float = TIMEOUT_SECONDS, retries: int = RETRIES,
    ) -> None:
        self.client = StripeClient(
            secret_key, base_addresses={"api": api_base} if api_base else None, max_network_retries=retries,
            http_client=stripe.RequestsClient(timeout=timeout),
        )
        self._webhook_secrets = tuple(webhook_secrets)

    def open_checkout(
        self, *, reference: str, amount: Money, title: str, success_url: str, cancel_url: str, key: str,
    ) -> Checkout:
        """Open a page on which `amount` can be paid, once."""
        line = {
            "quantity": 1,
            "price_data": {
                "currency": amount.currency.lower(), "unit_amount": amount.minor, "product_data": {"name": title},
            },
        }
        params: Any = {
            "mode": "payment", "line_items": [line], "client_reference_id": reference,
            "success_url": success_url, "cancel_url": cancel_url, "metadata": {"reference": reference},
            "payment_intent_data": {"transfer_group": reference, "metadata": {"reference": reference}},
        }
        with translated():
            return read_checkout(self.client.v1.checkout.sessions.create(params, {"idempotency_key": key}))

    def find_checkout(self, checkout_id: str) -> Checkout:
        """How a payment page stands."""
        with translated():
            return read_checkout(self.client.v1.checkout.sessions.retrieve(checkout_id))

    def list_payments(self, *, since: datetime) -> Iterator[ProviderPayment]:
        """Every payment made on a page opened since a moment, the newest first, fetched a page at a time."""
        with translated():
            found = self.client.v1.payment_intents.list({"created": {"gte": int(since.timestamp())}, "limit": PAGE})
            for one in found.auto_paging_iter():
                if one.status == "succeeded":
                    yield ProviderPayment(one.id, money_of(one), reference_of(one))

    def open_account(self, *, reference: str, email: str, country: str, key: str) -> PayoutAccount:
        """Open an account that can be paid out to; Stripe collects what it must know, we bear fees and losses."""
        params: Any = {
            "country": country, "email": email, "business_type": "individual",
            "controller": {
                "fees": {"payer": "application"}, "losses": {"payments": "application"},
                "requirement_collection": "stripe", "stripe_dashboard": {"type": "express"},
            },
            "capabilities": {"transfers": {"requested": True}},
            "metadata": {"reference": reference},
        }
        with translated():
            return read_account(self.client.v1.accounts.create(params, {"idempotency_key": key}))

    def find_account(self, account_id: str) -> PayoutAccount:
        """How a payout account stands."""
        with translated():
            return read_account(self.client.v1.accounts.retrieve(account_id))

    def open_onboarding(self, account_id: str, *, return_url: str, refresh_url: str, key: str) -> str:
        """The address of Stripe's page on which the holder fills in what is missing."""
        params: Any = {
            "account": account_id, "type": "account_onboarding", "return_url": return_url, "refresh_url": refresh_url,
        }
        with translated():
            return self.client.v1.account_links.create(params, {"idempotency_key": key}).url

    def send_transfer(self, *, reference: str, amount: Money, destination: str, key: str) -> Transfer:
        """Move `amount` from our balance to a payout account; a refusal says what that account lacks."""
        params: Any = {
            "amount": amount.minor, "currency": amount.currency.lower(), "destination": destination,
            "transfer_group": reference, "metadata": {"reference": reference},
        }
        try:
            with translated():
                return read_transfer(self.client.v1.transfers.create(params, {"idempotency_key": key}))
        except ProviderRefused as refusal:
            if refusal.code != "insufficient_capabilities_for_transfer":
                raise
            raise ProviderRefused(refusal.code, refusal.message, self.lacking(destination)) from refusal

    def find_transfers(self, reference: str) -> list[Transfer]:
        """Every transfer sent under `reference`, reversed ones too."""
        with translated():
            found = self.client.v1.transfers.list({"transfer_group": reference, "limit": PAGE})
            return [read_transfer(one) for one in found.auto_paging_iter()]

    def list_transfers(self, *, since: datetime) -> Iterator[Transfer]:
        """Every transfer made since a moment, the newest first, fetched a page at a time."""
        with translated():
            found = self.client.v1.transfers.list({"created": {"gte": int(since.timestamp())}, "limit": PAGE})
            for one in found.auto_paging_iter():
                yield read_transfer(one)

    def send_refund(self, *, payment_id: str, amount: Money, reference: str, key: str) -> ProviderRefund:
        """Send a part of a payment, or all of it, back where it came from."""
        params: Any = {
            "payment_intent": payment_id, "amount": amount.minor, "metadata": {"reference": reference},
            "reason": "requested_by_customer",
        }
        with translated():
            return read_refund(self.client.v1.refunds.create(params, {"idempotency_key": key}))

    def find_refunds(self, payment_id: str, reference: str) -> list[ProviderRefund]:
        """Every refund of a payment under `reference`, failed ones too."""
        with translated():
            found = self.client.v1.refunds.list({"payment_intent": payment_id, "limit": PAGE})
            return [one for one in map(read_refund, found.auto_paging_iter()) if one.reference == reference]

    def list_disputes(self, *, since: datetime) -> Iterator[ProviderDispute]:
        """Every dispute opened since a moment, the newest first, fetched a page at a time."""
        with translated():
            found = self.client.v1.disputes.list({"created": {"gte": int(since.timestamp())}, "limit": PAGE})
            for one in found.auto_paging_iter():
                yield ProviderDispute(one.id, str(one.payment_intent or ""), money_of(one), one.status,
                                      Money(-sum(moved.net for moved in one.balance_transactions), one.currency.upper()))

    def balance(self, currency: str) -> tuple[Money, Money]:
        """What we can send now, and what is still on its way to us."""
        with translated():
            seen = self.client.v1.balance.retrieve()
        return sum_in(seen.available, currency), sum_in(seen.pending, currency)

    def read_event(self, payload: bytes, signature: str, *, now: datetime) -> ProviderEvent:
        """Check who signed an event and when, and read it; raises `BadSignature`, `EventTooOld` or `NotAnEvent`."""
        return read_event(payload, signature, secrets=self._webhook_secrets, now=now)

    def lacking(self, account_id: str) -> tuple[str, ...]:
        """What an account still needs; nothing when Stripe doesn't say."""
        try:
            return self.find_account(account_id).requirements
        except (ProviderRefused, ProviderUnavailable):
            return ()
