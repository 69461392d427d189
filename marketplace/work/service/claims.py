"""Claims: one slot of a task held by one worker until a moment, given back without fault, or expired.

Everything here is a guarded statement; nothing is read first and written later on the strength of it.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, exists, insert, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts.models import Worker
from marketplace.kernel import clock
from marketplace.kernel.database import changed, table_of, transaction, verb, violated
from marketplace.kernel.errors import Conflict, Forbidden, NotFound
from marketplace.kernel.ids import new_spread
from marketplace.kernel.journal import record
from marketplace.kernel.machines import refuse_move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.standards.models import TemplateVersion
from marketplace.training.models import Qualification
from marketplace.work.models import SUBMIT_GRACE, Batch, Claim, Task, is_free
from marketplace.work.service.outcomes import reopen_slot, take_seat
from marketplace.work.states import CLAIM

_tasks, _claims, _workers, _batches = table_of(Task).c, table_of(Claim).c, table_of(Worker).c, table_of(Batch).c
_ALREADY_YOURS = Text("이미 맡았거나 제출한 일감이에요. 내 작업에서 확인해 주세요.", "You hold or have done this task already. Look under your work.")


@verb
def claim_task(task_id: int, *, actor: Actor) -> Claim:
    """Hold one slot of an open task for the acting worker until the claim window ends.

    Raises `NotFound`; `Forbidden` own_company, not_qualified; `Conflict` batch_not_open, task_taken, already_claimed, too_many_claims.
    """
    require(actor, Permission.CLAIM_TASK)
    with transaction() as session:
        batch = _find_terms(session, actor, _terms(actor).join(table_of(Task), _tasks.batch_id == _batches.id).where(_tasks.id == task_id))
        _sit_down(session, actor)
        _take_slot(session, actor, batch, select(_tasks.id).where(_tasks.id == task_id), task_id=task_id)
        return _open_claim(session, actor, batch, task_id)


@verb
def claim_next(batch_id: int, *, actor: Actor) -> Claim:
    """Hold the next free task of a batch, wherever in the queue this worker starts; raises `Conflict` nothing_left too."""
    require(actor, Permission.CLAIM_TASK)
    with transaction() as session:
        batch = _find_terms(session, actor, _terms(actor).where(_batches.id == batch_id))
        _sit_down(session, actor)
        start = new_spread()
        for part in (_tasks.spread >= start, _tasks.spread < start):
            task_id = _take_slot(session, actor, batch, _free_in(batch, actor, part))
            if task_id is not None:
                return _open_claim(session, actor, batch, task_id)
        raise Conflict("nothing_left", Text("지금 잡을 수 있는 일감이 없어요. 다른 묶음을 봐 주세요.",
                                            "There is no free task here now. Please look at another batch."))


@verb
def release_claim(claim_id: int, *, actor: Actor) -> Claim:
    """Give a task back without fault; the draft is kept with the claim."""
    return _end(claim_id, "release", Permission.RELEASE_CLAIM, actor)


@verb
def expire_claim(claim_id: int, *, actor: Actor) -> Claim:
    """Take back a claim whose time is over; raises `Conflict` wrong_state when it was handed in meanwhile."""
    return _end(claim_id, "expire", Permission.RUN_JOBS, actor)


def _end(claim_id: int, name: str, permission: Permission, actor: Actor) -> Claim:
    with transaction() as session:
        claim = session.get(Claim, claim_id)
        if claim is None or (claim.worker_id != actor.person_id and not actor.is_system):
            raise NotFound()
        require(actor, permission, claim)
        now, (origins, target) = clock.now(), CLAIM.moves[name]
        due = _claims.expires_at <= now - SUBMIT_GRACE if name == "expire" else true()
        ended = session.execute(update(Claim).where(_claims.id == claim_id, _claims.state.in_(origins), due)
                                .values(state=target, ended_at=now).execution_options(synchronize_session=False))
        session.refresh(claim)
        if changed(ended) == 0:
            raise refuse_move(CLAIM, claim.state)
        take_seat(session, claim.worker_id, -1)
        reopen_slot(session, actor, claim)
        record(session, actor, f"{name}_claim", "claim", claim.id, company_id=claim.company_id,
               batch_id=claim.batch_id, task_id=claim.task_id, worker_id=claim.worker_id)
    return claim


def _terms(actor: Actor) -> Select[Any]:
    """A batch's terms, and whether this worker is qualified for it."""
    qualified = exists().where(Qualification.worker_id == actor.person_id, Qualification.template_id == TemplateVersion.template_id)
    return select(_batches.id, _batches.company_id, _batches.state, _batches.template_version_id, _batches.price_minor, _batches.currency,
                  _batches.claim_minutes, _batches.deadline_at, TemplateVersion.template_id, qualified.label("qualified")) \
        .join(TemplateVersion, TemplateVersion.id == _batches.template_version_id)


