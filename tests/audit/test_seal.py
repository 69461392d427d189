"""Sealing the journal: every committed row once, in a chain whose head is also kept outside."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import func, select

from marketplace.audit.heads import Head, heads_file
from marketplace.audit.models import Seal, SealedRow
from marketplace.audit.proof import newest_head, prove_journal
from marketplace.audit.service import seal_journal
from marketplace.kernel import clock as kernel_clock
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Forbidden
from marketplace.kernel.journal import JournalEntry, record
from tests.cast import SYSTEM
from tests.contest import contend


def _note(count, at=None):
    """So many journal rows, written a minute ago."""
    with kernel_clock.at(at or kernel_clock.now() - timedelta(minutes=1)), transaction() as session:
        for number in range(count):
            facts = {"text": "한글 ✓", "n": number, "deep": {"b": [1, None], "a": 2}}
            record(session, SYSTEM, "test_verb", "thing", number + 1, company_id=number % 3 or None, **facts)


def _sealed(db):
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(SealedRow))


def test_rows_are_sealed_once_and_the_journal_is_whole(db):
    _note(5)

    first, again = seal_journal(actor=SYSTEM), seal_journal(actor=SYSTEM)

    assert (first, again, _sealed(db)) == (5, 0, 5)
    assert db.session.scalars(select(Seal.rows)).all() == [5]
    assert prove_journal() == []


def test_a_row_waits_a_second_before_it_is_sealed(db, clock):
    _note(1, at=kernel_clock.now())

    early = seal_journal(actor=SYSTEM)
    clock.forward(seconds=2)

    assert (early, seal_journal(actor=SYSTEM)) == (0, 1)


def test_a_row_that_is_committed_late_is_sealed_by_a_later_seal(db):
    with transaction() as session:
        session.execute(JournalEntry.__table__.insert().values(
            id=100, at=kernel_clock.now() - timedelta(minutes=2), actor_kind="system", actor_name="tests", verb="test_verb",
            subject_kind="thing", subject_id=1, facts={}))
    seal_journal(actor=SYSTEM)
    with transaction() as session:
        session.execute(JournalEntry.__table__.insert().values(
            id=99, at=kernel_clock.now() - timedelta(minutes=2), actor_kind="system", actor_name="tests", verb="test_verb",
            subject_kind="thing", subject_id=2, facts={}))

    assert seal_journal(actor=SYSTEM) == 1
    assert prove_journal() == []


def test_each_seal_stands_in_the_file_of_heads(db):
    for count in (2, 3):
        _note(count)
        seal_journal(actor=SYSTEM)

    lines = [msgspec.json.decode(line, type=Head) for line in heads_file().read_bytes().splitlines()]

    assert [line.rows for line in lines] == [2, 3]
    assert lines[-1].hash == newest_head().hash == db.session.scalars(select(Seal.hash).order_by(Seal.id.desc())).first()


def test_eight_sealers_at_once_make_one_chain(app, db):
    for _ in range(3):
        _note(20)
        contend(app, *(lambda: seal_journal(actor=SYSTEM) for _ in range(8)))

    assert _sealed(db) == 60
    assert prove_journal() == []


def test_only_the_system_seals(db, cast):
    with pytest.raises(Forbidden):
        seal_journal(actor=cast.ada)


def test_a_row_that_nobody_seals_is_named(db):
    _note(1, at=kernel_clock.now() - timedelta(minutes=11))
    row_id = db.session.scalar(select(JournalEntry.id))

    assert [(fault.kind, fault.id) for fault in prove_journal()] == [("row_unsealed", row_id)]
