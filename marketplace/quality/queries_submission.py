"""Reading one submission through its reader's scope: its worker, reviewers, admins, and the company that posted the task."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.quality.models import Appeal, Review, Verdict
from marketplace.quality.queries_appeals import is_blind_to, shown_state
from marketplace.standards.kinds.reading import mask_values
from marketplace.work.exported import hidden_fields
from marketplace.work.models import Claim, Submission
from marketplace.work.withheld import is_withheld

_STAFF = frozenset({Role.REVIEWER, Role.ADMIN})


@dataclass(frozen=True)
class Seen:
    """A submission with its review, verdict and appeal; `answers` is None where the reader's company hasn't paid for them.

    While the reader is to take a second look of their own, `state` says no more than that, and there is no review, verdict or appeal.
    In `given` and `answers` what is personal is masked, but for who wrote it and who may take it out of the house.
    """

    submission: Submission
    state: str
    review: Review | None
    verdict: Verdict | None
    appeal: Appeal | None
    given: dict[str, Any]
    answers: dict[str, Any] | None
    may_read_reason: bool  # what the worker wrote is for who looks again, and for those who run the place


def get_submission(actor: Actor, submission_id: int) -> Seen:
    """A submission with its task; foreign ones look like none. Rejected work never reaches the business.

    While an appeal waits for a second look, other reviewers of the platform don't see what the first one decided.
    """
    require(actor, Permission.SEE_SUBMISSION)
    query = select(Submission, Review, Verdict, Appeal).outerjoin(Review, Review.submission_id == Submission.id) \
        .outerjoin(Verdict, Verdict.submission_id == Submission.id).outerjoin(Appeal, Appeal.claim_id == Submission.claim_id) \
        .where(Submission.id == submission_id) \
        .options(joinedload(Submission.task), joinedload(Submission.claim).joinedload(Claim.template_version))
    found = db.session.execute(query).first()
    if found is None or not _may_see(actor, found[0]):
        raise NotFound
    submission, review, verdict, appeal = found
    is_blind = is_blind_to(actor, submission, appeal)
    told = None if appeal is None or appeal.submission_id != submission.id else appeal
    is_own = submission.worker_id == actor.person_id
    withheld = not is_own and is_withheld(actor, claim_id=submission.claim_id, company_id=submission.company_id)
    version, given, answers = submission.claim.template_version, submission.task.input, submission.answers
    if not is_own:
        hidden = hidden_fields(actor, submission.company_id, version.template_id)
        given, answers = mask_values(version.spec.inputs, given, hidden), mask_values(version.spec.outputs, answers, hidden)
    decided: tuple[Review | None, Verdict | None, Appeal | None] = (None, None, None) if is_blind else (review, verdict, told)
    return Seen(submission, shown_state(submission, is_blind), *decided, given, None if withheld else answers,
                may_read_reason=is_own or (told is not None and bool(actor.roles & _STAFF) and actor.person_id != told.first_reviewer_id))


def _may_see(actor: Actor, submission: Submission) -> bool:
    if submission.worker_id == actor.person_id or actor.roles & _STAFF:
        return True
    return submission.company_id == actor.company_id and bool(actor.roles & {Role.OWNER, Role.MANAGER, Role.COMPANY_REVIEWER})
