"""Reading one submission through its reader's scope: its worker, reviewers, admins, and the company that posted the task."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.quality.models import Review, Verdict
from marketplace.standards.kinds.reading import mask_values
from marketplace.work.exported import hidden_fields
from marketplace.work.models import Claim, Submission

_STAFF = frozenset({Role.REVIEWER, Role.ADMIN})


@dataclass(frozen=True)
class Seen:
    """A submission with its review and verdict; `answers` is None where the reader's company hasn't paid for them.

    In `given` and `answers` what is personal is masked, but for who wrote it and who may take it out of the house.
    """

    submission: Submission
    review: Review | None
    verdict: Verdict | None
    given: dict[str, Any]
    answers: dict[str, Any] | None


def get_submission(actor: Actor, submission_id: int) -> Seen:
    """A submission with its task; foreign ones look like none. Rejected work never reaches the business."""
    require(actor, Permission.SEE_SUBMISSION)
    query = select(Submission, Review, Verdict).outerjoin(Review, Review.submission_id == Submission.id) \
        .outerjoin(Verdict, Verdict.submission_id == Submission.id).where(Submission.id == submission_id) \
        .options(joinedload(Submission.task), joinedload(Submission.claim).joinedload(Claim.template_version))
    found = db.session.execute(query).first()
    if found is None or not _may_see(actor, found[0]):
        raise NotFound
    submission, review, verdict = found
    is_withheld = submission.state == "rejected" and submission.worker_id != actor.person_id and not actor.roles & _STAFF
    version, given, answers = submission.claim.template_version, submission.task.input, submission.answers
    if submission.worker_id != actor.person_id:
        hidden = hidden_fields(actor, submission.company_id, version.template_id)
        given, answers = mask_values(version.spec.inputs, given, hidden), mask_values(version.spec.outputs, answers, hidden)
    return Seen(submission, review, verdict, given, None if is_withheld else answers)


def _may_see(actor: Actor, submission: Submission) -> bool:
    if submission.worker_id == actor.person_id or actor.roles & _STAFF:
        return True
    return submission.company_id == actor.company_id and bool(actor.roles & {Role.OWNER, Role.MANAGER, Role.COMPANY_REVIEWER})
