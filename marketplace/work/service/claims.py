"""Claims: one slot of a task held by one worker until a moment, given back without fault, or expired.

Everything here is a guarded statement; nothing is read first and written later on the strength of it.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import changed, table_of, transaction, verb, violated
from marketplace.kernel.errors import Conflict, Forbidden, NotFound
from marketplace.kernel.ids import new_spread
from marketplace.kernel.journal import record
from marketplace.kernel.machines import refuse_move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.work.models import SUBMIT_GRACE, Claim
from marketplace.work.service import statements as sql
from marketplace.work.service.outcomes import reopen_slot, take_seat
from marketplace.work.states import CLAIM

_claims = table_of(Claim).c
_ALREADY_YOURS = Text("이미 맡았거나 제출한 일감이에요. 내 작업에서 확인해 주세요.", "You hold or have done this task already. Look under your work.")


@verb
def claim_task(task_id: int, *, actor: Actor) -> Claim:
    """Hold one slot of an open task for the acting worker until the claim window ends.

    Raises `NotFound`; `Forbidden` own_company, not_qualified; `Conflict` batch_not_open, task_taken, already_claimed, too_many_claims.
    """
    require(actor, Permission.CLAIM_TASK)
    with transaction() as session:
        batch = _find_terms(session, actor, sql.TERMS_OF_TASK, which_task=task_id)
        _sit_down(session, actor)
        _take_this(session, actor, task_id)
        return _open_claim(session, actor, batch, task_id)


@verb
def claim_next(batch_id: int, *, actor: Actor) -> Claim:
    """Hold the next free task of a batch, wherever in the queue this worker starts; raises `Conflict` nothing_left too."""
    require(actor, Permission.CLAIM_TASK)
    with transaction() as session:
        batch = _find_terms(session, actor, sql.TERMS, which_batch=batch_id)
        _sit_down(session, actor)
        order = {"which_batch": batch.id, "which_worker": actor.person_id, "start": new_spread()}
        for take_next in sql.TAKE_NEXT:
            task_id = session.connection().execute(take_next, order).scalar()
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


def _find_terms(session: Session, actor: Actor, query: Select[Any], **which: int) -> Row[Any]:
    """The terms, once it is sure that the batch is open to this worker."""
    batch = session.connection().execute(query, {"which_worker": actor.person_id, **which}).first()
    if batch is None or batch.state == "draft":
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
    seated = session.connection().execute(sql.SIT_DOWN, {"which_worker": actor.person_id, "most": most})
    if changed(seated) == 0:
        raise Conflict("too_many_claims", Text("한 번에 {most}개까지 맡을 수 있어요. 하나를 제출하거나 돌려준 뒤 다시 해 주세요.",
                                               "You can hold {most} tasks at a time. Please submit or return one first."), most=most)


def _take_this(session: Session, actor: Actor, task_id: int) -> None:
    if session.connection().execute(sql.TAKE_THIS, {"which_task": task_id}).scalar() is not None:
        return
    if session.connection().execute(sql.HELD, {"which_task": task_id, "which_worker": actor.person_id}).first():
        raise Conflict("already_claimed", _ALREADY_YOURS)
    raise Conflict("task_taken", Text("다른 분이 먼저 잡았어요. 다음 일감을 골라 주세요.", "Somebody else took it first. Please take another task."))


def _open_claim(session: Session, actor: Actor, batch: Row[Any], task_id: int) -> Claim:
    now = clock.now()
    values = {"task_id": task_id, "batch_id": batch.id, "company_id": batch.company_id, "worker_id": actor.person_id,
              "template_version_id": batch.template_version_id, "currency": batch.currency,
              "state": CLAIM.start, "round": 1, "claimed_at": now, "expires_at": now + timedelta(minutes=batch.claim_minutes)}
    try:
        claim_id, price_minor = session.connection().execute(sql.OPEN_CLAIM, values | {"which_batch": batch.id}).one()
    except IntegrityError as error:
        if "uq_claims_live" in violated(error) or "claims.task_id" in violated(error):
            raise Conflict("already_claimed", _ALREADY_YOURS) from error
        raise
    record(session, actor, "claim_task", "task", task_id, company_id=batch.company_id, claim_id=claim_id, batch_id=batch.id)
    return Claim(id=claim_id, price_minor=price_minor, **values)
