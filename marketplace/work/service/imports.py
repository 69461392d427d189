"""Importing rows: uploaded, checked whole, and stored as tasks only when their owner says so."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from marketplace.gateways.files import FileStore, clean_name, take_upload
from marketplace.gateways.photos import clean_photo, store_photo
from marketplace.kernel import clock
from marketplace.kernel.bulk import insert_many
from marketplace.kernel.database import table_of, transaction, verb
from marketplace.kernel.errors import Conflict, NotFound, Refusal
from marketplace.kernel.ids import new_spread
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.standards.queries import find_version
from marketplace.standards.spec import Spec
from marketplace.work.models import Batch, Import, StoredFile, Task
from marketplace.work.queries import find_batch
from marketplace.work.rows import Limits, PhotoArchive, PhotoNames, check_rows, parsed_rows, read_rows
from marketplace.work.states import IMPORT, TASK

PREVIEW = 5
_COLUMNS = ("batch_id", "company_id", "state", "slots", "slots_taken", "slots_done", "slots_withdrawn", "held_minor", "number", "spread", "input")


def file_store() -> FileStore:
    """Where uploads live, by the present settings."""
    return FileStore(Path(current_settings().upload_dir))


@verb
def check_import(batch_id: int, *, table: BinaryIO, filename: str, photos: BinaryIO | None = None, actor: Actor) -> Import:
    """Read and check an uploaded table (and its zip of photos); nothing becomes a task yet. Raises `Invalid`, `Conflict` not_a_draft."""
    require(actor, Permission.IMPORT_ROWS)
    most = current_settings().upload_max_bytes
    with ExitStack() as stack, transaction() as session:
        batch = find_batch(session, batch_id, actor=actor)
        _refuse_unless_draft(batch)
        upload = stack.enter_context(take_upload(table, most_bytes=most))
        archive = stack.enter_context(take_upload(photos, most_bytes=most * 5)) if photos is not None else None
        found = _judge(upload, archive, filename, find_version(session, batch.template_version_id).spec)
        found.batch_id, found.company_id, found.created_by = batch.id, batch.company_id, actor.person_id or 0
        session.add(found)
        session.flush()
        record(session, actor, "check_import", "import", found.id, company_id=batch.company_id, batch_id=batch.id,
               good=found.rows_good, bad=found.rows_bad)
    return found


def _judge(upload: BinaryIO, archive: BinaryIO | None, filename: str, spec: Spec) -> Import:
    """The report on an upload, which is kept in the store for when it is wanted."""
    zipped = PhotoArchive(archive) if archive is not None else None
    rows = read_rows(upload, filename=filename, limits=_limits())
    broken = _broken_photos(zipped)
    names = PhotoNames({name: name for name in zipped.entries() if name not in broken}) if zipped else None
    report = check_rows(rows, spec, names)
    preview = [values for _, values in islice(parsed_rows(rows, spec, names, skip_bad=True), PREVIEW)]
    return Import(filename=clean_name(filename), table_as=_keep(upload, "csv"), archive_as=_keep(archive, "zip") if archive else "",
                  rows_good=report.rows_ok, rows_bad=report.rows_bad + len(broken), rows_repeated=report.duplicates,
                  errors=[error.to_json() for error in report.errors] + list(broken.values()), preview=preview, created_at=clock.now())


@verb
def store_import(import_id: int, *, skip_bad: bool = False, actor: Actor) -> Import:
    """Make tasks of a checked import's rows; doing it again changes nothing. Raises `Conflict` rows_bad unless `skip_bad`."""
    require(actor, Permission.IMPORT_ROWS)
    store = file_store()
    with transaction() as session:
        found = _find(session, import_id, actor)
        if found.state == "stored":
            return found
        batch = find_batch(session, found.batch_id, actor=actor, locked=True)
        _refuse_unless_draft(batch)
        if found.rows_bad and not skip_bad:
            raise Conflict("rows_bad", Text("고쳐야 할 줄이 {count}개 있어요. 고쳐서 다시 올리거나, 빼고 가져오기를 골라 주세요.",
                                            "{count} rows need mending. Upload them again, or choose to leave them out."), count=found.rows_bad)
        if not found.rows_good:
            raise Conflict("no_good_rows", Text("가져올 수 있는 줄이 없어요.", "There is no row that can be imported."))
        move(session, IMPORT, found, "store")
        spec = find_version(session, batch.template_version_id).spec
        names = _store_photos(session, store, found, batch)
        with store.open(found.table_as) as stream:
            table = read_rows(stream, filename=found.filename, limits=_limits())
            stored = _store_rows(session, batch, parsed_rows(table, spec, names, skip_bad=skip_bad))
        record(session, actor, "store_import", "import", found.id, company_id=batch.company_id, batch_id=batch.id, rows=stored)
    return found


