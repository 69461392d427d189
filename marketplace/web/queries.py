"""What a business's first page answers: what runs, what waits on it, what an accepted unit cost, and whether quality is on target."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut
from marketplace.kernel.policy import Actor, Permission, can, require
from marketplace.quality.models import Appeal, Verdict
from marketplace.quality.queries import count_waiting
from marketplace.quality.states import APPEAL
from marketplace.work.models import Batch, Submission
from marketplace.work.overview import OverviewRow, overview

SPAN: Final = timedelta(days=30)
# The share of first tries accepted whole that a business expects until it sets a target of its own.
FIRST_PASS_TARGET: Final = 0.9
RUNNING: Final = ("open", "paused")


@dataclass(frozen=True)
class UnitCost:
    """What the accepted work of the last thirty days cost in one currency, fee included."""

    accepted: int
    spent: Money

    @property
    def each(self) -> Money:
        """One accepted unit, rounded half up to a minor unit."""
        return Money((self.spent.minor + self.accepted // 2) // self.accepted, self.spent.currency)


@dataclass(frozen=True)
class FirstPass:
    """First tries of the last thirty days: how many were decided, how many of them accepted whole."""

    decided: int
    accepted: int

    @property
    def share(self) -> float | None:
        """The first-pass yield; None before the first decision."""
        return self.accepted / self.decided if self.decided else None

    @property
    def on_target(self) -> bool | None:
        """Whether the yield reaches the target; None before the first decision."""
        return None if self.share is None else self.share >= FIRST_PASS_TARGET


@dataclass(frozen=True)
class CompanyHome:
    """The four answers."""

    running: list[OverviewRow]
    ours: list[OverviewRow]
    to_review: int
    costs: list[UnitCost]
    first_pass: FirstPass


def company_home(actor: Actor) -> CompanyHome:
    """The acting person's company at a glance, in a fixed number of statements."""
    require(actor, Permission.SEE_BATCH)
    rows = list(overview(actor, Cut()).items)
    return CompanyHome(
        running=[row for row in rows if row.batch.state in RUNNING], ours=[row for row in rows if row.next.is_ours],
        to_review=count_waiting(actor) if can(actor, Permission.SEE_REVIEW_QUEUE) else 0,
        costs=_costs(actor), first_pass=_first_pass(actor))


def _costs(actor: Actor) -> list[UnitCost]:
    # An answer costs what its verdict said, and what the company paid when an appeal changed it.
    added = func.coalesce(Appeal.pay_minor - Appeal.paid_minor + Appeal.fee_minor - Appeal.lost_minor, 0)
    paid = Verdict.pay_minor + Verdict.fee_minor + added
    query = select(Verdict.currency, func.count(), func.sum(paid)).join(Submission, Submission.id == Verdict.submission_id) \
        .join(Batch, Batch.id == Submission.batch_id) \
        .outerjoin(Appeal, (Appeal.verdict_id == Verdict.id) & (Appeal.state == APPEAL.literal("overturned"))) \
        .where(Batch.company_id == actor.company_id, Verdict.pays | Appeal.id.is_not(None), Verdict.at >= clock.now() - SPAN) \
        .group_by(Verdict.currency).order_by(Verdict.currency)
    return [UnitCost(count, Money(int(total), currency)) for currency, count, total in db.session.execute(query)]


def _first_pass(actor: Actor) -> FirstPass:
    query = select(Submission.state, func.count()).join(Batch, Batch.id == Submission.batch_id).where(
        Batch.company_id == actor.company_id, Submission.round == 1, Submission.decided_at >= clock.now() - SPAN,
        Submission.state != "appealed").group_by(Submission.state)  # what is appealed isn't decided
    counts = dict(db.session.execute(query).all())
    return FirstPass(sum(counts.values()), counts.get("accepted", 0))
