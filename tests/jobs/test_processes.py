"""Schedulers as processes: two at once do nothing twice, and a stopped one is gone in two seconds."""

import signal
import time

import pytest
from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.leases import Lease
from marketplace.work.models import Claim
from tests.jobs.schedulers import schedulers  # noqa: F401

DUE = 120


def _lease(db):
    db.session.expire_all()
    return db.session.get(Lease, "scheduler")


def _overdue(make, cast, count):
    """So many claims whose time is long over."""
    batch = make.batch(cast.han, rows=count)
    with clock.at(clock.now() - clock.DAY):
        for worker in (cast.mira, cast.noah):
            for _ in range(count // 2):
                make.claim(worker, batch)


@pytest.mark.slow
def test_two_schedulers_do_everything_due_once(db, make, cast, change_settings, schedulers, prove):  # noqa: F811
    change_settings(claims_per_worker=DUE)
    _overdue(make, cast, DUE)

    for _ in range(2):
        schedulers.start()
    schedulers.until(lambda: _count(db, "expired") == DUE)
    schedulers.end()

    verbs = select(func.count()).select_from(JournalEntry).where(JournalEntry.verb == "expire_claim")
    assert db.session.scalar(verbs) == DUE
    assert _count(db, "active") == 0
    prove()


@pytest.mark.slow
@pytest.mark.parametrize("said", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_scheduler_is_gone_within_two_seconds_and_drops_its_lease(db, schedulers, said):  # noqa: F811
    process = schedulers.start()
    schedulers.until(lambda: _lease(db) is not None)
    time.sleep(0.3)

    started = time.monotonic()
    process.send_signal(said)
    code = process.wait(5)

    assert time.monotonic() - started < 2, schedulers.log.read_text()[-1500:]
    assert code == 0
    assert _lease(db).expires_at <= clock.now()


@pytest.mark.slow
def test_a_killed_leader_is_followed_when_its_lease_ends(db, schedulers):  # noqa: F811
    first = schedulers.start()
    schedulers.until(lambda: _lease(db) is not None)
    first.kill()
    first.wait(5)
    with transaction() as session:  # as if the thirty seconds had passed
        session.get_one(Lease, "scheduler").expires_at = clock.now()

    schedulers.start()
    schedulers.until(lambda: _lease(db).epoch == 2)

    assert _lease(db).expires_at > clock.now()


def _count(db, state):
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(Claim).where(Claim.state == state))
