"""What the live statistics of a kind of work say: how its answers were judged, how fast they were claimed, who may do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, func, select, union_all
from sqlalchemy.orm import Session

from marketplace.accounts.models import Worker
from marketplace.kernel import clock
from marketplace.money.queries.company import flows_in
from marketplace.standards.models import TemplateVersion
from marketplace.training.models import Qualification
from marketplace.work.models import Batch, Claim, Submission, Task, is_free
from marketplace.work.pace import BATCHES

LIVE: Final = timedelta(days=14)  # older claims say nothing about how fast it goes now
REVIEWS: Final = 20  # of a batch, the latest
PAID: Final = 5  # batches whose money is added up
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Experience:
    """The latest batches of a template version, over all businesses, in counts."""

    decided: int = 0
    first_right: int = 0  # accepted whole at the first try
    rework: int = 0
    rejected: int = 0
    claims: int = 0  # lately, in so many …
    seconds: int = 0  # … seconds in which there was something to claim
    reviews: tuple[int, ...] = ()  # seconds from handing in to the decision
    spent: int = 0  # for finished answers, in minor units
    left_over: int = 0
    workers: int = 0  # who may start now


def experience_with(session: Session, version: TemplateVersion, currency: str) -> Experience:
    """What is known of a template version; money only in one currency. Six small statements, however many answers there are."""
    free = exists().where(Task.batch_id == Batch.id, is_free())
    query = select(Batch.id, Batch.published_at, Batch.closed_at, Batch.currency, free).where(
        Batch.template_version_id == version.id, Batch.published_at.is_not(None)).order_by(Batch.id.desc()).limit(BATCHES)
    batches = session.execute(query).all()
    ids = [batch_id for batch_id, *_ in batches]
    flows = flows_in(session, [batch_id for batch_id, *_, known, _ in batches if known == currency][:PAID]).values()
    workers = int(session.scalar(select(func.count()).select_from(Worker).where(Worker.state == "approved", _may_start(version))) or 0)
    claims, spans = _claims(session, batches)
    return Experience(**_judged(session, ids), claims=claims, seconds=_covered(spans), reviews=_reviews(session, ids), workers=workers,
                      spent=sum(flow.spent for flow in flows), left_over=sum(flow.left_over for flow in flows))


def _may_start(version: TemplateVersion) -> ColumnElement[bool]:
    passed = exists().where(Qualification.worker_id == Worker.person_id, Qualification.template_id == version.template_id)
    return passed if version.quiz_needed else Worker.person_id.is_not(None)


def _judged(session: Session, batch_ids: list[int]) -> dict[str, int]:
    first = (Submission.round == 1).label("first")
    counts: dict[str, int] = {}
    for state, is_first, count in session.execute(select(Submission.state, first, func.count()).where(
            Submission.batch_id.in_(batch_ids)).group_by(Submission.state, first)):
        counts[state] = counts.get(state, 0) + count
        if state == "accepted" and is_first:
            counts["first"] = count
    decided = sum(counts.get(state, 0) for state in ("accepted", "partial", "rejected"))
    return {"decided": decided, "first_right": counts.get("first", 0), "rework": counts.get("rework", 0), "rejected": counts.get("rejected", 0)}


def _claims(session: Session, batches: Sequence[Any]) -> tuple[int, list[Span]]:
    """Claims made lately, and when there was something to claim: until the last one, or until now where something is left."""
    now = clock.now()
    since = now - LIVE
    found = {batch_id: (count, last) for batch_id, count, last in session.execute(
        select(Claim.batch_id, func.count(), func.max(Claim.claimed_at)).where(
            Claim.batch_id.in_([batch_id for batch_id, *_ in batches]), Claim.claimed_at >= since).group_by(Claim.batch_id))}
    spans = [(max(published_at, since), (closed_at or now) if has_free else found[batch_id][1])
             for batch_id, published_at, closed_at, _, has_free in batches if batch_id in found]
    return sum(count for count, _ in found.values()), spans


def _covered(spans: list[Span]) -> int:
    """How many seconds some spans cover together, each counted once."""
    covered, until = timedelta(), None
    for start, end in sorted(spans):
        begin = start if until is None else max(start, until)
        if end > begin:
            covered, until = covered + (end - begin), end
    return int(covered.total_seconds())


def _reviews(session: Session, batch_ids: list[int]) -> tuple[int, ...]:
    if not batch_ids:
        return ()
    # A part for each batch, so that each walks its index from the end and stops early.
    parts = [select(select(Submission.submitted_at, Submission.decided_at).where(
        Submission.batch_id == batch_id, Submission.state == "accepted").order_by(Submission.id.desc()).limit(REVIEWS).subquery())
        for batch_id in batch_ids]
    return tuple(int((decided_at - at).total_seconds()) for at, decided_at in session.execute(union_all(*parts)))
