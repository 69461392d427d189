"""Who may do what with batches, tasks and claims."""

from marketplace.kernel.policy import ALLOWED, Actor, Permission, Ruling, rule
from marketplace.kernel.text import Text
from marketplace.work.models import Batch, Claim


@rule(Permission.CLAIM_TASK)
def may_claim_task(actor: Actor, batch: Batch) -> Ruling:
    """Nobody works on what their own company posted."""
    if actor.company_id is not None and actor.company_id == batch.company_id:
        return Text("내 회사가 올린 일감은 맡을 수 없어요.", "You cannot work on tasks that your own company posted.")
    return ALLOWED


def _own_claim(actor: Actor, claim: Claim) -> Ruling:
    return ALLOWED if claim.worker_id == actor.person_id else Text("다른 사람의 작업이에요.", "This claim belongs to somebody else.")


for _permission in (Permission.SEE_CLAIM, Permission.SAVE_DRAFT, Permission.ADD_CLAIM_FILE, Permission.SUBMIT_CLAIM,
                    Permission.RELEASE_CLAIM):
    rule(_permission)(_own_claim)
