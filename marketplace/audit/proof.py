"""Proving the journal: every row, every seal and every head outside the database are computed again and compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import exists, select

from marketplace.audit.chain import COLUMNS, GENESIS, row_hash, seal_hash
from marketplace.audit.heads import Head, heads_file, read_heads
from marketplace.audit.models import Seal, SealedRow
from marketplace.kernel import clock
from marketplace.kernel.database import db, table_of
from marketplace.kernel.journal import JournalEntry

PATIENCE: Final = timedelta(minutes=10)
AT_ONCE: Final = 2_000


@dataclass(frozen=True)
class Fault:
    """What is wrong: `kind` is row_altered, row_missing, row_unsealed, seal_wrong, seal_missing, head_differs or head_unreadable."""

    kind: str
    id: int
    words: str


def prove_journal() -> list[Fault]:
    """Every fault, seals and rows in their order; empty when nothing was changed, removed or slipped in."""
    return [*_prove_seals(), *_find_unsealed(), *_prove_heads()]


def newest_head() -> Head | None:
    """The last seal, as its line outside the database should read."""
    seal = db.session.scalar(select(Seal).order_by(Seal.id.desc()).limit(1))
    return None if seal is None else Head(seal.id, seal.rows, seal.hash, seal.sealed_at.isoformat())


def _prove_seals() -> Iterator[Fault]:
    previous = GENESIS
    for seal in db.session.execute(select(table_of(Seal)).order_by(Seal.id)).all():
        rows, faults = _prove_rows(seal.id)
        yield from faults
        if len(rows) != seal.rows:
            yield Fault("seal_wrong", seal.id, f"seal {seal.id} covers {seal.rows} rows, {len(rows)} are left")
        elif seal_hash(previous, seal.sealed_at, rows) != seal.hash:
            yield Fault("seal_wrong", seal.id, f"seal {seal.id} does not follow from its rows and the seal before it")
        previous = seal.hash


def _prove_rows(seal_id: int) -> tuple[list[tuple[int, str]], list[Fault]]:
    """The ids and hashes that a seal was made of, and what has become of their rows."""
    journal, sealed = table_of(JournalEntry).c, table_of(SealedRow).c
    query = select(sealed.entry_id, sealed.hash, *(journal[name] for name in COLUMNS)) \
        .outerjoin_from(table_of(SealedRow), table_of(JournalEntry), journal.id == sealed.entry_id) \
        .where(sealed.seal_id == seal_id).order_by(sealed.entry_id)
    rows, faults = [], []
    for row in db.session.execute(query):
        rows.append((row.entry_id, row.hash))
        if row.id is None:
            faults.append(Fault("row_missing", row.entry_id, f"journal row {row.entry_id} of seal {seal_id} is missing"))
        elif row_hash(row) != row.hash:
            faults.append(Fault("row_altered", row.entry_id, f"journal row {row.entry_id} of seal {seal_id} was altered"))
    return rows, faults


def _find_unsealed() -> Iterator[Fault]:
    is_sealed = exists().where(SealedRow.entry_id == JournalEntry.id)
    query: Any = select(JournalEntry.id, JournalEntry.at).where(~is_sealed, JournalEntry.at < clock.now() - PATIENCE)
    for entry_id, at in db.session.execute(query.order_by(JournalEntry.id).limit(AT_ONCE)):
        yield Fault("row_unsealed", entry_id, f"journal row {entry_id} of {at.isoformat(timespec='seconds')} was never sealed")


def _prove_heads() -> Iterator[Fault]:
    seals = {seal.id: seal for seal in db.session.execute(select(table_of(Seal)))}
    seen = False
    for head in read_heads():
        seen = True
        if isinstance(head, int):
            yield Fault("head_unreadable", head, f"line {head} of {heads_file().name} can't be read")
        elif head.seal not in seals:
            yield Fault("seal_missing", head.seal, f"seal {head.seal} stands in {heads_file().name}, not in the database")
        elif (seals[head.seal].hash, seals[head.seal].rows) != (head.hash, head.rows):
            yield Fault("head_differs", head.seal, f"seal {head.seal} differs from its line in {heads_file().name}")
    if seals and not seen:
        yield Fault("head_unreadable", 0, f"{heads_file().name} is missing: the chain can't be compared with anything outside")
