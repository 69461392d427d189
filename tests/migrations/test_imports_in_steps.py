"""A database from before imports were read in steps: what was stored stays so, what waited has to be uploaded again."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from marketplace.kernel.database import transaction
from marketplace.work.models import Import, Task
from tests.migrations.steps import go

SAME = ("batch_id, company_id, filename, table_as, archive_as, rows_good, rows_bad, rows_repeated, errors, preview, created_by, "
        "created_at")


def test_stored_imports_stay_and_waiting_ones_are_given_up(db, make, cast):
    make.draft(cast.han, rows=2)
    stored = db.session.query(Import.id).scalar()
    go(db, downgrade, "0005")
    with transaction() as session:
        session.execute(text(f"INSERT INTO imports (id, state, {SAME}) SELECT id + 1, 'checked', {SAME} FROM imports"))

    go(db, upgrade, "head")

    found = {one.id: (one.state, one.rows_stored, one.mapped_by, one.columns) for one in db.session.query(Import)}
    assert found == {stored: ("stored", 2, "name", []), stored + 1: ("discarded", 0, "name", [])}
    assert db.session.query(Task).count() == 2
