"""Importing rows: uploaded, read whole, and stored as tasks only when their owner says so."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from marketplace.gateways.files import clean_name
from marketplace.kernel import clock
from marketplace.kernel.bulk import insert_many
from marketplace.kernel.database import table_of, transaction, verb
from marketplace.kernel.errors import Conflict, NotFound, Refusal
from marketplace.kernel.ids import new_spread
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import find_version
from marketplace.work.models import Batch, ColumnMapping, Import, StoredFile, Task
from marketplace.work.queries import find_batch
from marketplace.work.rows import Table
from marketplace.work.service.import_holds import HOLD, Hold, Overtaken
from marketplace.work.service.import_reading import forget_uploads, read_held, read_or_fail
from marketplace.work.service.mappings import (
    find_mapping,
    hide_personal,
    plan_columns,
    read_mapping,
    save_mapping,
)
from marketplace.work.service.routing import route_tasks
from marketplace.work.staging import staged_rows
from marketplace.work.states import IMPORT, TASK
from marketplace.work.uploads import Upload, file_store, take_uploads

LONG_STEPS: Final = 5_000  # more than a request should read while somebody waits: a job reads it
SAMPLES: Final = 3
SAMPLE_CHARS: Final = 40
_COLUMNS: Final = ("batch_id", "company_id", "state", "slots", "slots_taken", "slots_done", "slots_withdrawn", "held_minor", "number",
                   "spread", "input")


def check_import(batch_id: int, *, table: BinaryIO, filename: str, photos: BinaryIO | None = None, sheet: str = "",
                 mapping: dict[str, Any] | None = None, key_field: str = "", wait: bool = False, actor: Actor) -> Import:
    """Read an upload whole; nothing becomes a task yet. A long one stays `checking` until a job has read it.

    Raises `Invalid` columns_differ, or leaves it `waiting` for its columns where asked to `wait`; `Conflict` not_a_draft.
    """
    require(actor, Permission.IMPORT_ROWS)
    said = read_mapping(mapping)
    with take_uploads(table, photos, filename=filename, sheet=sheet) as upload:
        batch, version, saved = _aim(batch_id, actor)
        plan = plan_columns(upload.table.columns, version.spec, saved, said, key_field, wait=wait)
        found = Import(
            batch_id=batch.id, company_id=batch.company_id, created_by=actor.person_id or 0, created_at=clock.now(),
            filename=clean_name(upload.filename), sheet=sheet, columns=hide_personal(_columns_of(upload.table), plan.uses, version.spec),
            mapping=plan.mapping, mapped_by=plan.mapped_by, key_field=plan.key_field, steps_all=upload.steps)
        now = plan.is_complete and upload.steps <= LONG_STEPS
        hold = _begin(found, upload, waits=not plan.is_complete, now=now, actor=actor)
    return found if hold is None else _read_or_forget(hold, actor)


def map_columns(import_id: int, *, mapping: dict[str, Any], key_field: str = "", actor: Actor) -> Import:
    """Say which field each column is, and read the table again; kept for the company's next table. Raises as `check_import`."""
    require(actor, Permission.IMPORT_ROWS)
    found, hold = _remap(import_id, mapping, key_field, actor)
    try:
        return found if hold is None else read_or_fail(hold, actor)
    except Overtaken:
        raise _stopped() from None


@verb
def store_import(import_id: int, *, skip_bad: bool = False, skip_repeats: bool = False, actor: Actor) -> Import:
    """Make tasks of a checked import's rows, all of them or none; doing it again changes nothing.

    Raises `Conflict` rows_bad unless `skip_bad`, no_good_rows, not_a_draft.
    """
    require(actor, Permission.IMPORT_ROWS)
    with transaction() as session:
        found = find_import(session, import_id, actor)
        if found.state == "stored":
            return found
        batch = find_batch(session, found.batch_id, actor=actor, locked=True)
        _refuse_unless_draft(batch)
        if found.state == "checked":
            _refuse_bad_rows(found, skip_bad=skip_bad)
        rows_as = found.rows_as
        move(session, IMPORT, found, "store")
        with file_store().open(rows_as) as stream:
            stored = _store_rows(session, batch, staged_rows(stream, skip_repeats=skip_repeats))
        session.execute(update(StoredFile).where(StoredFile.import_id == found.id).values(import_id=None))
        forget_uploads(session, found, errors_too=False)
        session.execute(update(Import).where(Import.id == found.id).values(rows_stored=stored))
        session.refresh(found)
        record(session, actor, "store_import", "import", found.id, company_id=batch.company_id, batch_id=batch.id, rows=stored)
    return found


@verb
def discard_import(import_id: int, *, actor: Actor) -> Import:
    """Forget an import and its files; one that is being read is stopped."""
    require(actor, Permission.IMPORT_ROWS)
    with transaction() as session:
        found = find_import(session, import_id, actor)
        move(session, IMPORT, found, "discard", held_until=None)
        forget_uploads(session, found)
        record(session, actor, "discard_import", "import", found.id, company_id=found.company_id, batch_id=found.batch_id)
    return found


