"""Reading an upload whole: its files kept, every row checked, right and wrong ones set apart. It may take minutes, and be stopped."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace.kernel.database import after_commit, transaction, verb
from marketplace.kernel.errors import FieldError, Invalid, Refusal
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.standards.queries import find_version
from marketplace.standards.spec import Spec
from marketplace.work.models import Batch, Import
from marketplace.work.rows import RowCheck
from marketplace.work.service.import_holds import Hold, Overtaken, take_hold
from marketplace.work.service.import_photos import KeptFiles, delete_all, forget_files, keep_files
from marketplace.work.service.mappings import read_mapping
from marketplace.work.staging import stage_rows
from marketplace.work.states import IMPORT
from marketplace.work.uploads import FILE_STEPS, file_store, kept_uploads

ROWS_A_STEP: Final = 5_000  # between two looks at whether to go on
BROKEN_SHOWN: Final = 100


@dataclass(frozen=True)
class _Result:
    """What reading came to, and where the rows are."""

    check: RowCheck
    files: KeptFiles
    rows_as: str
    errors_as: str


def read_import(import_id: int, *, actor: Actor) -> int:
    """Read an import that nobody reads, as a job; one that can't be read to its end has failed, with the reason kept. How many: 1 or 0."""
    require(actor, Permission.RUN_JOBS)
    hold = take_hold(import_id)
    if hold is None:
        return 0
    try:
        read_or_fail(hold, actor)
    except Overtaken:
        return 0
    return 1


def read_or_fail(hold: Hold, actor: Actor) -> Import:
    """Read it under a hold, or note why it can't be read; raises `Overtaken`."""
    try:
        return read_held(hold, actor)
    except Refusal as refusal:
        return _fail(hold, refusal, actor)


def read_held(hold: Hold, actor: Actor) -> Import:
    """Read it under a hold; raises `Refusal` where the file can't be read on, and `Overtaken`."""
    store = file_store()
    found, spec = _load(hold.import_id)
    with kept_uploads(store, found) as upload:
        files = keep_files(hold, found, upload, store, spec)
        check = RowCheck(upload.table, spec.inputs, read_mapping(found.mapping), photos=files.names if upload.archive else None, key=found.key_field)
        before, expected = FILE_STEPS * len(upload.files), upload.steps
        with stage_rows(store) as (staging, rows_as, errors_as):
            for done, row in enumerate(check.rows(), 1):
                staging.take(row)
                if done % ROWS_A_STEP == 0:
                    hold.note(steps_done=before + done, steps_all=max(expected, before + done))
    try:
        return _finish(hold, _Result(check, files, rows_as, errors_as), actor)
    except BaseException:
        delete_all(store, [rows_as, errors_as])
        raise


def forget_uploads(session: Session, found: Import, *, errors_too: bool = True) -> None:
    """Let go of what an import kept in the store; its report stays."""
    store, names = file_store(), [found.table_as, found.archive_as, found.rows_as, found.errors_as if errors_too else ""]
    gone = {"table_as": "", "archive_as": "", "rows_as": ""} | ({"errors_as": ""} if errors_too else {})
    session.execute(update(Import).where(Import.id == found.id).values(gone))
    forget_files(session, store, found.id)
    after_commit(lambda: delete_all(store, names))


def _load(import_id: int) -> tuple[Import, Spec]:
    with transaction() as session:
        found = session.get_one(Import, import_id)
        return found, find_version(session, session.get_one(Batch, found.batch_id).template_version_id).spec


@verb
def _finish(hold: Hold, result: _Result, actor: Actor) -> Import:
    check, broken, store = result.check, result.files.broken, file_store()
    with transaction() as session:
        hold.renew(session)
        found = session.get_one(Import, hold.import_id)
        old = [found.rows_as, found.errors_as]
        move(session, IMPORT, found, "finish_check", rows_good=check.good, rows_bad=check.bad + len(broken), rows_repeated=check.repeats.count,
             errors=[error.to_json() for error in check.errors] + broken[:BROKEN_SHOWN], preview=check.preview,
             repeats=[one.to_json() for one in check.repeats.first], rows_as=result.rows_as, errors_as=result.errors_as,
             held_until=None, steps_done=found.steps_all)
        record(session, actor, "read_import" if actor.is_system else "check_import", "import", found.id, company_id=found.company_id,
               batch_id=found.batch_id, good=found.rows_good, bad=found.rows_bad)
        after_commit(lambda: delete_all(store, old))
    return found


@verb
def _fail(hold: Hold, refusal: Refusal, actor: Actor) -> Import:
    error = next(iter(refusal.fields.values()), None) if isinstance(refusal, Invalid) else None
    told = error or FieldError(refusal.code, refusal.message, refusal.facts)
    with transaction() as session:
        hold.renew(session)
        found = session.get_one(Import, hold.import_id)
        forget_uploads(session, found)
        move(session, IMPORT, found, "fail", failure={"code": told.code, "message": told.message.to_json()}, held_until=None)
        record(session, actor, "fail_import", "import", found.id, company_id=found.company_id, batch_id=found.batch_id, code=told.code)
    return found
