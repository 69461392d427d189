"""Who may review what."""

from marketplace.kernel.policy import ALLOWED, Actor, Permission, Role, Ruling, rule
from marketplace.kernel.text import Text
from marketplace.work.models import Submission


@rule(Permission.REVIEW_SUBMISSION)
def may_review_submission(actor: Actor, submission: Submission) -> Ruling:
    """A reviewer of the platform or of the company that posted it; never of one's own work."""
    if submission.worker_id == actor.person_id:
        return Text("본인이 제출한 것은 검수할 수 없어요.", "You cannot review your own work.")
    if Role.REVIEWER not in actor.roles and submission.company_id != actor.company_id:
        return Text("다른 회사의 제출물이에요.", "This submission belongs to another company.")
    return ALLOWED


@rule(Permission.GIVE_BONUS)
def may_give_bonus(actor: Actor, submission: Submission) -> Ruling:
    """Only the company that posted the task pays on top, whatever else its owner may see."""
    return ALLOWED if submission.company_id == actor.company_id else Text("다른 회사의 제출물이에요.", "This submission belongs to another company.")
