"""A company's batches at a glance: how far each is, what it has cost, what waits on whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Actor, Role
from marketplace.money.queries.company import flows_of
from marketplace.work.models import Batch, Import
from marketplace.work.next_steps import NextStep, next_step
from marketplace.work.queries import Progress, list_batches, progress_of


@dataclass(frozen=True)
class OverviewRow:
    """One batch of the list."""

    batch: Batch
    progress: Progress
    cost: Money
    next: NextStep


def overview(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[OverviewRow]:
    """The acting person's batches, newest first, in a fixed number of statements."""
    page = list_batches(actor, cut, state=state)
    ids = [batch.id for batch in page.items]
    progress, flows, checked = progress_of(ids), flows_of(ids), checked_imports(ids)
    return page.map(lambda batch: OverviewRow(
        batch, progress[batch.id], Money(flows[batch.id].spent, batch.currency),
        next_step(batch, progress[batch.id], checked_imports=checked.get(batch.id, 0))))


def count_batches(actor: Actor) -> dict[str, int]:
    """How many batches the acting person's company has in each state (everybody's, for admins)."""
    query = select(Batch.state, func.count()).group_by(Batch.state)
    if Role.ADMIN not in actor.roles:
        query = query.where(Batch.company_id == actor.company_id)
    return dict(db.session.execute(query).all())


def checked_imports(batch_ids: Sequence[int]) -> dict[int, int]:
    """How many uploads of each batch wait to be imported or discarded."""
    waiting = Import.state.in_(("waiting", "checked"))
    query = select(Import.batch_id, func.count()).where(Import.batch_id.in_(batch_ids), waiting).group_by(Import.batch_id)
    return dict(db.session.execute(query).all())
