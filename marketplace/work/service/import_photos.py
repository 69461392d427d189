"""The files of an import: each judged, drawn and kept once, seen by nobody else until its import is stored."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from marketplace.gateways.files import FileStore, clean_name
from marketplace.gateways.photos import store_photo
from marketplace.kernel import clock
from marketplace.kernel.database import after_commit, table_of, transaction, verb
from marketplace.kernel.errors import Refusal, UnsupportedType
from marketplace.standards.spec import Spec
from marketplace.work.models import Import, StoredFile
from marketplace.work.rows import PhotoNames
from marketplace.work.service.import_holds import Hold
from marketplace.work.uploads import FILE_STEPS, Upload

_FILES: Final = table_of(StoredFile)


@dataclass
class KeptFiles:
    """What the files in a zip became: ids by name, and what is wrong with the others."""

    ids: dict[str, str] = field(default_factory=dict)
    broken: list[dict[str, Any]] = field(default_factory=list)

    @property
    def names(self) -> PhotoNames:
        """The files as a table's cells name them."""
        return PhotoNames(self.ids)


def keep_files(hold: Hold, found: Import, upload: Upload, store: FileStore, spec: Spec) -> KeptFiles:
    """Keep every file of the zip; an earlier entry with the same bytes, also of an earlier attempt, stands for it."""
    kept = KeptFiles()
    if upload.archive is None:
        return kept
    keeper = _Keeper(hold, found, store, any(one.kind == "file" for one in spec.inputs), _known(found.id))
    for done, name in enumerate(upload.files, 1):
        try:
            kept.ids[name] = keeper.keep(name, upload.archive.read(name), steps_done=done * FILE_STEPS)
        except Refusal as refusal:
            kept.broken.append({"row": 0, "column": "photo", "value": clean_name(name), "code": refusal.code, "message": refusal.message.to_json()})
    return kept


def forget_files(session: Session, store: FileStore, import_id: int) -> None:
    """Let go of the files of an import that isn't stored: the rows now, the bytes once that is certain."""
    gone = session.execute(delete(StoredFile).where(StoredFile.import_id == import_id)
                           .returning(StoredFile.stored_as, StoredFile.thumbnail_as)).all()
    after_commit(lambda: delete_all(store, [name for row in gone for name in row]))


def delete_all(store: FileStore, names: list[str]) -> None:
    """Remove files from the store; an empty name is none."""
    for name in filter(None, names):
        store.delete(name)


def _known(import_id: int) -> dict[str, str]:
    with transaction() as session:
        rows = session.execute(select(StoredFile.sha256, StoredFile.id).where(StoredFile.import_id == import_id))
        return {sha256: str(file_id) for sha256, file_id in rows}


@dataclass
class _Keeper:
    """Keeps the files of one import; `known` are those it has, by the hash of their bytes."""

    hold: Hold
    found: Import
    store: FileStore
    takes_any: bool
    known: dict[str, str]

    def keep(self, name: str, data: bytes, *, steps_done: int) -> str:
        """The id of a file that is kept from now on; raises `Refusal` for what is no photo."""
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 not in self.known:
            facts = self._draw(data) | {
                "company_id": self.found.company_id, "batch_id": self.found.batch_id, "import_id": self.found.id, "sha256": sha256,
                "shown_name": clean_name(name), "created_at": clock.now()}
            try:
                self.known[sha256] = str(self._insert(facts, steps_done))
            except BaseException:
                delete_all(self.store, [facts["stored_as"], facts["thumbnail_as"]])
                raise
        return self.known[sha256]

    def _draw(self, data: bytes) -> dict[str, Any]:
        """A photo drawn anew; where the template takes other files, those as they are, only ever offered for download."""
        try:
            photo = store_photo(self.store, data)
        except UnsupportedType:
            if not self.takes_any:
                raise
            return {"stored_as": self.store.save(data, "bin"), "thumbnail_as": "", "media_type": "application/octet-stream", "size": len(data)}
        return {"stored_as": photo.file_id, "thumbnail_as": photo.thumbnail_id, "media_type": photo.media_type, "size": photo.size,
                "width": photo.width, "height": photo.height}

    @verb
    def _insert(self, facts: dict[str, Any], steps_done: int) -> int:
        """In the transaction that holds on, so that nothing is kept for an import that was given up."""
        with transaction() as session:
            until = self.hold.renew(session, steps_done=steps_done)
            file_id = session.connection().execute(insert(_FILES).values(**facts).returning(_FILES.c.id)).scalar_one()
        self.hold.until = until
        return int(file_id)
