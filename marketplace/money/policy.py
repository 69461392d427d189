"""Who may do what with money."""

from typing import TYPE_CHECKING

from marketplace.kernel.policy import ALLOWED, Actor, Permission, Ruling, rule
from marketplace.kernel.text import Text

if TYPE_CHECKING:  # the verifier of receipts is in this room and runs without any library
    from marketplace.money.bank.models import BankRun
    from marketplace.money.cause_models import Adjustment


@rule(Permission.DECIDE_ADJUSTMENT)
def may_decide_adjustment(actor: Actor, adjustment: "Adjustment") -> Ruling:
    """Above the limit nobody approves what they proposed themselves."""
    if adjustment.needs_second and adjustment.proposed_by == actor.person_id:
        return Text("한도를 넘는 정정은 제안한 사람이 아닌 다른 관리자가 승인해요.", "Above the limit another admin has to approve this.")
    return ALLOWED


@rule(Permission.APPROVE_BANK_RUN)
def may_approve_bank_run(actor: Actor, run: "BankRun") -> Ruling:
    """Two people approve a run, and neither of them made it."""
    if actor.person_id in (run.made_by, run.first_by):
        return Text("만든 사람도, 먼저 승인한 사람도 아닌 다른 관리자가 승인해요.",
                    "Somebody who neither made it nor approved it before has to approve this.")
    return ALLOWED
