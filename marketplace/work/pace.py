"""How long a task really takes, and what an hour of it earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, select, union_all

from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.work.models import Batch, Submission

LEAST: Final = 5  # fewer accepted answers than this say nothing
RECENT: Final = 101
HOUR: Final = 3600


@dataclass(frozen=True)
class Pace:
    """Seconds for one task: the middle, and the quarter of people who are quicker and slower. None while only estimated."""

    seconds: int
    quick: int | None = None
    slow: int | None = None

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
    measured: dict[int, list[int]] = {batch.id: [] for batch in batches}
    if batches:
        for batch_id, seconds in db.session.execute(union_all(*(_latest(batch.id) for batch in batches))):
            measured[batch_id].append(seconds)
    return {batch.id: _pace(measured[batch.id], batch.template_version.spec.minutes) for batch in batches}


def _latest(batch_id: int) -> Select[int, int]:
    # A part for each batch, so that each walks the index from its end and stops early, on both engines.
    part = select(Submission.batch_id, Submission.seconds).where(
        Submission.batch_id == batch_id, Submission.state == "accepted").order_by(Submission.id.desc()).limit(RECENT).subquery()
    return select(part.c.batch_id, part.c.seconds)


def _pace(seconds: list[int], typical_minutes: int) -> Pace:
    if len(seconds) < LEAST:
        return Pace(typical_minutes * 60)
    ordered = sorted(max(1, one) for one in seconds)
    last = len(ordered) - 1
    quick, middle, slow = (ordered[round(last * share)] for share in (0.25, 0.5, 0.75))
    return Pace(middle, quick, slow)


def _an_hour(price: Money, seconds: int) -> Money:
    # An estimate pretends no more than it knows: whole tens of minor units, never rounded up.
    return Money(price.minor * HOUR // seconds // 10 * 10, price.currency)
