"""A pytest plugin: the program with the local Stripe behind it, its events brought by hand so that a test decides when and how often."""

from typing import Any

import pytest

from marketplace.gateways.stripe_provider import StripeProvider
from marketplace.kernel import clock
from marketplace.kernel.policy import Actor
from marketplace.money import service as money
from marketplace.money.provider_models import Payment
from tests.cast import SYSTEM
from tests.stripe_twin import GOOD, StripeTwin

NOBODY = Actor.nobody()


class Bank:
    """The money provider as a test uses it."""

    def __init__(self, twin: StripeTwin) -> None:
        self.twin = twin
        self.provider: StripeProvider = twin.provider(retries=0, timeout=3)
        twin.set_webhook("http://127.0.0.1:9/never-called")

    def events(self) -> list[tuple[bytes, str]]:
        """What the provider wants to tell us."""
        return self.twin.collect()

    def hear(self, events: list[tuple[bytes, str]] | None = None) -> list[str]:
        """Store and take events; what came of each."""
        for body, signature in self.events() if events is None else events:
            money.store_event(self.provider.read_event(body, signature, now=clock.now()), actor=NOBODY)
        return [money.take_event(event_id, actor=SYSTEM) for event_id in money.untaken_events()]

    def fund(self, batch: Any, owner: Actor, slots: int = 1, card: str = GOOD) -> Payment:
        """The owner pays for a batch on the provider's page."""
        payment = money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=batch.unit * slots, actor=owner)
        assert payment is not None
        opened = money.open_checkout(payment.id, title="묶음", return_url="http://localhost/paid", provider=self.provider, actor=owner)
        self.twin.pay(opened.checkout_id or "", card)
        return opened

    def connect(self, worker: Actor) -> str:
        """The worker's payout account, filled in; its id at the provider."""
        money.connect_payouts(email="mira@example.com", country="KR", return_url="http://localhost/earnings", provider=self.provider, actor=worker)
        account = money.refresh_account(worker.person_id or 0, provider=self.provider, actor=worker).provider_account_id or ""
        self.twin.complete_onboarding(account)
        money.refresh_account(worker.person_id or 0, provider=self.provider, actor=worker)
        return account


@pytest.fixture
def bank(stripe_twin: StripeTwin, db: Any) -> Bank:
    """The local Stripe, empty, with the program beside it."""
    return Bank(stripe_twin)
