"""The statements of claiming, handing in and finishing, built once: making one costs more than sending it."""

from typing import Any, Final

from sqlalchemy import Select, Update, bindparam, exists, insert, select, update

from marketplace.accounts.models import Worker
from marketplace.standards.models import TemplateVersion
from marketplace.training.models import Qualification
from marketplace.work.models import Batch, Claim, Submission, Task, is_free
from marketplace.work.states import CLAIM

_tasks, _claims, _workers, _batches = Task.__table__.c, Claim.__table__.c, Worker.__table__.c, Batch.__table__.c
_versions = TemplateVersion.__table__.c
# Written out, so that a planner sees that the partial index of live claims holds them.
_LIVE = _claims.state.in_([CLAIM.literal("active"), CLAIM.literal("submitted")])


def _terms() -> Select[Any]:
    """A batch's terms, and whether this worker is qualified for it."""
    qualified = exists().where(Qualification.worker_id == bindparam("worker_id"), Qualification.template_id == _versions.template_id)
    return select(_batches.id, _batches.company_id, _batches.state, _batches.template_version_id, _batches.price_minor, _batches.currency,
                  _batches.claim_minutes, _batches.deadline_at, _versions.template_id, qualified.label("qualified")) \
        .join(TemplateVersion.__table__, _versions.id == _batches.template_version_id)


def _take(picked: Any) -> Update:
    """Win one slot in one guarded statement: two workers can't both win it."""
    return update(Task.__table__).where(_tasks.id == picked, is_free()).values(slots_taken=_tasks.slots_taken + 1).returning(_tasks.id)


def _take_from(part: Any) -> Update:
    """The next free task of a batch from this worker's point in the queue, in the order the index holds."""
    mine = exists().where(_claims.task_id == _tasks.id, _claims.worker_id == bindparam("worker_id"), _LIVE)
    picked = select(_tasks.id).where(_tasks.batch_id == bindparam("batch_id"), is_free(), part, ~mine) \
        .order_by(_tasks.spread, _tasks.id).limit(1).with_for_update(skip_locked=True)
    return _take(picked.scalar_subquery())


TERMS: Final = _terms().where(_batches.id == bindparam("batch_id"))
TERMS_OF_TASK: Final = _terms().join(Task.__table__, _tasks.batch_id == _batches.id).where(_tasks.id == bindparam("task_id"))
SIT_DOWN: Final = update(Worker.__table__).where(
    _workers.person_id == bindparam("worker_id"), _workers.state == "approved", _workers.active_claims < bindparam("most")
).values(active_claims=_workers.active_claims + 1)
TAKE_SEAT: Final = update(Worker.__table__).where(_workers.person_id == bindparam("worker_id")).values(
    active_claims=_workers.active_claims + bindparam("change"))
# The queue is a ring: from the worker's own point to its end, then from its beginning.
TAKE_NEXT: Final = (_take_from(_tasks.spread >= bindparam("start")), _take_from(_tasks.spread < bindparam("start")))
TAKE_THIS: Final = _take(bindparam("task_id"))
HELD: Final = select(_claims.id).where(_claims.task_id == bindparam("task_id"), _claims.worker_id == bindparam("worker_id"), _LIVE)
OPEN_CLAIM: Final = insert(Claim.__table__).returning(_claims.id)
HAND_IN: Final = insert(Submission.__table__).returning(Submission.__table__.c.id)
END_CLAIM: Final = update(Claim.__table__).where(
    _claims.id == bindparam("claim_id"), _claims.state == CLAIM.literal("active"), _claims.expires_at > bindparam("latest")
).values(state=CLAIM.moves["submit"][1])
OWN_CLAIM: Final = select(
    _claims.id, _claims.task_id, _claims.batch_id, _claims.company_id, _claims.worker_id, _claims.template_version_id, _claims.state, _claims.round,
    _claims.claimed_at, _claims.expires_at, _tasks.input, _batches.review_hours, _versions.published_at,
).join(Task.__table__, _tasks.id == _claims.task_id).join(Batch.__table__, _batches.id == _claims.batch_id) \
    .join(TemplateVersion.__table__, _versions.id == _claims.template_version_id) \
    .where(_claims.id == bindparam("claim_id"), _claims.worker_id == bindparam("worker_id"))
