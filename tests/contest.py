"""Contests: several threads that start the same thing at the same moment, on connections of their own."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

from flask import Flask

from marketplace.kernel.database import db
from marketplace.kernel.errors import Refusal


def contend(app: Flask, *attempts: Callable[[], Any]) -> list[Any]:
    """Each attempt in a thread, released by one barrier; what came of each: a result, or the exception."""
    return run_contests(app, [list(attempts)])[0]


def run_contests(app: Flask, contests: list[list[Callable[[], Any]]]) -> list[list[Any]]:
    """Contest after contest by the same threads, with a barrier before each."""
    size = len(contests[0])
    barrier = threading.Barrier(size)
    outcomes: list[list[Any]] = [[None] * size for _ in contests]

    def run(seat: int) -> None:
        with app.app_context():
            for number, attempts in enumerate(contests):
                barrier.wait(timeout=60)
                outcomes[number][seat] = _outcome(attempts[seat])
            db.session.remove()

    threads = [threading.Thread(target=copy_context().run, args=(run, seat)) for seat in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def winners(outcomes: list[Any]) -> list[Any]:
    """What succeeded."""
    return [outcome for outcome in outcomes if not isinstance(outcome, Exception)]


def refusals(outcomes: list[Any]) -> list[str]:
    """The codes of those that were refused; anything else that failed is named as it is."""
    return sorted(outcome.code if isinstance(outcome, Refusal) else repr(outcome)[:200] for outcome in outcomes if isinstance(outcome, Exception))


def _outcome(attempt: Callable[[], Any]) -> Any:
    try:
        return attempt()
    except Exception as error:  # noqa: BLE001 - every outcome is looked at by the test
        return error
