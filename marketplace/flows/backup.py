"""Backing everything up while people work, and putting it back: checked whole before anything present is touched."""

import tempfile
from pathlib import Path
from typing import Final

from marketplace.audit.heads import append_head, heads_file
from marketplace.audit.proof import newest_head
from marketplace.flows.archive import Manifest, Source, pack, read_manifest, unpack
from marketplace.flows.databases import copy_in, copy_out, engine_name
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.leases import Lease
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.money.arming import hold_payments

SET_ASIDE: Final = "before-restore"


def back_up(target: Path, *, schema: str, actor: Actor) -> Manifest:
    """Write the database, as it is at one moment, and all uploads into one file."""
    require(actor, Permission.RUN_JOBS)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        # The database first: whatever file it names is there already, and files are never changed.
        database = copy_out(Path(folder))
        return pack(target, database + _uploads(), engine=engine_name(), schema=schema, made_at=clock.now().isoformat())


def restore(source: Path, *, schema: str, known_schemas: frozenset[str], actor: Actor) -> Manifest:
    """Put a backup in place of what is there; money stays on hold until it is armed.

    Raises `Invalid` backup_foreign, backup_damaged, backup_newer, backup_other_schema, `Conflict` scheduler_running:
    each before anything present is touched.
    """
    require(actor, Permission.RUN_JOBS)
    manifest = read_manifest(source)
    _refuse_schema(manifest, schema, known_schemas)
    _refuse_running()
    uploads = Path(current_settings().upload_dir).absolute()
    uploads.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=uploads.parent, prefix=".restore-") as folder:
        unpack(source, manifest, Path(folder))
        copy_in(Path(folder))
        _replace_uploads(Path(folder) / "uploads", uploads)
    hold_payments(why=f"restored from a backup of {manifest.made_at}", actor=actor)
    _restart_heads()
    return manifest


def _uploads() -> list[Source]:
    root = Path(current_settings().upload_dir)
    files = sorted(path for path in root.glob("??/*") if path.is_file() and path.suffix != ".part")
    return [Source(f"uploads/{path.relative_to(root).as_posix()}", path) for path in files]


def _refuse_schema(manifest: Manifest, schema: str, known_schemas: frozenset[str]) -> None:
    if manifest.engine != engine_name():
        raise Invalid("backup_other_engine", Text(
            "{there} 백업은 {here}에 넣을 수 없어요.", "A backup of {there} can't be put into {here}."), there=manifest.engine, here=engine_name())
    if manifest.schema not in known_schemas:
        raise Invalid("backup_newer", Text(
            "더 새로운 일감이 만든 백업이에요 (스키마 {schema}). 프로그램을 먼저 업데이트해 주세요.",
            "A newer Ilgam made this backup (schema {schema}). Update the program first."), schema=manifest.schema)
    if manifest.schema != schema:
        raise Invalid("backup_other_schema", Text(
            "백업의 스키마는 {there}, 지금은 {here}이에요. 같은 버전의 일감으로 되돌린 뒤 업데이트해 주세요.",
            "The backup has schema {there}, this database {here}. Restore it with the Ilgam that made it, then upgrade."),
            there=manifest.schema, here=schema)


def _refuse_running() -> None:
    lease = db.session.get(Lease, "scheduler")
    if lease is not None and lease.expires_at > clock.now():
        raise Conflict("scheduler_running", Text("스케줄러와 웹을 먼저 멈춰 주세요.", "Stop the scheduler and the web workers first."))


def _replace_uploads(restored: Path, present: Path) -> None:
    """Two renames; what was there is kept beside it."""
    restored.mkdir(exist_ok=True)
    if present.exists():
        present.rename(_aside(present))
    restored.rename(present)


def _restart_heads() -> None:
    """The kept heads speak of the journal that was replaced: they are set aside, the restored head is the new first line."""
    path = heads_file()
    if path.exists():
        path.rename(_aside(path))
    head = newest_head()
    if head is not None:
        append_head(head)


def _aside(path: Path) -> Path:
    moment = clock.now().strftime("%Y%m%dT%H%M%S.%f")
    return path.with_name(f"{path.name}.{SET_ASIDE}-{moment}")
