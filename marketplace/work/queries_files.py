"""Reading the files that workers added to their claims."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.policy import Actor, Role
from marketplace.work.models import Claim, StoredFile
from marketplace.work.states import CLAIM
from marketplace.work.withheld import is_withheld

KEPT_UNUSED: Final = timedelta(days=7)  # after that, what nobody handed in goes


def may_see_claim_file(actor: Actor, file: StoredFile) -> bool:
    """Its worker always; once it is handed in, those who review, and the company unless it was rejected."""
    if db.session.scalar(select(Claim.id).where(Claim.id == file.claim_id, Claim.worker_id == actor.person_id)) is not None:
        return True
    if file.submission_id is None:
        return False
    is_theirs = bool(actor.roles & {Role.ADMIN, Role.REVIEWER}) or file.company_id == actor.company_id
    return is_theirs and not is_withheld(actor, claim_id=file.claim_id or 0, company_id=file.company_id)


def files_of_claim(session: Session, claim_id: int) -> list[StoredFile]:
    """Everything added to a claim so far."""
    return list(session.scalars(select(StoredFile).where(StoredFile.claim_id == claim_id).order_by(StoredFile.id)))


def used_before(session: Session, hashes: Collection[str], *, claim_id: int) -> dict[str, StoredFile]:
    """By its hash, the first file with the same bytes that a submission of another claim names."""
    if not hashes:
        return {}
    query = select(StoredFile).where(StoredFile.sha256.in_(hashes), StoredFile.submission_id.is_not(None), StoredFile.claim_id != claim_id)
    return {file.sha256: file for file in session.scalars(query.order_by(StoredFile.id.desc()))}


def unused_files(limit: int = 200) -> list[int]:
    """Files added to a claim that is over, and never handed in, a week ago or longer."""
    long_ago: Any = clock.now() - KEPT_UNUSED
    query = select(StoredFile.id).join(Claim, Claim.id == StoredFile.claim_id).where(
        StoredFile.claim_id.is_not(None), StoredFile.submission_id.is_(None), StoredFile.created_at <= long_ago,
        Claim.state != CLAIM.literal("active"))
    return list(db.session.scalars(query.order_by(StoredFile.created_at).limit(limit)))
