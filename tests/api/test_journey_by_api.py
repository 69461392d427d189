"""From a posted batch to money in the worker's account, by API alone, against the local Stripe."""

import httpx
import pytest

from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import JOBS
from tests.journey_by_api import PRICE, ROWS, Door, Stripe, Travellers, walk
from tests.speaker import new_key


@pytest.fixture
def travellers(db, make, live_server, stripe_twin, change_settings):
    """A business, a worker who hasn't seen the quiz, a reviewer; jobs run whenever they wait."""
    change_settings(stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key,
                    stripe_webhook_secret=(stripe_twin.webhook_secret,), base_url=live_server.url)
    stripe_twin.set_webhook(f"{live_server.url}/webhooks/stripe")
    quiz = [question.right for question in make.version("same-product").spec.quiz.questions]

    def tick():
        stripe_twin.deliver()
        for job in JOBS:
            assert run_job(job).failed == 0

    with httpx.Client(base_url=live_server.url, timeout=30) as http:
        document = http.get("/api/v1/openapi.json").json()
        doors = [Door(http, document, new_key(actor)) for actor in (make.owner("Han"), make.worker("Mira"), make.person("Rae", reviewer=True))]
        yield Travellers(*doors, Stripe(stripe_twin.http, stripe_twin.secret_key), quiz, tick)


def test_a_batch_is_posted_done_reviewed_and_paid_by_api_alone(travellers, prove):
    journey = walk(travellers)

    earned = {"minor": ROWS * PRICE, "currency": "KRW"}
    assert (journey.payout["state"], journey.payout["amount"]) == ("paid", earned)
    assert [(one["amount"], one["currency"], one["id"]) for one in journey.transfers] == [(earned["minor"], "krw", journey.payout["transfer_id"])]
    assert journey.reworked["review"]["decision"] == "rework"
    assert journey.reworked["review"]["message"] == "이유를 한 줄로 적어 주세요"
    assert (journey.receipt["pay"]["minor"], journey.receipt["payout"]["state"]) == (PRICE, "paid")
    assert len(journey.results) == ROWS
    assert journey.batch["state"] == "open"
    prove()