def find_import(session: Session, import_id: int, actor: Actor) -> Import:
    """An import of the actor's company; raises `NotFound`."""
    found = session.scalar(select(Import).where(Import.id == import_id, Import.company_id == actor.company_id))
    if found is None:
        raise NotFound()
    return found


def _aim(batch_id: int, actor: Actor) -> tuple[Batch, TemplateVersion, ColumnMapping | None]:
    """What an upload is for: a draft, its template, and what its columns meant last time."""
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor)
        _refuse_unless_draft(batch)
        version = find_version(session, batch.template_version_id)
        return batch, version, find_mapping(session, batch.company_id, version.template_id)


def _begin(found: Import, upload: Upload, *, waits: bool, now: bool, actor: Actor) -> Hold | None:
    """Keep what came in; the hold to read it under at once, or none when it waits for a person or a job."""
    store = file_store()
    found.table_as = store.keep(upload.table_stream, "csv") if upload.table_stream is not None else ""
    found.archive_as = store.keep(upload.archive_stream, "zip") if upload.archive_stream is not None else ""
    found.held_until = clock.now() + HOLD if now else None
    _add(found, waits=waits, now=now, actor=actor)
    return Hold(found.id, found.held_until) if found.held_until is not None else None


@verb
def _add(found: Import, *, waits: bool, now: bool, actor: Actor) -> None:
    with transaction() as session:
        session.add(found)
        session.flush()
        if waits:
            move(session, IMPORT, found, "ask")
        if not now:
            record(session, actor, "check_import", "import", found.id, company_id=found.company_id, batch_id=found.batch_id, state=found.state)


def _read_or_forget(hold: Hold, actor: Actor) -> Import:
    """Read it now; what can't be read leaves nothing behind."""
    try:
        return read_held(hold, actor)
    except Refusal:
        _forget(hold.import_id)
        raise
    except Overtaken:
        raise _stopped() from None


@verb
def _forget(import_id: int) -> None:
    with transaction() as session:
        found = session.get_one(Import, import_id)
        forget_uploads(session, found)
        session.delete(found)


@verb
def _remap(import_id: int, mapping: dict[str, Any], key_field: str, actor: Actor) -> tuple[Import, Hold | None]:
    with transaction() as session:
        found = find_import(session, import_id, actor)
        batch = find_batch(session, found.batch_id, actor=actor)
        _refuse_unless_draft(batch)
        version = find_version(session, batch.template_version_id)
        names = [column["name"] for column in found.columns]
        plan = plan_columns(names, version.spec, None, read_mapping(mapping), key_field, wait=False)
        until = clock.now() + HOLD if found.steps_all <= LONG_STEPS else None
        move(session, IMPORT, found, "map_columns", mapping=plan.mapping, mapped_by="person", key_field=plan.key_field, steps_done=0,
             columns=hide_personal(found.columns, plan.uses, version.spec), held_until=until)
        save_mapping(session, batch.company_id, version, plan, actor)
        record(session, actor, "map_columns", "import", found.id, company_id=found.company_id, batch_id=found.batch_id)
        return found, Hold(found.id, until) if until is not None else None


def _store_rows(session: Session, batch: Batch, rows: Iterable[str]) -> int:
    start = session.scalar(select(func.coalesce(func.max(Task.number), 0)).where(Task.batch_id == batch.id)) or 0
    same = (batch.id, batch.company_id, TASK.start, batch.slots_per_task, 0, 0, 0, 0)
    stored = insert_many(session, table_of(Task), _COLUMNS, ((*same, number, new_spread(), row) for number, row in enumerate(rows, start + 1)))
    route_tasks(session, batch.id, first_number=start + 1)
    return stored


def _columns_of(table: Table) -> list[dict[str, Any]]:
    """Each column's name and, so that a person can tell what it is, its first cells."""
    first = [cells for _, cells in islice(table.rows(), SAMPLES)]
    return [{"name": name, "samples": [str(cells[at])[:SAMPLE_CHARS] for cells in first if at < len(cells)]}
            for at, name in enumerate(table.columns)]


def _refuse_bad_rows(found: Import, *, skip_bad: bool) -> None:
    if found.rows_bad and not skip_bad:
        raise Conflict("rows_bad", Text("고쳐야 할 줄이 {count}개 있어요. 고쳐서 다시 올리거나, 빼고 가져오기를 골라 주세요.",
                                        "{count} rows need mending. Upload them again, or choose to leave them out."), count=found.rows_bad)
    if not found.rows_good:
        raise Conflict("no_good_rows", Text("가져올 수 있는 줄이 없어요.", "There is no row that can be imported."))


def _refuse_unless_draft(batch: Batch) -> None:
    if batch.state != "draft":
        raise Conflict("not_a_draft", Text("작성 중인 묶음에만 자료를 넣을 수 있어요.", "Rows can only be added to a draft."))


def _stopped() -> Conflict:
    return Conflict("import_stopped", Text(
        "확인하는 동안 멈췄어요. 다시 올려 주세요.", "It was stopped while it was being read. Please upload it again."))
