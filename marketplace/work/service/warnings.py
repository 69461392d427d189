"""A business hears, once for each price, that what was measured pays its workers less than the minimum."""

from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.kernel.database import db, transaction, verb
from marketplace.kernel.errors import Conflict
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.work.fair_pay import underpaid_of
from marketplace.work.models import Batch
from marketplace.work.queries import find_batch

AT_ONCE = 200


@verb
def warn_low_pay(batch_id: int, *, actor: Actor) -> Batch:
    """Tell a running batch's business that it pays below the minimum; raises `Conflict` pay_passes when it doesn't, or was told."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor, locked=True)
        fair = underpaid_of(session, [batch]).get(batch.id)
        if fair is None or batch.underpaid_at is not None or batch.state not in ("open", "paused"):
            raise Conflict("pay_passes", Text("알릴 것이 없어요.", "There is nothing to tell."))
        batch.underpaid_at = clock.now()
        record(session, actor, "warn_low_pay", "batch", batch.id, company_id=batch.company_id, hourly=fair.hourly.words().to_json(),
               minimum=fair.minimum.hourly.words().to_json(), least_price=fair.least_price.words().to_json())
    return batch


def unwarned_batches() -> list[int]:
    """Running batches that pay below the minimum by their own measured time, and whose business hasn't heard it."""
    query = select(Batch).where(Batch.state.in_(("open", "paused")), Batch.underpaid_at.is_(None)).order_by(Batch.id)
    batches = list(db.session.scalars(query))
    parts = (batches[first:first + AT_ONCE] for first in range(0, len(batches), AT_ONCE))
    return [batch_id for part in parts for batch_id in underpaid_of(db.session(), part)]
