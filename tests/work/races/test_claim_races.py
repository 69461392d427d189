"""Nobody ever gets a slot that somebody else has, however many reach for it at once."""

from functools import partial

import pytest
from sqlalchemy import select, text, update

from marketplace.kernel.database import transaction
from marketplace.work import service as work
from marketplace.work.models import SUBMIT_GRACE, Claim, Task
from marketplace.work.service import claims as claims_module
from tests.cast import SYSTEM
from tests.contest import contend, refusals, run_contests, winners

MANY = 1_000_000


@pytest.fixture
def crowd(make, cast):
    """Eight approved workers who have passed the quiz."""
    workers = [cast.mira, cast.noah, *(make.worker(f"Worker{number}") for number in range(6))]
    make.qualify(*workers[2:])
    return workers


def _contest_tasks(app, db, make, cast, crowd, rows):
    batch = make.batch(cast.han, rows=rows)
    ids = db.session.scalars(select(Task.id).where(Task.batch_id == batch.id)).all()
    return run_contests(app, [[partial(work.claim_task, task_id, actor=worker) for worker in crowd] for task_id in ids])


def _contested(app, db, make, cast, crowd, rows):
    outcomes = _contest_tasks(app, db, make, cast, crowd, rows)
    return [outcome for outcome in outcomes if len(winners(outcome)) != 1 or refusals(outcome) != ["task_taken"] * 7]


def test_of_eight_who_reach_for_a_task_one_gets_it(app, db, make, cast, crowd, change_settings, prove):
    change_settings(claims_per_worker=MANY)

    assert _contested(app, db, make, cast, crowd, 40) == []
    prove()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_two_thousand_contested_tasks_have_one_winner_each(app, db, make, cast, crowd, change_settings, prove):
    change_settings(claims_per_worker=MANY)

    assert _contested(app, db, make, cast, crowd, 2_000) == []
    assert db.session.scalar(text("SELECT count(*) FROM check_claims WHERE state = 'active'")) == 2_000
    prove()


def test_without_the_condition_in_the_update_the_contest_is_lost(app, db, make, cast, crowd, change_settings, monkeypatch):
    change_settings(claims_per_worker=MANY)

    def take_blindly(session, actor, task_id):
        session.connection().execute(update(Task.__table__).where(Task.__table__.c.id == task_id).values(slots_taken=1))

    monkeypatch.setattr(claims_module, "_take_this", take_blindly)

    assert len(_contested(app, db, make, cast, crowd, 20)) == 20


def test_workers_who_ask_for_the_next_task_all_get_different_ones(app, db, make, cast, crowd, prove):
    batch = make.batch(cast.han, rows=8)

    outcomes = contend(app, *(partial(work.claim_next, batch.id, actor=worker) for worker in crowd))

    assert sorted(claim.task_id for claim in winners(outcomes)) == sorted(db.session.scalars(select(Task.id).where(Task.batch_id == batch.id)))
    prove()


def test_three_slots_are_given_to_exactly_three_of_twelve(app, db, make, cast, crowd, prove):
    more = [make.worker(f"Extra{number}") for number in range(4)]
    make.qualify(*more)
    batch = make.batch(cast.han, rows=1, slots=3)
    task_id = db.session.scalar(select(Task.id).where(Task.batch_id == batch.id))

    outcomes = contend(app, *(partial(work.claim_task, task_id, actor=worker) for worker in [*crowd, *more]))

    assert (len(winners(outcomes)), refusals(outcomes)) == (3, ["task_taken"] * 9)
    prove()


def test_sixteen_parallel_claims_of_one_worker_stop_at_the_cap(app, db, make, cast, prove):
    batch = make.batch(cast.han, rows=16)

    outcomes = contend(app, *(partial(work.claim_next, batch.id, actor=cast.mira) for _ in range(16)))

    assert (len(winners(outcomes)), refusals(outcomes)) == (3, ["too_many_claims"] * 13)
    prove()


def test_one_worker_never_holds_two_slots_of_one_task(app, db, make, cast, change_settings, prove):
    change_settings(claims_per_worker=MANY)
    batch = make.batch(cast.han, rows=1, slots=5)
    task_id = db.session.scalar(select(Task.id).where(Task.batch_id == batch.id))

    outcomes = contend(app, *(partial(work.claim_task, task_id, actor=cast.mira) for _ in range(5)))

    assert (len(winners(outcomes)), refusals(outcomes)) == (1, ["already_claimed"] * 4)
    prove()


def test_at_the_edge_of_time_a_claim_is_either_handed_in_or_taken_back(app, db, make, cast, prove):
    batch = make.batch(cast.han, rows=10)
    for _ in range(10):
        claim = make.claim(cast.mira, batch)
        with transaction() as session:  # its time and grace are over this very moment
            session.execute(update(Claim).where(Claim.id == claim.id).values(expires_at=claim.claimed_at - SUBMIT_GRACE))
            session.execute(update(Claim).where(Claim.id == claim.id).values(draft={"note": "쓰던 말"}))

        outcomes = contend(app, partial(work.submit_claim, claim.id, answers=make.answers(), actor=cast.mira),
                           partial(work.expire_claim, claim.id, actor=SYSTEM),
                           partial(work.release_claim, claim.id, actor=cast.mira))

        assert len(winners(outcomes)) == 1
        assert db.session.scalar(select(Claim.draft).where(Claim.id == claim.id)) == {"note": "쓰던 말"}
    prove()


def test_accepting_and_rejecting_at_once_gives_one_verdict(app, db, make, cast, prove):
    batch = make.batch(cast.han, rows=10)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)
    for _ in range(10):
        submission = make.submission(cast.mira, batch)

        outcomes = contend(app, partial(make.review, cast.rae, submission, "accept"), partial(make.review, cast.han, submission, "reject", critical),
                           partial(make.review, cast.rae, submission, "accept"))

        assert (len(winners(outcomes)), refusals(outcomes)) == (1, ["already_reviewed"] * 2)
    prove()


def test_closing_while_everybody_claims_loses_no_money(app, db, make, cast, crowd, prove):
    for _ in range(5):
        batch = make.batch(cast.han, rows=12)

        outcomes = contend(app, *(partial(work.claim_next, batch.id, actor=worker) for worker in crowd[:7]),
                           partial(work.close_batch, batch.id, actor=cast.han))

        for claim in winners(outcomes)[:-1]:
            if isinstance(claim, Claim):
                work.release_claim(claim.id, actor=make.again(claim.worker_id))
        prove()
