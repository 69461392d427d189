"""Rows that a template's routes speak of: answered by several workers, or held back until the business decides."""

from collections import defaultdict
from typing import Final

from sqlalchemy import and_, func, select, true, update
from sqlalchemy.orm import Session

from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money import escrow
from marketplace.standards.queries import find_version
from marketplace.standards.spec import Spec
from marketplace.work.models import Batch, Task
from marketplace.work.queries import find_batch
from marketplace.work.states import TASK

STEP: Final = 1_000
_HELD: Final = TASK.moves["hold"][1]


def route_tasks(session: Session, batch_id: int, *, first_number: int) -> None:
    """Send a draft's new tasks, numbered from `first_number` on, where its template's routes say. Part of its caller's transaction."""
    least, version_id = session.execute(select(Batch.slots_per_task, Batch.template_version_id).where(Batch.id == batch_id)).one()
    spec = find_version(session, version_id).spec
    last: int | None = first_number - 1
    while spec.routes and last is not None:
        last = _route_step(session, batch_id, spec, least, after=last)


def _route_step(session: Session, batch_id: int, spec: Spec, least: int, *, after: int) -> int | None:
    """Route some tasks; the number of the last one, None when there was none."""
    query = select(Task.id, Task.number, Task.input).where(Task.batch_id == batch_id, Task.number > after).order_by(Task.number).limit(STEP)
    tasks, held, several = session.execute(query).all(), [], defaultdict(list)
    for task_id, _, given in tasks:
        routing = spec.routing(given)
        if routing.held:
            held.append(task_id)
        if routing.answers(least) > least:
            several[routing.answers(least)].append(task_id)
    for slots, ids in several.items():
        session.execute(update(Task).where(Task.id.in_(ids)).values(slots=slots))
    if held:
        session.execute(update(Task).where(Task.id.in_(held), Task.state == TASK.start).values(state=_HELD))
    return tasks[-1].number if tasks else None


@verb
def offer_tasks(batch_id: int, *, number: int | None = None, actor: Actor) -> Batch:
    """Let workers have a batch's held rows after all, or the one of that number; a published batch holds their money first.

    Raises `Conflict` nothing_held, escrow_short.
    """
    require(actor, Permission.PUBLISH_BATCH)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor, locked=True)
        meant = and_(Task.batch_id == batch.id, Task.number == number if number is not None else true())
        counted = select(func.count(), func.sum(Task.slots), func.min(Task.id)).where(meant, Task.state == _HELD)
        rows, slots, first = session.execute(counted).one()
        if not rows:
            raise Conflict("nothing_held", Text("보류한 줄이 없어요. 새로고침해 주세요.", "No such row is held back. Please reload."))
        is_published = batch.published_at is not None
        if is_published:
            _hold_more(session, batch, int(slots), key=f"hold:batch:{batch.id}:offer:{first}", actor=actor)
        session.execute(update(Task).where(meant, Task.state == _HELD)
                        .values(state=TASK.moves["offer"][1], held_minor=batch.unit.minor if is_published else 0))
        record(session, actor, "offer_tasks", "batch", batch.id, company_id=batch.company_id, rows=rows, slots=int(slots))
    return batch


def _hold_more(session: Session, batch: Batch, slots: int, *, key: str, actor: Actor) -> None:
    escrow.hold(session, actor, key=key, batch_id=batch.id, company_id=batch.company_id, amount=batch.unit * slots)
    batch.answers_asked += slots
