"""A worker's claims: the list, the drafts kept while working, and giving a task back."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state
from marketplace.web.door import Door
from marketplace.work import desk, service
from marketplace.work.answers import read_answers
from marketplace.work.queries import get_claim
from marketplace.work.states import CLAIM

pages = Door("claims", __name__)


@pages.get("/claims", permission=Permission.SEE_CLAIM)
def list_claims() -> ResponseReturnValue:
    """Everything the worker has claimed, by state."""
    actor, state = current_actor(), asked_state(CLAIM)
    found = desk.my_desk(actor, asked_cut("state"), state=state)
    return render_template("work/claims.html", page=found, counts=desk.count_desk(actor), CLAIM=CLAIM)


@pages.post("/claims/<id:claim_id>/drafts", permission=Permission.SAVE_DRAFT)
def save_draft(claim_id: int) -> ResponseReturnValue:
    """Keep what has been typed so far; 204, or 409 when the claim has ended."""
    actor = current_actor()
    spec = get_claim(actor, claim_id).template_version.spec
    service.save_draft(claim_id, answers=read_answers(spec, request.form), actor=actor)
    return "", 204


@pages.post("/claims/<id:claim_id>/release", permission=Permission.RELEASE_CLAIM)
def release_claim(claim_id: int) -> ResponseReturnValue:
    """Give the task back without fault."""
    claim = service.release_claim(claim_id, actor=current_actor())
    flash(t("일감을 돌려줬어요. 불이익은 없어요.", "The task is returned. This doesn't count against you."), "success")
    return redirect(f"/work/{claim.batch_id}", 303)
