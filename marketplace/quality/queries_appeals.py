"""Reading appeals: what waits for a second reviewer, one to rule on, and a worker's own."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.quality.models import Appeal, Review
from marketplace.quality.queries import WITH_ALL
from marketplace.quality.states import APPEAL
from marketplace.work.models import Batch, Submission


@dataclass(frozen=True)
class Waiting:
    """An appeal in the queue and the batch it is about; nothing of what was decided before."""

    appeal: Appeal
    batch: Batch


def page_of_appeals(actor: Actor, cut: Cut) -> Page[Waiting]:
    """What waits for the acting reviewer's second look in the order it was filed, a page at a time, in two statements."""
    page = page_by_id(db.session(), _waiting(actor), Appeal.id, cut, newest_first=False)
    batches: dict[int, Batch] = dict(db.session.execute(select(Submission.id, Batch).join(Batch, Batch.id == Submission.batch_id).where(
        Submission.id.in_([appeal.submission_id for appeal in page.items]))).all())
    return page.map(lambda appeal: Waiting(appeal, batches[appeal.submission_id]))


def count_appeals(actor: Actor) -> int:
    """How many appeals wait for the acting reviewer."""
    return db.session.scalar(select(func.count()).select_from(_waiting(actor).subquery())) or 0


def next_appeal(actor: Actor, after: Appeal | None = None) -> int | None:
    """The id of the appeal that is due first, leaving out `after`; None when nothing else waits."""
    query = _waiting(actor).with_only_columns(Appeal.id).order_by(Appeal.due_at, Appeal.id).limit(1)
    return db.session.scalar(query if after is None else query.where(Appeal.id != after.id))


def get_appeal_to_rule(actor: Actor, appeal_id: int) -> tuple[Appeal, Submission]:
    """An appeal and its answer with task, batch and standard, for whoever may rule on it. Raises `Forbidden` for a party, `NotFound`."""
    require(actor, Permission.RULE_ON_APPEAL)
    found = db.session.execute(select(Appeal, Submission).join(Submission, Submission.id == Appeal.submission_id)
                               .options(*WITH_ALL).where(Appeal.id == appeal_id)).first()
    if found is None:
        raise NotFound
    require(actor, Permission.RULE_ON_APPEAL, found[0])
    return found[0], found[1]


def my_appeals(actor: Actor, cut: Cut) -> Page[Appeal]:
    """What the acting worker has appealed, newest first."""
    require(actor, Permission.FILE_APPEAL)
    return page_by_id(db.session(), select(Appeal).where(Appeal.worker_id == actor.person_id), Appeal.id, cut)


def get_appeal(actor: Actor, appeal_id: int) -> Appeal:
    """One of the acting worker's own appeals; anybody else's looks like none."""
    require(actor, Permission.FILE_APPEAL)
    appeal = db.session.get(Appeal, appeal_id)
    if appeal is None or appeal.worker_id != actor.person_id:
        raise NotFound
    return appeal


def is_blind_to(actor: Actor, submission: Submission, review: Review | None) -> bool:
    """Whether a first decision is kept from the acting reviewer: a second look has to be their own while an appeal waits for it."""
    if review is None or Role.REVIEWER not in actor.roles or review.reviewer_id == actor.person_id:
        return False
    if submission.worker_id == actor.person_id or submission.company_id == actor.company_id:
        return False
    return bool(db.session.scalar(select(exists().where(Appeal.submission_id == submission.id, Appeal.state == APPEAL.start))))


def _waiting(actor: Actor) -> Select[Any]:
    """The same reach as the rule of `rule_on_appeal`."""
    require(actor, Permission.SEE_APPEALS)
    return select(Appeal).where(
        Appeal.state == APPEAL.literal(APPEAL.start), Appeal.worker_id != actor.person_id, Appeal.first_reviewer_id != actor.person_id,
        *([] if actor.company_id is None else [Appeal.company_id != actor.company_id]))
