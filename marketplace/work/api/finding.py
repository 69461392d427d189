"""Finding work under /api/v1: the open batches as a worker sees them."""

from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work.api.door import api
from marketplace.work.desk import free_tasks
from marketplace.work.queries import get_open_batch, open_work
from marketplace.work.shapes import (
    OpenWorkDetailShape,
    OpenWorkShape,
    shape_open_work,
    shape_open_work_detail,
)

FREE_SHOWN = 50


@api.get("/work", permission=Permission.SEE_OPEN_WORK, returns=(OpenWorkShape,))
def list_open_work(cut: Cut) -> Page[OpenWorkShape]:
    """Batches with tasks free for the acting worker, newest first."""
    return open_work(current_actor(), cut).map(shape_open_work)


@api.get("/work/<id:batch_id>", permission=Permission.SEE_OPEN_WORK, returns=OpenWorkDetailShape)
def show_open_batch(batch_id: int) -> OpenWorkDetailShape:
    """One published batch with up to fifty of the tasks free in it."""
    actor = current_actor()
    found = get_open_batch(actor, batch_id)
    return shape_open_work_detail(found, free_tasks(actor, batch_id, FREE_SHOWN) if found.batch.state == "open" else [])
