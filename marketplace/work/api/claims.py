"""Claims under /api/v1: taken, worked on, handed in or given back."""

from typing import Any

from marketplace.api.parameters import one_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work import service
from marketplace.work.api.door import api
from marketplace.work.forms import AnswersForm
from marketplace.work.queries import get_claim, my_claims, submissions_of
from marketplace.work.shapes import (
    ClaimDetailShape,
    ClaimShape,
    DraftShape,
    HandedInShape,
    shape_claim,
    shape_claim_detail,
    shape_draft,
    shape_handed_in,
)
from marketplace.work.states import CLAIM

_ANSWERS = {"answers": {"verdict": "same"}}


@api.post("/tasks/<id:task_id>/claims", permission=Permission.CLAIM_TASK, returns=ClaimShape)
def claim_task(task_id: int) -> ClaimShape:
    """Hold one slot of this very task until the claim window ends."""
    return shape_claim(service.claim_task(task_id, actor=current_actor()))


@api.post("/batches/<id:batch_id>/claims", permission=Permission.CLAIM_TASK, returns=ClaimShape)
def claim_next(batch_id: int) -> ClaimShape:
    """Hold the next free task of a batch."""
    return shape_claim(service.claim_next(batch_id, actor=current_actor()))


@api.get("/claims", permission=Permission.SEE_CLAIM, returns=(ClaimShape,), query={"state": one_of(*CLAIM.states)})
def list_claims(cut: Cut, state: str | None) -> Page[ClaimShape]:
    """One's own claims, newest first."""
    return my_claims(current_actor(), cut, state=state).map(shape_claim)


@api.get("/claims/<id:claim_id>", permission=Permission.SEE_CLAIM, returns=ClaimDetailShape)
def show_claim(claim_id: int) -> ClaimDetailShape:
    """One of one's own claims: what to work on, the draft, and the rounds handed in."""
    return shape_claim_detail(get_claim(current_actor(), claim_id), submissions_of(claim_id))


@api.post("/claims/<id:claim_id>/drafts", permission=Permission.SAVE_DRAFT, form=AnswersForm, returns=DraftShape, example=_ANSWERS)
def save_draft(claim_id: int, values: dict[str, Any]) -> DraftShape:
    """Keep what there is so far, right or wrong."""
    return shape_draft(service.save_draft(claim_id, **values, actor=current_actor()))


@api.post("/claims/<id:claim_id>/submissions", permission=Permission.SUBMIT_CLAIM, form=AnswersForm, returns=HandedInShape, example=_ANSWERS)
def submit_claim(claim_id: int, values: dict[str, Any]) -> HandedInShape:
    """Hand in complete answers, once a round; every wrong field is named."""
    return shape_handed_in(service.submit_claim(claim_id, **values, actor=current_actor()))


@api.post("/claims/<id:claim_id>/release", permission=Permission.RELEASE_CLAIM, returns=ClaimShape)
def release_claim(claim_id: int) -> ClaimShape:
    """Give a task back without fault."""
    return shape_claim(service.release_claim(claim_id, actor=current_actor()))
