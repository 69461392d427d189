"""Programs of steps that nobody thought of: whatever the order, the ledger proves and every won is where plain arithmetic says.

Seen red by planting (and taking out again): the fee rounded down instead of half up; a slot given back after its batch was closed whose
money stays held; a payout tried again under another key without a look at what the provider has, which pays twice; a bonus without its fee;
a won dispute that gives everything to the wallet; a refund of a disputed payment.

With bank runs and withheld tax: a returned payout that keeps its tax; a tax cut up instead of down; a worker abroad who is taxed as if at home;
a second approval by who gave the first (the database stops it, with an error and not a refusal); an approval that forgets what other
runs need, who was suspended since, or from whose account money came back since; a run that takes up a payout that is in a live run already,
or one of somebody suspended; a confirmed row that is paid from the provider, and a late return that comes back to it; an account that is paid
on after a return; a transfer taken back that comes to our bank.

With appeals: an overturned part that is paid the whole price on top, and an upheld appeal that lowers what was paid (the database stops both);
the money of the free slot that an answer takes stays held; what the platform lost is taken from the wallet; the fee on the whole pay and not
on what was added; a conceded appeal that the wallet bears; a slot taken in a closed batch.
"""

import os
import random

import pytest
from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from tests.money.model.machine import MoneyMachine
from tests.money.model.stage import open_stage

RUNS, SOAKED = 500, 5_000
ALIKE = 10  # after so many Hypothesis would vary each program five times, and hardly its beginning: another play begins instead


@pytest.fixture
def stage(_databases, make, cast, bank, change_settings):
    change_settings(payout_minimum_krw=100, withholding=("KR",), account_change_hours=20, second_person_krw=0, appeal_days=1, appeal_hours=20)
    with open_stage(_databases, make, cast, bank) as opened:
        yield opened


def _play(stage, programs, steps):
    number = int(os.environ.get("MONEY_SEED", random.randrange(10**9)))
    print(f"MONEY_SEED={number} plays the same {programs} programs again")

    for play in range(programs // ALIKE):

        class Played(MoneyMachine):
            pass

        Played.stage = stage
        run_state_machine_as_test(seed(number + play)(Played), settings=hypothesis_settings(
            max_examples=ALIKE, stateful_step_count=steps, deadline=None, database=None, report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate,)))


@pytest.mark.slow
@pytest.mark.twin_only
@pytest.mark.timeout(900)
def test_whatever_the_order_every_won_is_where_the_books_say(stage):
    _play(stage, RUNS, 10)


@pytest.mark.soak
@pytest.mark.twin_only
@pytest.mark.timeout(4 * 3600)
def test_five_thousand_longer_programs_too(stage):
    _play(stage, SOAKED, 30)
