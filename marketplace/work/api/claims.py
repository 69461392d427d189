"""Claims under /api/v1: taken, worked on, handed in or given back."""

from typing import Any

from marketplace.api.parameters import one_of
from marketplace.kernel.database import db
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work import service
from marketplace.work.api.door import api
from marketplace.work.forms import AnswersForm, ClaimFileForm, HandInForm
from marketplace.work.queries import get_claim, my_claims, submissions_of
from marketplace.work.queries_files import files_of_claim
from marketplace.work.shapes import (
    ClaimDetailShape,
    ClaimFileShape,
    ClaimShape,
    DraftShape,
    HandedInShape,
    shape_claim,
    shape_claim_detail,
    shape_claim_file,
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
    claim = get_claim(current_actor(), claim_id)
    return shape_claim_detail(claim, submissions_of(claim_id), files_of_claim(db.session(), claim_id))


@api.post("/claims/<id:claim_id>/files", permission=Permission.ADD_CLAIM_FILE, form=ClaimFileForm, returns=ClaimFileShape, upload=True,
          outbound=True)
def add_claim_file(claim_id: int, values: dict[str, Any]) -> ClaimFileShape:
    """Add a photo or a file for one field of the answers; the same bytes again are the same file."""
    file = values["file"]
    return shape_claim_file(service.add_claim_file(
        claim_id, field=values["field"], file=file.stream, filename=file.filename, actor=current_actor()))


@api.post("/claims/<id:claim_id>/drafts", permission=Permission.SAVE_DRAFT, form=AnswersForm, returns=DraftShape, example=_ANSWERS)
def save_draft(claim_id: int, values: dict[str, Any]) -> DraftShape:
    """Keep what there is so far, right or wrong."""
    return shape_draft(service.save_draft(claim_id, **values, actor=current_actor()))


@api.post("/claims/<id:claim_id>/submissions", permission=Permission.SUBMIT_CLAIM, form=HandInForm, returns=HandedInShape, example=_ANSWERS)
def submit_claim(claim_id: int, values: dict[str, Any]) -> HandedInShape:
    """Hand in complete answers, once a round; every wrong field is named."""
    return shape_handed_in(service.submit_claim(claim_id, **values, actor=current_actor()))


@api.post("/claims/<id:claim_id>/release", permission=Permission.RELEASE_CLAIM, returns=ClaimShape)
def release_claim(claim_id: int) -> ClaimShape:
    """Give a task back without fault."""
    return shape_claim(service.release_claim(claim_id, actor=current_actor()))