def _find_terms(session: Session, actor: Actor, query: Select[Any]) -> Row[Any]:
    """The terms, once it is sure that the batch is open to this worker."""
    batch = session.connection().execute(query).first()
    if batch is None or batch.state in ("draft", "funded"):
        raise NotFound()
    if actor.company_id == batch.company_id:
        raise Forbidden("own_company", Text("내 회사가 올린 일감은 맡을 수 없어요.", "You cannot work on tasks that your own company posted."))
    if batch.state != "open" or (batch.deadline_at is not None and batch.deadline_at <= clock.now()):
        raise Conflict("batch_not_open", Text("이 묶음은 지금 일감을 나눠 주지 않아요. 다른 묶음을 봐 주세요.",
                                              "This batch hands out no tasks now. Please look at another batch."))
    if not batch.qualified:
        raise Forbidden("not_qualified", Text("먼저 짧은 퀴즈를 통과해 주세요.", "Please pass the short quiz first."), template_id=batch.template_id)
    return batch


def _sit_down(session: Session, actor: Actor) -> None:
    """Count the claim against the worker's cap in one guarded update, which also queues this worker's own parallel claims."""
    most = current_settings().claims_per_worker
    seated = session.connection().execute(
        update(table_of(Worker)).where(_workers.person_id == actor.person_id, _workers.state == "approved", _workers.active_claims < most)
        .values(active_claims=_workers.active_claims + 1))
    if changed(seated) == 0:
        raise Conflict("too_many_claims", Text("한 번에 {most}개까지 맡을 수 있어요. 하나를 제출하거나 돌려준 뒤 다시 해 주세요.",
                                               "You can hold {most} tasks at a time. Please submit or return one first."), most=most)


def _free_in(batch: Row[Any], actor: Actor, part: Any) -> Select[tuple[int]]:
    """The next free task of a batch from this worker's point in the queue, in the order the index holds."""
    mine = exists().where(_claims.task_id == _tasks.id, _claims.worker_id == actor.person_id, _claims.state.in_(("active", "submitted")))
    return select(_tasks.id).where(_tasks.batch_id == batch.id, is_free(), part, ~mine).order_by(_tasks.spread, _tasks.id).limit(1).with_for_update(skip_locked=True)


def _take_slot(session: Session, actor: Actor, batch: Row[Any], pick: Select[tuple[int]], *, task_id: int | None = None) -> int | None:
    """Win one slot in one guarded statement: two workers can't both win it."""
    won = session.connection().execute(
        update(table_of(Task)).where(_tasks.id == (pick.scalar_subquery() if task_id is None else task_id), is_free())
        .values(slots_taken=_tasks.slots_taken + 1).returning(_tasks.id)).scalar()
    if won is None and task_id is not None:
        if session.scalar(select(Claim.id).where(Claim.task_id == task_id, Claim.worker_id == actor.person_id, Claim.state.in_(("active", "submitted")))):
            raise Conflict("already_claimed", _ALREADY_YOURS)
        raise Conflict("task_taken", Text("다른 분이 먼저 잡았어요. 다음 일감을 골라 주세요.", "Somebody else took it first. Please take another task."))
    return won


def _open_claim(session: Session, actor: Actor, batch: Row[Any], task_id: int) -> Claim:
    now = clock.now()
    values = {"task_id": task_id, "batch_id": batch.id, "company_id": batch.company_id, "worker_id": actor.person_id,
              "template_version_id": batch.template_version_id, "price_minor": batch.price_minor, "currency": batch.currency,
              "state": CLAIM.start, "round": 1, "claimed_at": now, "expires_at": now + timedelta(minutes=batch.claim_minutes)}
    try:
        claim_id = session.connection().execute(insert(table_of(Claim)).values(values).returning(_claims.id)).scalar_one()
    except IntegrityError as error:
        if "uq_claims_live" in violated(error) or "claims.task_id" in violated(error):
            raise Conflict("already_claimed", _ALREADY_YOURS) from error
        raise
    record(session, actor, "claim_task", "task", task_id, company_id=batch.company_id, claim_id=claim_id, batch_id=batch.id)
    return Claim(id=claim_id, **values)
