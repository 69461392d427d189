"""The hot verbs cost a fixed number of statements, and a claim costs the same in a queue of any length."""

import json
import re

import pytest
from sqlalchemy import insert, text

from marketplace.kernel.database import transaction
from marketplace.kernel.ids import new_spread
from marketplace.work import service as work
from marketplace.work.models import Task
from tests.statements import count_statements

NEW_TASK = {"state": "open", "slots": 1, "slots_taken": 0, "slots_done": 0, "slots_withdrawn": 0, "held_minor": 220, "input": {}}


def test_taking_the_next_task_costs_five_statements(db, make, cast):
    batch = make.batch(cast.han, rows=5)

    with count_statements() as sent:
        make.claim(cast.mira, batch)

    # terms, seat, slot (twice when the worker's point lies behind the last task), claim, journal
    assert len(sent) in (5, 6), sent


def test_taking_a_certain_task_costs_five_statements(db, make, cast):
    batch = make.batch(cast.han, rows=1)
    task_id = db.session.scalar(text("SELECT id FROM tasks"))

    with count_statements() as sent:
        work.claim_task(task_id, actor=cast.mira)

    assert len(sent) == 5, sent
    assert batch.state == "open"


def test_handing_in_costs_five_statements(db, make, cast):
    claim = make.claim(cast.mira, make.batch(cast.han, rows=1))

    with count_statements() as sent:
        work.submit_claim(claim.id, answers=make.answers(), actor=cast.mira)

    assert len(sent) == 5, sent


def test_a_review_with_its_release_costs_nine_statements(db, make, cast):
    batch = make.batch(cast.han, rows=2)
    make.review(cast.rae, make.submission(cast.noah, batch))  # the accounts exist from now on
    make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=1)))
    submission = make.submission(cast.noah, batch)

    with count_statements() as sent:
        make.review(cast.rae, submission)

    assert len(sent) == 9, sent


@pytest.mark.one_engine
def test_picking_reads_the_index_that_holds_the_order(db, make, cast):
    """SQLite's plan names the partial index and sorts nothing."""
    batch = make.batch(cast.han, rows=3)

    with count_statements() as sent:
        make.claim(cast.mira, batch)
    picking = next(statement for statement in sent if statement.startswith("UPDATE tasks"))
    plan = " ".join(row[-1] for row in db.session.connection().exec_driver_sql(
        "EXPLAIN QUERY PLAN " + picking, tuple([1] * picking.count("?"))).all())

    assert "ix_tasks_free" in plan
    assert "TEMP B-TREE" not in plan


def test_a_claim_reads_few_pages_after_ten_thousand_claims(db, make, cast, engine_name, change_settings):
    if engine_name == "sqlite":
        return  # it has no buffer counts; its plan is held by the test above
    change_settings(claims_per_worker=10**6)
    batch = make.batch(cast.han, rows=1)
    with transaction() as session:
        rows = [NEW_TASK | {"batch_id": batch.id, "company_id": batch.company_id, "number": number, "spread": new_spread(),
                            "slots_taken": 1 if number < 10_000 else 0} for number in range(2, 12_000)]
        session.connection().execute(insert(Task.__table__), rows)
        session.execute(text("ANALYZE tasks"))

    with count_statements() as sent:
        make.claim(cast.mira, batch)
    picking = next(statement for statement in sent if statement.startswith("UPDATE tasks"))

    assert _buffers(db, picking, batch.id, cast.mira.person_id) <= 50


def _buffers(db, picking, batch_id, worker_id):
    known = {"batch_id": batch_id, "worker_id": worker_id, "spread": 0, "slots_taken": 1, "param": 1}
    values = {name: known.get(name.rsplit("_", 1)[0], 1) for name in re.findall(r"%\((\w+)\)s", picking)}
    values |= dict(zip([name for name in values if name.startswith("state")], ("active", "submitted"), strict=False))
    with transaction() as session:
        plan = session.connection().exec_driver_sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + picking, values).scalar()
        session.rollback()
    top = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    return top["Shared Hit Blocks"] + top["Shared Read Blocks"]