@verb
def discard_import(import_id: int, *, actor: Actor) -> Import:
    """Forget a checked import."""
    require(actor, Permission.IMPORT_ROWS)
    with transaction() as session:
        found = _find(session, import_id, actor)
        move(session, IMPORT, found, "discard")
        record(session, actor, "discard_import", "import", found.id, company_id=found.company_id, batch_id=found.batch_id)
    return found


def _store_rows(session: Session, batch: Batch, rows: Iterator[tuple[int, dict[str, Any]]]) -> int:
    start = session.scalar(select(func.coalesce(func.max(Task.number), 0)).where(Task.batch_id == batch.id)) or 0
    same = (batch.id, batch.company_id, TASK.start, batch.slots_per_task, 0, 0, 0, 0)
    encode = msgspec.json.Encoder().encode
    made = ((*same, number, new_spread(), encode(values).decode()) for number, (_, values) in enumerate(rows, start + 1))
    return insert_many(session, table_of(Task), _COLUMNS, made)


def _store_photos(session: Session, store: FileStore, found: Import, batch: Batch) -> PhotoNames | None:
    """Keep each photo of the archive, drawn anew; a table's file name then means our own file's id."""
    if not found.archive_as:
        return None
    meant: dict[str, str] = {}
    with store.open(found.archive_as) as stream:
        archive = PhotoArchive(stream)
        for name in archive.entries():
            try:
                photo = store_photo(store, archive.read(name))
            except Refusal:
                continue  # named in the report; a row that needs it is refused as photo_missing
            file_id = session.connection().execute(insert(table_of(StoredFile)).values(
                company_id=batch.company_id, batch_id=batch.id, stored_as=photo.file_id, thumbnail_as=photo.thumbnail_id,
                shown_name=clean_name(name), media_type=photo.media_type, size=photo.size,
                width=photo.width, height=photo.height, created_at=clock.now()
            ).returning(table_of(StoredFile).c.id)).scalar_one()
            meant[name] = str(file_id)
    return PhotoNames(meant)


def _broken_photos(archive: PhotoArchive | None) -> dict[str, dict[str, Any]]:
    """What is wrong with each photo that can't be kept, by its name in the archive."""
    broken = {}
    for name in archive.entries() if archive else ():
        try:
            clean_photo(archive.read(name))  # type: ignore[union-attr]
        except Refusal as refusal:
            broken[name] = {"row": 0, "column": "photo", "value": clean_name(name), "code": refusal.code, "message": refusal.message.to_json()}
    return broken


def _find(session: Session, import_id: int, actor: Actor) -> Import:
    found = session.scalar(select(Import).where(Import.id == import_id, Import.company_id == actor.company_id))
    if found is None:
        raise NotFound()
    return found


def _limits() -> Limits:
    settings = current_settings()
    return Limits(file_bytes=settings.upload_max_bytes, rows=settings.import_max_rows)


def _keep(upload: BinaryIO, suffix: str) -> str:
    upload.seek(0)
    return file_store().save(upload.read(), suffix)


def _refuse_unless_draft(batch: Batch) -> None:
    if batch.state != "draft":
        raise Conflict("not_a_draft", Text("작성 중인 묶음에만 자료를 넣을 수 있어요.", "Rows can only be added to a draft."))


