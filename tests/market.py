"""A pytest plugin: the whole marketplace as a person meets it: pages on a real socket, the local Stripe, and the jobs when a test says so."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from marketplace.kernel.settings import current_settings, settings_in_use
from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import JOBS
from tests.serving import LiveServer
from tests.stripe_twin import SECRET_KEY, WEBHOOK_SECRET, StripeTwin


@dataclass
class Market:
    """Where it answers, the provider behind it, and its scheduler by hand."""

    app: Flask
    url: str
    twin: StripeTwin

    def run_jobs(self, rounds: int = 2) -> None:
        """The scheduler's jobs in their order, with the provider's events delivered in between."""
        for _ in range(rounds):
            with self.app.app_context():
                for job in JOBS:
                    outcome = run_job(job)
                    assert not outcome.failed, (job.name, outcome)
            self.twin.deliver()


@pytest.fixture
def market(app: Flask, live_server: LiveServer, stripe_twin: StripeTwin) -> Iterator[Market]:
    """The marketplace with the local Stripe connected both ways."""
    with ExitStack() as stack:
        stack.enter_context(settings_in_use(replace(
            current_settings(), base_url=live_server.url, stripe_api_base=stripe_twin.base_url, stripe_secret_key=SECRET_KEY,
            stripe_webhook_secret=(WEBHOOK_SECRET,))))
        stripe_twin.set_webhook(f"{live_server.url}/webhooks/stripe")
        yield Market(app, live_server.url, stripe_twin)


