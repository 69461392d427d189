"""The statements of claiming, handing in and finishing, built once: making one costs more than sending it."""

from typing import Any, Final

from sqlalchemy import Select, Update, bindparam, exists, insert, or_, select, update

from marketplace.accounts.models import Worker
from marketplace.kernel.database import table_of
from marketplace.standards.models import TemplateVersion
from marketplace.training.models import Qualification
from marketplace.work.models import Batch, Claim, Submission, Task, is_free
from marketplace.work.states import CLAIM

_TASK, _CLAIM, _WORKER, _BATCH, _VERSION = map(table_of, (Task, Claim, Worker, Batch, TemplateVersion))
_tasks, _claims, _workers, _batches, _versions = _TASK.c, _CLAIM.c, _WORKER.c, _BATCH.c, _VERSION.c
# Parameters are called which_…: a column's own name would be set by an update.
# Written out, so that a planner sees that the partial index of live claims holds them.
_LIVE = _claims.state.in_([CLAIM.literal("active"), CLAIM.literal("submitted")])


def _terms() -> Select[Any]:
    """A batch's terms, and whether this worker is qualified for it: by its quiz, where it has one."""
    passed = exists().where(Qualification.worker_id == bindparam("which_worker"), Qualification.template_id == _versions.template_id)
    qualified = or_(_versions.quiz_needed.is_(False), passed)
    return select(_batches.id, _batches.company_id, _batches.state, _batches.template_version_id, _batches.price_minor, _batches.currency,
                  _batches.claim_minutes, _batches.deadline_at, _versions.template_id, qualified.label("qualified")) \
        .join(_VERSION, _versions.id == _batches.template_version_id)


def _take(picked: Any) -> Update:
    """Win one slot in one guarded statement: two workers can't both win it."""
    return update(_TASK).where(_tasks.id == picked, is_free()).values(slots_taken=_tasks.slots_taken + 1).returning(_tasks.id)


def _take_from(part: Any) -> Update:
    """The next free task of a batch from this worker's point in the queue, in the order the index holds."""
    mine = exists().where(_claims.task_id == _tasks.id, _claims.worker_id == bindparam("which_worker"), _LIVE)
    picked = select(_tasks.id).where(_tasks.batch_id == bindparam("which_batch"), is_free(), part, ~mine) \
        .order_by(_tasks.spread, _tasks.id).limit(1).with_for_update(skip_locked=True)
    return _take(picked.scalar_subquery())


TERMS: Final = _terms().where(_batches.id == bindparam("which_batch"))
TERMS_OF_TASK: Final = _terms().join(_TASK, _tasks.batch_id == _batches.id).where(_tasks.id == bindparam("which_task"))
SIT_DOWN: Final = update(_WORKER).where(
    _workers.person_id == bindparam("which_worker"), _workers.state == "approved", _workers.active_claims < bindparam("most")
).values(active_claims=_workers.active_claims + 1)
TAKE_SEAT: Final = update(_WORKER).where(_workers.person_id == bindparam("which_worker")).values(
    active_claims=_workers.active_claims + bindparam("change"))
# The queue is a ring: from the worker's own point to its end, then from its beginning.
TAKE_NEXT: Final = (_take_from(_tasks.spread >= bindparam("start")), _take_from(_tasks.spread < bindparam("start")))
TAKE_THIS: Final = _take(bindparam("which_task"))
HELD: Final = select(_claims.id).where(_claims.task_id == bindparam("which_task"), _claims.worker_id == bindparam("which_worker"), _LIVE)
# The price is read once the slot is won: who raised it meanwhile held this task's row, and a claim made after a raise gets the new price.
OPEN_CLAIM: Final = insert(_CLAIM).values(
    price_minor=select(_batches.price_minor).where(_batches.id == bindparam("which_batch")).scalar_subquery()
).returning(_claims.id, _claims.price_minor)
HAND_IN: Final = insert(table_of(Submission)).returning(table_of(Submission).c.id)
END_CLAIM: Final = update(_CLAIM).where(
    _claims.id == bindparam("which_claim"), _claims.state == CLAIM.literal("active"), _claims.expires_at > bindparam("latest")
).values(state=CLAIM.moves["submit"][1])
OWN_CLAIM: Final[Select[Any]] = select(
    _claims.id, _claims.task_id, _claims.batch_id, _claims.company_id, _claims.worker_id, _claims.template_version_id, _claims.state, _claims.round,
    _claims.claimed_at, _claims.expires_at, _tasks.input, _batches.review_hours, _versions.published_at,
).join(_TASK, _tasks.id == _claims.task_id).join(_BATCH, _batches.id == _claims.batch_id) \
    .join(_VERSION, _versions.id == _claims.template_version_id) \
    .where(_claims.id == bindparam("which_claim"), _claims.worker_id == bindparam("which_worker"))
