"""What rests on its way and why, under /api/v1, for who looks after the money."""

from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.queries.stuck import list_stuck, sum_stuck
from marketplace.money.shapes_stuck import StuckReasonsShape, StuckShape, shape_stuck, shape_sums
from marketplace.web.actor import current_actor


@api.get("/ledger/stuck", permission=Permission.SEE_LEDGER, returns=StuckReasonsShape)
def sum_stuck_money() -> StuckReasonsShape:
    """Why money rests on its way: each reason with its count, its totals and who has the next step."""
    return shape_sums(sum_stuck(current_actor()))


@api.get("/ledger/stuck/<reason>", permission=Permission.SEE_LEDGER, returns=(StuckShape,))
def list_stuck_money(reason: str, cut: Cut) -> Page[StuckShape]:
    """The balances, payouts or refunds that rest for one reason, newest first."""
    return list_stuck(current_actor(), reason, cut).map(shape_stuck)
