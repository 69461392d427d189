"""Entries made by hand under /api/v1, for admins."""

from typing import Any

from marketplace.api.parameters import one_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.forms import AdjustmentDecisionForm, AdjustmentForm
from marketplace.money.queries.adjustments import get_adjustment, list_adjustments
from marketplace.money.service import adjustments as service
from marketplace.money.shapes_adjustments import AdjustmentShape, shape_adjustment
from marketplace.money.states import ADJUSTMENT
from marketplace.web.actor import current_actor

_PROPOSAL = {"purpose": "compensate", "from_kind": "loss", "from_owner": 0, "to_kind": "worker", "to_owner": 7, "currency": "KRW", "amount": 3000,
             "reason": "The task's photo was broken.", "mends": ""}
_DECIDE = {"approve": service.approve_adjustment, "refuse": service.refuse_adjustment, "withdraw": service.withdraw_adjustment}


@api.get("/ledger/adjustments", permission=Permission.SEE_LEDGER, returns=(AdjustmentShape,), query={"state": one_of(*ADJUSTMENT.states)})
def list_all_adjustments(cut: Cut, state: str | None) -> Page[AdjustmentShape]:
    """Every entry made by hand, newest first."""
    return list_adjustments(current_actor(), cut, state=state).map(shape_adjustment)


@api.post("/ledger/adjustments", permission=Permission.PROPOSE_ADJUSTMENT, form=AdjustmentForm, returns=AdjustmentShape, example=_PROPOSAL)
def propose_adjustment(values: dict[str, Any]) -> AdjustmentShape:
    """Propose a correction; nothing moves before it is approved."""
    return shape_adjustment(service.propose_adjustment(**values, actor=current_actor()))


@api.get("/ledger/adjustments/<id:adjustment_id>", permission=Permission.SEE_LEDGER, returns=AdjustmentShape)
def show_adjustment(adjustment_id: int) -> AdjustmentShape:
    """One correction: what it moves and why, who proposed and who decided."""
    return shape_adjustment(get_adjustment(current_actor(), adjustment_id))


@api.post("/ledger/adjustments/<id:adjustment_id>/decisions", permission=Permission.DECIDE_ADJUSTMENT, form=AdjustmentDecisionForm,
          returns=AdjustmentShape, example={"decision": "approve"})
def decide_adjustment(adjustment_id: int, values: dict[str, Any]) -> AdjustmentShape:
    """Approve, refuse, or withdraw one's own; above the limit nobody approves what they proposed."""
    return shape_adjustment(_DECIDE[values["decision"]](adjustment_id, actor=current_actor()))
