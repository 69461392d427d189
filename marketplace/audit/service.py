"""Sealing the journal: a job chains what has been committed since, so that no verb waits for another."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import exists, func, insert, select, text
from sqlalchemy.orm import Session

from marketplace.audit.chain import GENESIS, row_hash, seal_hash
from marketplace.audit.heads import Head, append_head
from marketplace.audit.models import Seal, SealedRow
from marketplace.kernel import clock
from marketplace.kernel.database import after_commit, table_of, transaction, verb
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Actor, Permission, require

PORTION: Final = 5_000
SETTLED: Final = timedelta(seconds=1)
# Ids are handed out before they are committed; no verb runs for as long as ten thousand others.
LATE_IDS: Final = 10_000


@verb
def seal_journal(*, actor: Actor) -> int:
    """Seal the rows committed since the last seal, at most 5,000; how many. The head is also kept outside the database."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        _queue_up(session)
        rows = _unsealed(session)
        if not rows:
            return 0
        previous = session.scalar(select(Seal.hash).order_by(Seal.id.desc()).limit(1)) or GENESIS
        sealed_at, hashed = clock.now(), [(row.id, row_hash(row)) for row in rows]
        seal_id, chained = _write(session, sealed_at, hashed, previous)
        head = Head(seal=seal_id, rows=len(hashed), hash=chained, at=sealed_at.isoformat())
        after_commit(lambda: append_head(head))
    return len(hashed)


def _queue_up(session: Session) -> None:
    # SQLite has one writer anyway; on PostgreSQL a second sealer must see the first one's seal before it reads.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE seals IN EXCLUSIVE MODE"))


def _unsealed(session: Session) -> list[Any]:
    highest = session.scalar(select(func.max(SealedRow.entry_id))) or 0
    is_sealed = exists().where(SealedRow.entry_id == JournalEntry.id)
    query = select(table_of(JournalEntry)).where(
        JournalEntry.id > highest - LATE_IDS, JournalEntry.at <= clock.now() - SETTLED, ~is_sealed)
    return list(session.execute(query.order_by(JournalEntry.id).limit(PORTION)))


def _write(session: Session, sealed_at: Any, hashed: list[tuple[int, str]], previous: str) -> tuple[int, str]:
    chained = seal_hash(previous, sealed_at, hashed)
    connection = session.connection()
    seal_id: int = connection.execute(insert(table_of(Seal)).values(sealed_at=sealed_at, rows=len(hashed), hash=chained)
                                      .returning(table_of(Seal).c.id)).scalar_one()
    connection.execute(insert(table_of(SealedRow)),
                       [{"entry_id": entry_id, "seal_id": seal_id, "hash": one} for entry_id, one in hashed])
    return seal_id, chained
