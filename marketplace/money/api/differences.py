"""Where the books differ, under /api/v1, for admins."""

from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.queries.differences import list_differences
from marketplace.money.shapes_differences import DifferenceShape, shape_difference
from marketplace.web.actor import current_actor


@api.get("/ledger/differences", permission=Permission.SEE_LEDGER, returns=(DifferenceShape,))
def list_all_differences(cut: Cut) -> Page[DifferenceShape]:
    """What the daily comparison of ledger, rows and provider found, newest first; nothing is mended by itself."""
    return list_differences(current_actor(), cut).map(shape_difference)
