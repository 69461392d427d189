"""Who may review what."""

from marketplace.kernel.policy import ALLOWED, Actor, Permission, Role, Ruling, rule
from marketplace.kernel.text import Text
from marketplace.quality.models import Appeal
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


@rule(Permission.RULE_ON_APPEAL)
def may_rule_on_appeal(actor: Actor, appeal: Appeal) -> Ruling:
    """A reviewer of the platform who is no party to it: neither the worker nor of the company. Who judged before is refused by the verb."""
    if appeal.worker_id == actor.person_id:
        return Text("본인이 낸 이의 신청은 판단할 수 없어요.", "You cannot rule on your own appeal.")
    if appeal.company_id == actor.company_id:
        return Text("회원님 회사의 일감이라 판단할 수 없어요.", "You cannot rule on work that your own company posted.")
    return ALLOWED
