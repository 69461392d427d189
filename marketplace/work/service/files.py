"""Files that a worker adds to a claim: judged, drawn anew, kept once, and let go when nobody hands them in."""

import hashlib
from typing import IO, Any, Final

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from marketplace.gateways.documents import judge_document
from marketplace.gateways.files import FileStore, clean_name, take_upload
from marketplace.gateways.photos import store_photo
from marketplace.kernel import clock
from marketplace.kernel.database import after_commit, db, table_of, transaction, verb
from marketplace.kernel.errors import Conflict, Invalid, NotFound, UnsupportedType
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.spec import Spec
from marketplace.work.claim_files import PHOTOS
from marketplace.work.models import Claim, StoredFile
from marketplace.work.queries import get_claim
from marketplace.work.service.submissions import refuse_late
from marketplace.work.states import CLAIM
from marketplace.work.uploads import file_store

CLAIM_FILES_MOST: Final = 40
_FILES: Final = table_of(StoredFile)


def add_claim_file(claim_id: int, *, field: str, file: IO[bytes], filename: str, actor: Actor) -> StoredFile:
    """Keep a file for an answer of one's own live claim; the same bytes again are the same file.

    Raises `Invalid` no_file_field or not_an_image, `TooLarge`, `UnsupportedType`, `Conflict` when the claim is over or has too many.
    """
    claim = get_claim(actor, claim_id)
    require(actor, Permission.ADD_CLAIM_FILE, claim)
    refuse_late(claim)
    meant = _find_field(claim.template_version.spec, field)
    with take_upload(file, most_bytes=current_settings().upload_max_bytes) as upload:
        data = upload.read()
    facts = {"claim_id": claim_id, "company_id": claim.company_id, "batch_id": claim.batch_id, "sha256": hashlib.sha256(data).hexdigest(),
             "shown_name": clean_name(filename), "created_at": clock.now()}
    known = _find_same(db.session(), facts)
    if known is not None and (known.width or meant.kind not in PHOTOS):
        return known
    return _keep(facts, _store(file_store(), data, meant), actor)


@verb
def remove_unused_file(file_id: int, *, actor: Actor) -> None:
    """Let go of a file that nobody handed in: the row now, its bytes once that is certain."""
    require(actor, Permission.RUN_JOBS)
    over = select(Claim.id).where(Claim.state != CLAIM.literal("active"))
    with transaction() as session:
        gone = session.execute(delete(StoredFile).where(
            StoredFile.id == file_id, StoredFile.claim_id.in_(over), StoredFile.submission_id.is_(None))
            .returning(StoredFile.stored_as, StoredFile.thumbnail_as, StoredFile.claim_id, StoredFile.company_id)
            .execution_options(synchronize_session=False)).first()
        if gone is None:
            raise NotFound()
        record(session, actor, "remove_unused_file", "file", file_id, company_id=gone.company_id, claim_id=gone.claim_id)
        after_commit(lambda: _forget(gone.stored_as, gone.thumbnail_as))


def _find_field(spec: Spec, name: str) -> Field:
    found = next((field for field in spec.outputs if field.name == name and kind_of(field).is_file), None)
    if found is None:
        raise Invalid.field("field", "no_file_field", Text("이 일감에는 파일을 올리는 그런 칸이 없어요.", "This task has no such field for files."))
    return found


def _store(store: FileStore, data: bytes, field: Field) -> dict[str, Any]:
    """Photos are drawn anew, without place and other metadata; other files are kept as they are where the field takes any."""
    try:
        photo = store_photo(store, data)
    except (UnsupportedType, Invalid):
        if field.kind in PHOTOS:
            raise
        found = judge_document(data)
        return {"stored_as": store.save(data, found.suffix), "thumbnail_as": "", "media_type": found.media_type, "size": len(data)}
    return {"stored_as": photo.file_id, "thumbnail_as": photo.thumbnail_id, "media_type": photo.media_type, "size": photo.size,
            "width": photo.width, "height": photo.height}


def _keep(facts: dict[str, Any], stored: dict[str, Any], actor: Actor) -> StoredFile:
    """The file's row; what was stored for nothing is removed again."""
    try:
        kept = _insert(facts | stored, actor)
    except BaseException:
        _forget(stored["stored_as"], stored["thumbnail_as"])
        raise
    if kept.stored_as != stored["stored_as"]:
        _forget(stored["stored_as"], stored["thumbnail_as"])
    return kept


@verb
def _insert(facts: dict[str, Any], actor: Actor) -> StoredFile:
    with transaction() as session:
        # Holding the claim's row keeps two uploads, and handing in, apart.
        claim = session.scalars(select(Claim).where(Claim.id == facts["claim_id"]).with_for_update(key_share=True)).one()
        refuse_late(claim)
        same = _find_same(session, facts)
        if same is not None:
            return same
        if (session.scalar(select(func.count()).where(StoredFile.claim_id == claim.id)) or 0) >= CLAIM_FILES_MOST:
            raise Conflict("too_many_files", Text("한 일감에 파일은 {most}개까지 올릴 수 있어요.", "A task takes up to {most} files."),
                           most=CLAIM_FILES_MOST)
        file_id = session.connection().execute(insert(_FILES).values(**facts).returning(_FILES.c.id)).scalar_one()
        record(session, actor, "add_claim_file", "claim", claim.id, company_id=claim.company_id, file_id=file_id, size=facts["size"])
        return session.get_one(StoredFile, file_id)


def _find_same(session: Session, facts: dict[str, Any]) -> StoredFile | None:
    return session.scalar(select(StoredFile).where(StoredFile.claim_id == facts["claim_id"], StoredFile.sha256 == facts["sha256"]))


def _forget(*names: str) -> None:
    store = file_store()
    for name in filter(None, names):
        store.delete(name)
