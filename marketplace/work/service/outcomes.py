"""What becomes of a slot: done, open again for somebody else, or back to its worker for rework.

Quality decides; this is how work follows. Each slot ends exactly once, so held money ends exactly once.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import table_of
from marketplace.kernel.machines import refuse_move
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.money import escrow
from marketplace.work.models import Batch, Claim, Task, is_free
from marketplace.work.service import statements as sql
from marketplace.work.states import CLAIM, TASK

_tasks, _claims, _batches = table_of(Task), table_of(Claim), table_of(Batch)


def task_state(done: Any, withdrawn: Any) -> Any:
    """The state of an open task from its counts, in SQL: withdrawn whole, complete, or still open."""
    return case((withdrawn >= Task.slots, TASK.moves["withdraw"][1]),
                ((done > 0) & (done + withdrawn >= Task.slots), TASK.moves["complete"][1]), else_=TASK.start)


_DONE = Task.slots_done + 1
_FINISH_SLOT = update(_tasks).where(_tasks.c.id == bindparam("which_task"), _tasks.c.state == TASK.start) \
    .values(slots_done=_DONE, state=task_state(_DONE, Task.slots_withdrawn)).returning(_tasks.c.held_minor)


def finish_slot(session: Session, task_id: int) -> int:
    """Count one accepted answer; what was held for it, in minor units. The task is complete with its last one."""
    return int(session.connection().execute(_FINISH_SLOT, {"which_task": task_id}).scalar_one())


def reopen_slot(session: Session, actor: Actor, claim: Any) -> None:
    """Let somebody else take the slot of an ended claim; in a closed batch its money goes back instead."""
    connection = session.connection()
    # Locking the batch against closing keeps "open again" and "withdrawn by the closing" apart.
    closed = connection.execute(select(_batches.c.state).where(_batches.c.id == claim.batch_id).with_for_update(read=True)).scalar_one() == "closed"
    withdrawn = Task.slots_withdrawn + (1 if closed else 0)
    held = connection.execute(
        update(_tasks).where(_tasks.c.id == claim.task_id)
        .values(slots_taken=Task.slots_taken - 1, slots_withdrawn=withdrawn, state=task_state(Task.slots_done, withdrawn))
        .returning(_tasks.c.held_minor)).scalar_one()
    if closed and held:
        escrow.give_back(session, actor, key=f"give_back:claim:{claim.id}", batch_id=claim.batch_id,
                         company_id=claim.company_id, amount=Money(held, claim.currency))


def seat_late_answer(session: Session, task_id: int, batch_id: int) -> int | None:
    """Give an answer that an appeal found right a slot: a free one, whose held money is returned in minor units, else one more of its own."""
    connection = session.connection()
    # The batch before its tasks, as closing it and raising its price do: the other way round they could wait for each other.
    connection.execute(select(_batches.c.id).where(_batches.c.id == batch_id).with_for_update(key_share=True))
    held = connection.execute(update(_tasks).where(_tasks.c.id == task_id, is_free()).values(
        slots_taken=Task.slots_taken + 1, slots_done=_DONE, state=task_state(_DONE, Task.slots_withdrawn)).returning(_tasks.c.held_minor)).scalar()
    if held is not None:
        return int(held)
    is_whole = Task.slots_done + Task.slots_withdrawn >= Task.slots
    connection.execute(update(_tasks).where(_tasks.c.id == task_id).values(
        slots=Task.slots + 1, slots_taken=Task.slots_taken + 1, slots_done=_DONE,
        state=case((is_whole, TASK.moves["complete"][1]), else_=TASK.start)))
    connection.execute(update(_batches).where(_batches.c.id == batch_id).values(answers_asked=Batch.answers_asked + 1))
    return None


def reopen_for_rework(session: Session, claim_id: int, *, minutes: int) -> None:
    """Give a submitted claim back to its worker for another round, with time to do it."""
    now = clock.now()
    origins, target = CLAIM.moves["rework"]
    worker_id = session.connection().execute(
        update(_claims).where(_claims.c.id == claim_id, _claims.c.state.in_(origins))
        .values(state=target, round=Claim.round + 1, claimed_at=now, expires_at=now + timedelta(minutes=minutes))
        .returning(_claims.c.worker_id)).scalar()
    if worker_id is None:
        raise refuse_move(CLAIM, "expired")
    take_seat(session, worker_id, 1)


def take_seat(session: Session, worker_id: int, change: int) -> None:
    """Count a claim a worker holds (+1) or no longer holds (−1)."""
    session.connection().execute(sql.TAKE_SEAT, {"which_worker": worker_id, "change": change})


