"""A database from before appeals: what was appealed is rejected again on the way back, and old entries stay as they are."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.quality.appeals import file_appeal, rule_on_appeal
from tests.migrations.steps import go


def test_rejected_work_is_rejected_again_and_the_ledger_proves_on_both_sides(db, make, cast, prove):
    batch = make.batch(cast.han, rows=2)
    submission, paid = make.submission(cast.mira, batch), make.submission(cast.noah, batch)
    make.review(cast.rae, submission, "reject", next(item.key for item in make.version().spec.checklist if item.critical))
    make.review(cast.rae, paid)
    file_appeal(submission.id, reason="맞아요", actor=cast.mira)
    before = _entries(db)

    go(db, downgrade, "0018")
    back = db.session.execute(text("SELECT state FROM submissions WHERE id = :id"), {"id": submission.id}).scalar()
    go(db, upgrade, "head")

    assert back == "rejected"
    assert _entries(db) == before
    file_appeal(submission.id, reason="맞아요", actor=cast.mira)
    prove()


def test_going_back_is_refused_as_a_whole_where_an_appeal_has_paid(db, make, cast, prove):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))
    make.review(cast.rae, submission, "reject", next(item.key for item in make.version().spec.checklist if item.critical))
    appeal = file_appeal(submission.id, reason="맞아요", actor=cast.mira)
    rule_on_appeal(appeal.id, decision="accept", items=make.items(), actor=make.person("Ruth", reviewer=True))
    before = _entries(db)

    with pytest.raises(IntegrityError):
        go(db, downgrade, "0018")

    assert db.session.scalars(text("SELECT version_num FROM alembic_version")).all() == ["0019"]
    assert _entries(db) == before
    go(db, upgrade, "head")
    prove()


def _entries(db):
    return list(db.session.execute(text("SELECT key, kind, verdict_id FROM entries ORDER BY key")))
