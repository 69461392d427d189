"""A database from before rows were held back: published batches learn how many answers they ask for, nothing else moves."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from marketplace.kernel.database import transaction
from marketplace.work.models import Batch
from tests.migrations.steps import go


def test_published_batches_count_their_answers_and_held_rows_are_withdrawn_on_the_way_back(db, make, cast, prove):
    draft, opened = make.draft(cast.han, rows=2), make.batch(cast.han, rows=3, slots=2)
    with transaction() as session:
        session.execute(text("UPDATE tasks SET state = 'held' WHERE batch_id = :id"), {"id": draft.id})

    go(db, downgrade, "0009")
    back = _states(db, draft.id)
    go(db, upgrade, "head")

    assert back == {("withdrawn", 1)}
    assert (db.session.get(Batch, draft.id).answers_asked, db.session.get(Batch, opened.id).answers_asked) == (0, 6)
    prove()


def _states(db, batch_id):
    return {tuple(row) for row in db.session.execute(text("SELECT state, slots_withdrawn FROM tasks WHERE batch_id = :id"), {"id": batch_id})}
