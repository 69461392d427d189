"""How long a task really takes, and what an hour of it earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session, aliased

from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.standards.spec import Spec
from marketplace.work.models import Batch, Claim, Submission

LEAST: Final = 5  # fewer accepted answers than this say nothing
RECENT: Final = 101
BATCHES: Final = 20  # of a template version, the latest
HOUR: Final = 3600


@dataclass(frozen=True)
class Pace:
    """Seconds for one task: the middle, and the quarter of people who are quicker and slower. None while only estimated."""

    seconds: int
    quick: int | None = None
    slow: int | None = None
    answers: int = 0  # so many were measured
    of_batch: bool = False  # in this very batch, not in others of the same template version

    @property
    def is_measured(self) -> bool:
        """Whether it comes from accepted work, not from the template's own guess."""
        return self.quick is not None

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one."""
        return max(1, round(self.seconds / 60))

    def hourly(self, price: Money) -> Money:
        """What the middle worker earns in an hour."""
        return _an_hour(price, self.seconds)

    def spread(self, price: Money) -> tuple[Money, Money] | None:
        """What a slower and a quicker worker earn in an hour, once that is measured."""
        if self.quick is None or self.slow is None:
            return None
        return _an_hour(price, self.slow), _an_hour(price, self.quick)


def paces_of(batches: Sequence[Batch]) -> dict[int, Pace]:
    """The pace of each batch, in one statement: from its latest accepted answers, else the template's typical minutes."""
    measured = measured_paces(db.session(), [batch.id for batch in batches])
    return {batch.id: measured.get(batch.id) or _estimate(batch.template_version.spec) for batch in batches}


def pace_of(session: Session, batch: Batch, spec: Spec) -> Pace:
    """The pace that pay is judged by: the batch's own once measured, then that of its template version, then the estimate."""
    return measured_paces(session, [batch.id]).get(batch.id) or _pace(_spent_on(session, batch.template_version_id)) or _estimate(spec)


def measured_paces(session: Session, batch_ids: Sequence[int]) -> dict[int, Pace]:
    """The pace of those batches that have enough accepted answers, in one statement."""
    measured: dict[int, list[int]] = {batch_id: [] for batch_id in batch_ids}
    if batch_ids:
        for batch_id, _, *spent in session.execute(union_all(*(_latest(batch_id) for batch_id in batch_ids))):
            measured[batch_id].append(_worked(*spent))
    paces = {batch_id: _pace(spent, of_batch=True) for batch_id, spent in measured.items()}
    return {batch_id: pace for batch_id, pace in paces.items() if pace}


def recent_batches(session: Session, version_id: int) -> list[int]:
    """The latest published batches of a template version."""
    query = select(Batch.id).where(Batch.template_version_id == version_id, Batch.published_at.is_not(None))
    return list(session.scalars(query.order_by(Batch.id.desc()).limit(BATCHES)))


def _spent_on(session: Session, version_id: int) -> list[int]:
    """What the latest accepted answers of a template version took, in seconds, over all businesses."""
    batches = recent_batches(session, version_id)
    if not batches:
        return []
    made = union_all(*(_latest(batch_id, version_id) for batch_id in batches)).subquery()
    query = select(made.c.seconds, made.c.submitted_at, made.c.before).order_by(made.c.id.desc()).limit(RECENT)
    return [_worked(*spent) for spent in session.execute(query)]


def _latest(batch_id: int, version_id: int | None = None) -> Select[Any]:
    # A part for each batch, so that each walks the index from its end and stops early, on both engines.
    earlier = aliased(Submission)
    before = select(earlier.submitted_at).where(earlier.worker_id == Submission.worker_id, earlier.id < Submission.id) \
        .order_by(earlier.id.desc()).limit(1).scalar_subquery()
    query = select(Submission.batch_id, Submission.id, Submission.seconds, Submission.submitted_at, before.label("before")).where(
        Submission.batch_id == batch_id, Submission.state == "accepted")
    if version_id is not None:
        query = query.join(Claim, Claim.id == Submission.claim_id).where(Claim.template_version_id == version_id)
    part = query.order_by(Submission.id.desc()).limit(RECENT).subquery()
    return select(*part.c)


def _worked(seconds: int, submitted_at: datetime, before: datetime | None) -> int:
    """Who holds several tasks at once works on one at a time: no longer than since they last handed something in."""
    since = seconds if before is None else int((submitted_at - before).total_seconds())
    return max(1, min(seconds, since))


def _estimate(spec: Spec) -> Pace:
    return Pace(spec.minutes * 60)


def _pace(seconds: list[int], *, of_batch: bool = False) -> Pace | None:
    if len(seconds) < LEAST:
        return None
    ordered, last = sorted(seconds), len(seconds) - 1
    quick, middle, slow = (ordered[round(last * share)] for share in (0.25, 0.5, 0.75))
    return Pace(middle, quick, slow, len(seconds), of_batch)


def _an_hour(price: Money, seconds: int) -> Money:
    # An estimate pretends no more than it knows: whole tens of minor units, never rounded up.
    return Money(price.minor * HOUR // seconds // 10 * 10, price.currency)
