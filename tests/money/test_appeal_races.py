"""The races of appeals, fifty times each or thirty behind a barrier: one outcome, the loser is told why, and the ledger proves.

Red by planting: a ruling that looks for a slot before it looks at the appeal's state (the second ruling, on both engines: already_posted); on
PostgreSQL a ruling that locks its batch after the task (it and the closing wait for each other in a circle until the database ends one of them,
which the test counts).
"""

from functools import partial

import pytest
from sqlalchemy import event, func, select, update

from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.money.ledger import balance
from marketplace.quality.appeals import concede_appeal, file_appeal, rule_on_appeal
from marketplace.quality.models import Appeal
from marketplace.work import service as work
from marketplace.work.models import Task
from tests.cast import SYSTEM
from tests.contest import refusals, run_contests, winners

LOOKS, CLOSED, PRICE = 50, 30, 200
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def _owed(db, worker):
    db.session.expire_all()
    return balance(db.session(), "worker", worker.person_id, "KRW").minor


def _lost(outcomes):
    """What each contest's loser was told, where exactly one won."""
    assert [len(winners(outcome)) for outcome in outcomes] == [1] * len(outcomes)
    return {code for outcome in outcomes for code in refusals(outcome)}


@pytest.fixture
def rejected(make, cast, change_settings):
    """Fifty answers of Mira's that the platform rejected, in one batch of two slots a task."""
    change_settings(claims_per_worker=10**6)
    batch = make.batch(cast.han, rows=LOOKS, slots=2)
    made = [make.submission(cast.mira, batch) for _ in range(LOOKS)]
    for one in made:
        make.review(cast.rae, one, "reject", "verdict")
    return made


def _appeal(submission, cast):
    return file_appeal(submission.id, reason="같은 상품이에요", actor=cast.mira)


def _rule(make, appeal, reviewer, decision="accept", *failed):
    return rule_on_appeal(appeal.id, decision=decision, items=make.items(*failed), actor=reviewer)


def _lost_by_us(db):
    db.session.expire_all()
    return -balance(db.session(), "loss", 0, "KRW").minor


def test_ruling_against_ruling(app, db, make, cast, rejected, prove):
    """Whoever is second is told so, and no second slot is taken for the answer."""
    ruth, sol = make.person("Ruth", reviewer=True), make.person("Sol", reviewer=True)
    appeals = [_appeal(one, cast) for one in rejected]

    outcomes = run_contests(app, [[partial(_rule, make, one, ruth), partial(_rule, make, one, sol, "partial", "differences")] for one in appeals])

    assert _lost(outcomes) == {"wrong_state"}
    ruled = [winners(outcome)[0].decision for outcome in outcomes]
    assert (_owed(db, cast.mira), _lost_by_us(db)) == (PRICE * ruled.count("accept") + PRICE * 80 // 100 * ruled.count("partial"), 0)
    assert set(map(tuple, db.session.execute(select(Task.slots, Task.slots_taken, Task.slots_done)))) == {(2, 1, 1)}
    prove()


def test_conceding_against_conceding(app, db, make, cast, rejected, prove):
    """At the moment an appeal is due two schedulers concede it, and a reviewer comes too late: paid once, and by us."""
    ruth, appeals = make.person("Ruth", reviewer=True), [_appeal(one, cast) for one in rejected]
    with transaction() as session:
        session.execute(update(Appeal).values(due_at=clock.now()))

    outcomes = run_contests(app, [[*[partial(concede_appeal, one.id, actor=SYSTEM)] * 2, partial(_rule, make, one, ruth)] for one in appeals])

    assert [len(winners(outcome)) for outcome in outcomes] == [1] * LOOKS
    assert {code for outcome in outcomes for code in refusals(outcome)} <= {"wrong_state", "appeal_overdue"}
    assert (_owed(db, cast.mira), _lost_by_us(db)) == (PRICE * LOOKS, PRICE * LOOKS)
    prove()


def test_filing_against_filing(app, db, make, cast, rejected, prove):
    outcomes = run_contests(app, [[partial(_appeal, one, cast)] * 2 for one in rejected])

    assert _lost(outcomes) == {"already_appealed"}
    assert db.session.scalar(select(func.count(Appeal.id))) == LOOKS
    prove()


@pytest.fixture
def deadlocks(db):
    """What PostgreSQL ended because two transactions waited for each other; the verbs would only have been slow."""
    found = []

    def note(context):
        if getattr(context.original_exception, "sqlstate", "") == "40P01":
            found.append(context.statement)

    event.listen(db.engine, "handle_error", note)
    yield found
    event.remove(db.engine, "handle_error", note)


def test_ruling_against_closing(app, db, make, cast, change_settings, deadlocks, prove):
    """While its batch is closed, an answer that has no free slot left gets one of its own; both come to pass, and neither waits for the other."""
    change_settings(claims_per_worker=10**6)
    ruth, batches = make.person("Ruth", reviewer=True), [make.batch(cast.han, rows=1) for _ in range(CLOSED)]
    contests = []
    for batch in batches:
        submission = make.submission(cast.mira, batch)
        make.review(cast.rae, submission, "reject", "verdict")
        make.claim(cast.noah, batch)
        contests.append([partial(_rule, make, _appeal(submission, cast), ruth), partial(work.close_batch, batch.id, actor=cast.han)])

    outcomes = run_contests(app, contests)

    assert [refusals(outcome) for outcome in outcomes] == [[]] * CLOSED
    assert deadlocks == []
    assert (_owed(db, cast.mira), _lost_by_us(db)) == (PRICE * CLOSED, PRICE * CLOSED)
    assert balance(db.session(), "wallet", cast.han.company_id, "KRW").minor == 0
    prove()
