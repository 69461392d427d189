"""A database that knew paid drafts: they are drafts again, and nothing that points at a batch is lost on the way."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel.database import transaction
from marketplace.work.models import Batch, Task
from tests.migrations.steps import go


def test_a_paid_draft_is_a_draft_again_with_its_rows(db, make, cast):
    draft, opened = make.draft(cast.han, rows=2), make.batch(cast.han, rows=3)
    before = _facts(db)
    go(db, downgrade, "0001")
    _set_state(draft.id, "funded")

    go(db, upgrade, "head")

    assert _facts(db) == before
    assert db.session.get(Batch, draft.id).state == "draft"
    assert db.session.query(Task).filter_by(batch_id=opened.id).count() == 3
    assert make.claim(cast.mira, opened).batch_id == opened.id


def test_the_database_refuses_the_state_afterwards(db, make, cast):
    draft = make.draft(cast.han)

    with pytest.raises(IntegrityError):
        _set_state(draft.id, "funded")


def test_sqlite_still_refuses_what_points_nowhere_after_a_migration(db, make, cast):
    go(db, downgrade, "0001")
    go(db, upgrade, "head")

    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(text("UPDATE tasks SET batch_id = 999999 WHERE id = :id"), {"id": _task_id(make, cast)})


def _facts(db):
    db.session.expire_all()
    return [tuple(row) for row in db.session.execute(text("SELECT * FROM batches ORDER BY id"))]


def _set_state(batch_id, state):
    with transaction() as session:
        session.execute(text("UPDATE batches SET state = :state WHERE id = :id"), {"state": state, "id": batch_id})


def _task_id(make, cast):
    batch = make.draft(cast.han)
    with transaction() as session:
        return session.query(Task.id).filter_by(batch_id=batch.id).limit(1).scalar()
