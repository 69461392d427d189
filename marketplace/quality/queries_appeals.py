"""Reading appeals: what waits for a second reviewer, one to rule on, and a worker's own."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.quality.appeals import judged_by, refuse_who_judged
from marketplace.quality.models import Appeal
from marketplace.quality.queries import WITH_ALL, follow
from marketplace.quality.states import APPEAL
from marketplace.work.models import Batch, Submission, Task

# How a submission under appeal may stand.
DECIDED = ("partial", "appealed")


@dataclass(frozen=True)
class Waiting:
    """An appeal in the queue and the batch it is about; nothing of what was decided before."""

    appeal: Appeal
    batch: Batch


@dataclass(frozen=True)
class Granted:
    """An appeal that paid, and the work it is for."""

    appeal: Appeal
    title: str
    number: int


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
    """The id of the appeal that follows `after` in the order they are due, else of the first one; None when nothing else waits."""
    return follow(_waiting(actor), Appeal.due_at, Appeal.id, None if after is None else (after.due_at, after.id))


def get_appeal_to_rule(actor: Actor, appeal_id: int) -> tuple[Appeal, Submission]:
    """An appeal and its answer with task, batch and standard, for whoever may rule on it. Raises `Forbidden` for a party, `NotFound`."""
    require(actor, Permission.RULE_ON_APPEAL)
    found = db.session.execute(select(Appeal, Submission).join(Submission, Submission.id == Appeal.submission_id)
                               .options(*WITH_ALL).where(Appeal.id == appeal_id)).first()
    if found is None:
        raise NotFound
    require(actor, Permission.RULE_ON_APPEAL, found[0])
    refuse_who_judged(db.session(), found[0], actor)
    return found[0], found[1]


def my_appeals(actor: Actor, cut: Cut) -> Page[Appeal]:
    """What the acting worker has appealed, newest first."""
    require(actor, Permission.FILE_APPEAL)
    return page_by_id(db.session(), select(Appeal).where(Appeal.worker_id == actor.person_id), Appeal.id, cut)


def my_granted_appeals(actor: Actor, cut: Cut) -> Page[Granted]:
    """What appeals added to the acting worker's earnings, newest first, in two statements."""
    require(actor, Permission.SEE_EARNINGS)
    page = page_by_id(db.session(), select(Appeal).where(Appeal.worker_id == actor.person_id, Appeal.pays), Appeal.id, cut)
    found = {row.id: row for row in db.session.execute(
        select(Submission.id, Batch.title, Task.number).join(Batch, Batch.id == Submission.batch_id).join(Task, Task.id == Submission.task_id)
        .where(Submission.id.in_([appeal.submission_id for appeal in page.items])))}
    return page.map(lambda appeal: Granted(appeal, found[appeal.submission_id].title, found[appeal.submission_id].number))


def get_appeal(actor: Actor, appeal_id: int) -> Appeal:
    """One of the acting worker's own appeals; anybody else's looks like none."""
    require(actor, Permission.FILE_APPEAL)
    appeal = db.session.get(Appeal, appeal_id)
    if appeal is None or appeal.worker_id != actor.person_id:
        raise NotFound
    return appeal


def appeal_of(submission: Submission) -> Appeal | None:
    """The appeal about a submission's claim, whichever of its rounds was appealed."""
    return db.session.scalar(select(Appeal).where(Appeal.claim_id == submission.claim_id))


def is_blind_to(actor: Actor, submission: Submission, appeal: Appeal | None) -> bool:
    """Whether the reviews of a claim are kept from the acting reviewer: a second look has to be their own while an appeal waits for it."""
    if appeal is None or appeal.state != APPEAL.start or Role.REVIEWER not in actor.roles:
        return False
    return actor.person_id not in (appeal.first_reviewer_id, appeal.worker_id) and submission.company_id != actor.company_id


def shown_state(submission: Submission, is_blind: bool) -> str:
    """Where a submission is, as its reader may know it: not whether a verdict under appeal paid a part or nothing."""
    return "appealed" if is_blind and submission.state in DECIDED else submission.state


def _waiting(actor: Actor) -> Select[Any]:
    """The same reach as `rule_on_appeal`."""
    require(actor, Permission.SEE_APPEALS)
    return select(Appeal).where(
        Appeal.state == APPEAL.literal(APPEAL.start), Appeal.due_at > clock.now(), Appeal.worker_id != actor.person_id,
        ~judged_by(actor, Appeal.claim_id),
        *([] if actor.company_id is None else [Appeal.company_id != actor.company_id]))
