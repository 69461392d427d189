"""Appeals under /api/v1."""

from typing import Any

from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.quality import appeals
from marketplace.quality.api.door import api
from marketplace.quality.api.reviews import ITEMS
from marketplace.quality.forms import AppealForm, RulingForm
from marketplace.quality.queries_appeals import get_appeal, my_appeals, page_of_appeals
from marketplace.quality.service import items_from
from marketplace.quality.shapes import AppealShape, WaitingAppealShape, shape_appeal, shape_waiting_appeal
from marketplace.web.actor import current_actor


@api.post("/submissions/<id:submission_id>/appeals", permission=Permission.FILE_APPEAL, form=AppealForm, returns=AppealShape,
          example={"reason": "The barcode is right: see the second photo."})
def file_appeal(submission_id: int, values: dict[str, Any]) -> AppealShape:
    """Ask another reviewer for a second look at a rejection or a part payment; it can only get better."""
    return shape_appeal(appeals.file_appeal(submission_id, **values, actor=current_actor()))


@api.get("/appeals", permission=Permission.FILE_APPEAL, returns=(AppealShape,))
def list_my_appeals(cut: Cut) -> Page[AppealShape]:
    """What the acting worker has appealed, newest first."""
    return my_appeals(current_actor(), cut).map(shape_appeal)


@api.get("/appeals/waiting", permission=Permission.SEE_APPEALS, returns=(WaitingAppealShape,))
def list_waiting_appeals(cut: Cut) -> Page[WaitingAppealShape]:
    """What waits for the acting reviewer's second look, in the order it was filed."""
    return page_of_appeals(current_actor(), cut).map(shape_waiting_appeal)


@api.get("/appeals/<id:appeal_id>", permission=Permission.FILE_APPEAL, returns=AppealShape)
def show_appeal(appeal_id: int) -> AppealShape:
    """One of the acting worker's own appeals, and how it ended."""
    return shape_appeal(get_appeal(current_actor(), appeal_id))


@api.post("/appeals/<id:appeal_id>/rulings", permission=Permission.RULE_ON_APPEAL, form=RulingForm, returns=AppealShape,
          example={"decision": "accept", "items": ITEMS, "message": ""})
def rule_on_appeal(appeal_id: int, values: dict[str, Any]) -> AppealShape:
    """Score every item again without knowing the first verdict; what is better is paid on top, anything else changes nothing."""
    items = items_from(values.pop("items"))
    return shape_appeal(appeals.rule_on_appeal(appeal_id, items=items, **values, actor=current_actor()))
