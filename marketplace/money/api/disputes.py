"""Card disputes under /api/v1: a company's own, and everybody's for admins."""

from marketplace.api.parameters import one_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.queries.disputes import company_disputes, list_disputes
from marketplace.money.shapes_disputes import DisputeShape, shape_dispute
from marketplace.money.states import DISPUTE
from marketplace.web.actor import current_actor


@api.get("/disputes", permission=Permission.SEE_MONEY, returns=(DisputeShape,))
def list_company_disputes(cut: Cut) -> Page[DisputeShape]:
    """What the company's cards have disputed, newest first."""
    return company_disputes(current_actor(), cut).map(shape_dispute)


@api.get("/ledger/disputes", permission=Permission.SEE_LEDGER, returns=(DisputeShape,), query={"state": one_of(*DISPUTE.states)})
def list_all_disputes(cut: Cut, state: str | None) -> Page[DisputeShape]:
    """Everybody's disputes, newest first."""
    return list_disputes(current_actor(), cut, state=state).map(lambda row: shape_dispute(row.dispute))
