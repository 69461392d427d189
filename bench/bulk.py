"""`python -m bench.bulk N`: imports N rows into the database of DATABASE_URL by our verbs, beside the quickest way its driver knows. Prints JSON."""

import io
import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import text

from bench import rows
from bench.stage import PRICE, SYSTEM
from marketplace.accounts.queries import actor_for, find_person
from marketplace.kernel.database import db, transaction
from marketplace.kernel.policy import Actor
from marketplace.work import service as work
from marketplace.work.models import Batch
from wsgi import app

_BARE = "CREATE TABLE IF NOT EXISTS bare_rows (id bigint PRIMARY KEY, payload text)"
_COLUMNS = "batch_id, company_id, number, spread, state, slots, slots_taken, slots_done, slots_withdrawn, held_minor, input"


def import_by_verbs(batch: Batch, table: bytes, owner: Actor) -> dict[str, float]:
    """Seconds to check an upload and to store it, and how much the process grew."""
    before, begin = peak_megabytes(afresh=True), time.perf_counter()
    found = work.check_import(batch.id, table=io.BytesIO(table), filename="rows.csv", actor=owner)
    work.read_import(found.id, actor=SYSTEM)  # what a request leaves to the job
    checked = time.perf_counter()
    work.store_import(found.id, actor=owner)
    stored = time.perf_counter()
    return {"check": checked - begin, "store": stored - checked, "megabytes": peak_megabytes() - before}


def insert_raw(batch: Batch, count: int) -> dict[str, float]:
    """Seconds for the same rows, ready in memory, by COPY or executemany: into a bare table, and into the tasks' own."""
    payloads = [msgspec.json.encode(one).decode() for one in rows.stored(0, count)]
    bare = [(number, payload) for number, payload in enumerate(payloads)]
    full = [(batch.id, batch.company_id, number, rows.spread(), "open", 1, 0, 0, 0, 0, payload) for number, payload in enumerate(payloads, 1)]
    with db.engine.connect() as connection:
        connection.execute(text(_BARE))
    return {"bare": _timed("bare_rows", "id, payload", bare), "tasks": _timed("tasks", _COLUMNS, full)}


def _timed(table: str, columns: str, values: list[tuple[Any, ...]]) -> float:
    """Seconds, and the rows are gone again."""
    with db.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        begin = time.perf_counter()
        with raw_transaction(raw):
            write_raw(raw, table, columns, values)
        seconds = time.perf_counter() - begin
        raw.execute(f"DELETE FROM {table}")
        if db.engine.dialect.name == "postgresql":
            raw.execute(f"VACUUM {table}")
    return seconds


@contextmanager
def raw_transaction(raw: Any) -> Iterator[None]:
    """One transaction on the driver's own connection."""
    if db.engine.dialect.name == "postgresql":
        with raw.transaction():
            yield
        return
    raw.execute("BEGIN IMMEDIATE")
    yield
    raw.execute("COMMIT")


def write_raw(raw: Any, table: str, columns: str, values: list[tuple[Any, ...]]) -> None:
    """The quickest way that the driver knows: COPY or executemany."""
    if db.engine.dialect.name == "postgresql":
        with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for value in values:
                copy.write_row(value)
        return
    raw.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values[0]))})", values)


def peak_megabytes(*, afresh: bool = False) -> float:
    """The most that this process has held; on Linux since it was last asked `afresh`."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000
    if afresh:
        reset.write_text("5")
    return next(int(line.split()[1]) / 1000 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def _new_batch(owner: Actor, version_id: int) -> Batch:
    return work.post_batch(template_version_id=version_id, title="상품 등록", price=PRICE, actor=owner)


def main(count: int, cast: dict[str, Any]) -> None:
    """Ours first, so that its memory is its own; then raw and ours in turns."""
    table, version_id = rows.table(0, count), cast["template_version_id"]
    with app.app_context():
        with transaction() as session:
            owner = actor_for(find_person(session, cast["owner"][0]["person_id"]))
        import_by_verbs(_new_batch(owner, version_id), rows.table(0, 1_000), owner)  # what is loaded once is loaded now
        ours: list[dict[str, float]] = []
        raw: list[dict[str, float]] = []
        for _ in range(2):
            ours.append(import_by_verbs(_new_batch(owner, version_id), table, owner))
            raw.append(insert_raw(_new_batch(owner, version_id), count))
    print(json.dumps({"rows": count, "ours": ours, "raw": raw}))


if __name__ == "__main__":
    main(int(sys.argv[1]), json.load(sys.stdin))
