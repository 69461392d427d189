"""`python -m bench.payouts ROUNDS`: pays every worker so often through the local Stripe, on the database of DATABASE_URL. Prints JSON.

A round queues a payout for each worker, sends them, and takes the events that settle them, each step timed by itself; beside them
bare transfers by the same client, with no database at all.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import text

from bench.journeys import CHECKLIST
from bench.stage import SYSTEM, make_batch
from marketplace.accounts.queries import actor_for, find_person
from marketplace.kernel.database import db, transaction
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.kernel.settings import current_settings, settings_in_use
from marketplace.money import service as money
from marketplace.money.proof import prove_ledger
from marketplace.quality import service as quality
from marketplace.quality.scoring import ItemResult
from tests.bank import Bank
from tests.stripe_twin import StripeTwin, start_twin, stop_twin
from wsgi import app

ALL_PASSED = {item: ItemResult(item, passed=True) for item in CHECKLIST}


def pay_rounds(bank: Bank, cast: dict[str, Any], rounds: int) -> dict[str, float]:
    """The seconds of each step over all rounds; raises `AssertionError` when a payout went another way than it should."""
    workers, reviewer = [_actor(one) for one in cast["workers"]], _actor(cast["reviewers"][0])
    accounts = [bank.connect(worker) for worker in workers]
    seconds = dict.fromkeys(("queued", "sent", "settled", "bare"), 0.0)
    for turn in range(rounds):
        _accept_one_each(cast, len(workers), reviewer)
        payouts: list[int] = []
        seconds["queued"] += _timed(workers, lambda worker: payouts.append(_queue(worker)))  # noqa: B023 - called at once
        seconds["sent"] += _timed(payouts, lambda one: money.send_payout(one, provider=bank.provider, actor=SYSTEM))
        begin = time.perf_counter()
        outcomes = bank.hear()
        seconds["settled"] += time.perf_counter() - begin
        seconds["bare"] += _timed(enumerate(accounts), lambda one: bank.provider.send_transfer(
            reference=f"bare:{turn}:{one[0]}", amount=Money(750, "KRW"), destination=one[1], key=f"bare:{turn}:{one[0]}"))  # noqa: B023
        assert set(outcomes) <= {"done", "ignored"}, outcomes
    return seconds


def _accept_one_each(cast: dict[str, Any], count: int, reviewer: Actor) -> None:
    made = make_batch(cast, 0, count)
    with transaction() as session:
        waiting = session.execute(text("SELECT id FROM submissions WHERE batch_id = :id"), {"id": made["batch_id"]}).scalars().all()
    for submission_id in waiting:
        quality.review_submission(submission_id, decision="accept", items=ALL_PASSED, actor=reviewer)


def _queue(worker: Actor) -> int:
    return money.request_payout(worker_id=worker.person_id or 0, currency="KRW", actor=worker).id


def _timed(things: Iterable[Any], do: Callable[[Any], Any]) -> float:
    begin = time.perf_counter()
    for one in things:
        do(one)
    return time.perf_counter() - begin


def _actor(one: dict[str, Any]) -> Actor:
    with transaction() as session:
        return actor_for(find_person(session, one["person_id"]))


def main(rounds: int, cast: dict[str, Any]) -> None:
    """The whole of it, proved at the end."""
    process, address = start_twin()
    twin = StripeTwin(address)
    try:
        with app.app_context(), settings_in_use(replace(current_settings(), payout_minimum_krw=1, payout_hold_hours=(0, 0, 0))):
            twin.add_balance(10**12)
            seconds = pay_rounds(Bank(twin), cast, rounds)
            paid = db.session.execute(text("SELECT count(*) FROM payouts WHERE state = 'paid'")).scalar_one()
            print(json.dumps({"payouts": paid, "asked": rounds * len(cast["workers"]), "ledger": prove_ledger(), "seconds": seconds}))
    finally:
        twin.http.close()
        stop_twin(process)


if __name__ == "__main__":
    main(int(sys.argv[1]), json.load(sys.stdin))
