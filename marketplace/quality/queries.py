"""Reading what waits for review, what was reviewed, and how a reviewer keeps pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.quality.models import Review
from marketplace.standards.models import TemplateVersion
from marketplace.work.models import Batch, Claim, Submission
from marketplace.work.states import SUBMISSION

QUEUE_SHOWN = 50
PACE_OF = 50
# A longer gap between two reviews is a break, not a review.
PAUSE = timedelta(minutes=15)
WITH_ALL = (
    joinedload(Submission.task), joinedload(Submission.batch).joinedload(Batch.company),
    joinedload(Submission.claim).joinedload(Claim.template_version).joinedload(TemplateVersion.template),
)


@dataclass(frozen=True)
class Round:
    """One round of a claim: what was handed in, and what its reviewer said, if anybody has."""

    submission: Submission
    review: Review | None


def review_queue(actor: Actor, *, limit: int = QUEUE_SHOWN) -> list[Submission]:
    """What waits for the acting reviewer, the one that is due first on top."""
    query = _waiting(actor).options(joinedload(Submission.batch)).order_by(Submission.review_due_at, Submission.id)
    return list(db.session.scalars(query.limit(limit)))


def page_of_queue(actor: Actor, cut: Cut) -> Page[Submission]:
    """What waits for the acting reviewer in the order it was handed in, a page at a time."""
    return page_by_id(db.session(), _waiting(actor).options(joinedload(Submission.batch)), Submission.id, cut, newest_first=False)


def count_waiting(actor: Actor) -> int:
    """How many submissions wait for the acting reviewer."""
    return db.session.scalar(select(func.count()).select_from(_waiting(actor).subquery())) or 0


def next_to_review(actor: Actor, after: Submission | None = None) -> int | None:
    """The id of the submission that follows `after` in the queue, else of the first one; None when nothing else waits."""
    return follow(_waiting(actor), Submission.review_due_at, Submission.id, None if after is None else (after.review_due_at, after.id))


def follow(waiting: Select[Any], due_at: Any, id_: Any, after: tuple[datetime, int] | None) -> int | None:
    """The id of what is due next after something due at a moment and of an id, else of what is due first; None when nothing else waits."""
    query = waiting.with_only_columns(id_).order_by(due_at, id_).limit(1)
    if after is None:
        return db.session.scalar(query)
    moment, one = after
    later = or_(due_at > moment, and_(due_at == moment, id_ > one))
    return db.session.scalar(query.where(later)) or db.session.scalar(query.where(id_ != one))


def get_for_review(actor: Actor, submission_id: int) -> Submission:
    """A submission with its task, batch and standard, for whoever may review it; foreign ones look like none.

    Raises `Forbidden` for one's own work.
    """
    require(actor, Permission.REVIEW_SUBMISSION)
    submission = db.session.scalar(select(Submission).where(Submission.id == submission_id).options(*WITH_ALL))
    if submission is None or (Role.REVIEWER not in actor.roles and submission.company_id != actor.company_id):
        raise NotFound
    require(actor, Permission.REVIEW_SUBMISSION, submission)
    return submission


def rounds_of(submission: Submission) -> list[Round]:
    """Every round of its claim up to this submission, the first one first, in two statements."""
    earlier = db.session.scalars(select(Submission).where(Submission.claim_id == submission.claim_id, Submission.round <= submission.round)
                                 .order_by(Submission.round)).all()
    reviews = _reviews_of([one.id for one in earlier])
    return [Round(one, reviews.get(one.id)) for one in earlier]


def review_pace(actor: Actor) -> float | None:
    """The median seconds between the acting reviewer's last fifty decisions, breaks left out; None before the second one."""
    moments = list(db.session.scalars(select(Review.at).where(Review.reviewer_id == actor.person_id).order_by(Review.id.desc()).limit(PACE_OF)))
    gaps = [later - earlier for later, earlier in pairwise(moments)]
    working = [gap.total_seconds() for gap in gaps if timedelta() < gap <= PAUSE]
    return median(working) if working else None


def _reviews_of(submission_ids: Sequence[int]) -> dict[int, Review]:
    return {review.submission_id: review for review in db.session.scalars(select(Review).where(Review.submission_id.in_(submission_ids)))}


def _waiting(actor: Actor) -> Select[Any]:
    require(actor, Permission.SEE_REVIEW_QUEUE)
    return select(Submission).where(Submission.state == SUBMISSION.start, *_within_reach(actor))


def _within_reach(actor: Actor) -> list[ColumnElement[bool]]:
    """The same reach as the rule of `review_submission`: never one's own work, and only the own company's without the platform's role."""
    own = [Submission.worker_id != actor.person_id]
    return own if Role.REVIEWER in actor.roles else [*own, Submission.company_id == actor.company_id]
