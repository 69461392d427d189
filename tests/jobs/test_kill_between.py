"""The scheduler dies, or is frozen, around the moment when Stripe makes the transfer: there is exactly one afterwards."""

import signal

import pytest
from sqlalchemy import select

from marketplace.gateways.provider import money_provider
from marketplace.money.provider_models import Payout
from marketplace.money.reconcile import reconcile
from tests.cast import SYSTEM
from tests.jobs.schedulers import PATIENCE, schedulers  # noqa: F401

LATER = 600  # the killed one's lease and its attempt are over


@pytest.fixture
def owed(db, make, cast, bank, change_settings):
    """Mira is owed 1,200 won, and the schedulers find the local Stripe of this test."""
    change_settings(stripe_api_base=bank.twin.base_url, stripe_secret_key=bank.twin.secret_key,
                    stripe_webhook_secret=(bank.twin.webhook_secret,))
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    bank.events()
    bank.twin.add_balance(100_000)
    return cast.mira


def _state(db):
    db.session.expire_all()
    return db.session.scalar(select(Payout.state))


def _assert_paid_once(db, bank, prove):
    bank.hear()
    assert [(one["amount"], one["transfer_group"]) for one in bank.twin.transfers()] == [(1200, "payout:1")]
    assert _state(db) == "paid"
    assert [one for one in reconcile(provider=money_provider(), actor=SYSTEM) if one.about.startswith("payout")] == []
    prove()


@pytest.mark.slow
@pytest.mark.twin_only
@pytest.mark.parametrize(("fault", "made"), [("kill_after", 1), ("kill_before", 0)])
def test_killed_around_the_transfer_it_is_made_once(db, bank, owed, schedulers, prove, fault, made):  # noqa: F811
    killed = schedulers.start(fault=fault)
    killed.wait(PATIENCE)
    between = (_state(db), len(bank.twin.transfers()))

    schedulers.start(forward=LATER)
    schedulers.until(lambda: _state(db) == "sent")
    schedulers.end()

    assert killed.returncode == -signal.SIGKILL
    assert between == ("sending", made)
    _assert_paid_once(db, bank, prove)


@pytest.mark.slow
@pytest.mark.twin_only
def test_frozen_past_its_lease_and_woken_it_makes_no_second_one(db, bank, owed, schedulers, prove):  # noqa: F811
    schedulers.start(fault="freeze_before")
    schedulers.until(lambda: _state(db) == "sending" and schedulers.is_frozen)

    schedulers.start(forward=LATER)
    schedulers.until(lambda: _state(db) == "sent")
    schedulers.thaw()
    schedulers.until(lambda: not schedulers.is_frozen)
    schedulers.end()

    _assert_paid_once(db, bank, prove)
