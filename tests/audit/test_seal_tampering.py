"""Whatever is changed behind the program's back is found and named."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.audit.heads import heads_file
from marketplace.audit.models import Seal
from marketplace.audit.proof import prove_journal
from marketplace.audit.service import seal_journal
from marketplace.kernel import clock as kernel_clock
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry, record
from tests.audit.tampering import tamper
from tests.cast import SYSTEM

SEALS, ROWS = 6, 20


@pytest.fixture
def ids(db):
    """The ids of 120 journal rows under six seals."""
    for number in range(SEALS):
        with kernel_clock.at(kernel_clock.now() - timedelta(minutes=5 - number / 10)), transaction() as session:
            for row in range(ROWS):
                record(session, SYSTEM, "test_verb", "thing", row + 1, company_id=1, amount=f"{row} KRW")
        seal_journal(actor=SYSTEM)
    assert prove_journal() == []
    return list(db.session.scalars(select(JournalEntry.id).order_by(JournalEntry.id)))


def _found(db, *kinds):
    db.session.expire_all()
    return [(fault.kind, fault.id) for fault in prove_journal() if not kinds or fault.kind in kinds]


@pytest.mark.parametrize("change", [
    "verb = 'other_verb'", "actor_name = 'somebody else'", "actor_id = 7", "actor_kind = 'person'", "subject_id = subject_id + 1",
    "subject_kind = 'other'", "company_id = NULL", "facts = '{\"amount\": \"1 KRW\"}'", "at = '2026-01-01 00:00:00+00'",
])
def test_any_changed_column_names_its_row(db, ids, change):
    tamper(f"UPDATE journal SET {change} WHERE id = :id", id=ids[47])

    assert _found(db) == [("row_altered", ids[47])]


def test_many_random_changes_are_all_found(db, ids):
    chosen = sorted(random.Random(7).sample(ids, 60))
    for row_id in chosen:
        tamper("UPDATE journal SET verb = verb || 'x' WHERE id = :id", id=row_id)

    assert _found(db) == [("row_altered", row_id) for row_id in chosen]


def test_a_removed_row_is_named(db, ids):
    tamper("DELETE FROM journal WHERE id = :id", id=ids[30])

    assert _found(db) == [("row_missing", ids[30])]


def test_a_row_removed_with_its_mark_names_the_seal(db, ids):
    tamper("DELETE FROM sealed_rows WHERE entry_id = :id", "DELETE FROM journal WHERE id = :id", id=ids[30])

    assert _found(db) == [("seal_wrong", 2)]


def test_a_row_changed_with_its_hash_names_the_seal(db, ids):
    tamper("UPDATE sealed_rows SET hash = 'f' WHERE entry_id = :id", id=ids[30])

    assert _found(db) == [("row_altered", ids[30]), ("seal_wrong", 2)]


def test_a_seal_computed_again_breaks_the_chain_and_differs_from_its_line_outside(db, ids):
    tamper("UPDATE seals SET hash = 'f' WHERE id = 3")

    assert _found(db) == [("seal_wrong", 3), ("seal_wrong", 4), ("head_differs", 3)]


def test_a_removed_end_of_the_chain_is_missed_by_the_file_of_heads(db, ids):
    tamper("DELETE FROM journal WHERE id IN (SELECT entry_id FROM sealed_rows WHERE seal_id = 6)",
           "DELETE FROM sealed_rows WHERE seal_id = 6", "DELETE FROM seals WHERE id = 6")

    assert _found(db) == [("seal_missing", 6)]


def test_a_row_slipped_in_under_an_old_date_is_named(db, ids):
    tamper("""INSERT INTO journal (id, at, actor_kind, actor_name, verb, subject_kind, subject_id, facts)
              VALUES (90000, '2026-01-01 00:00:00+00', 'person', 'Mallory', 'test_verb', 'thing', 1, '{}')""")

    assert _found(db) == [("row_unsealed", 90000)]


def test_a_lost_or_broken_file_of_heads_is_told(db, ids):
    whole = heads_file().read_bytes()
    heads_file().write_bytes(b"not a head\n" + whole)
    broken = _found(db)
    heads_file().unlink()

    assert broken == [("head_unreadable", 1)]
    assert _found(db) == [("head_unreadable", 0)]
    assert db.session.scalars(select(Seal.id)).all() == [1, 2, 3, 4, 5, 6]
