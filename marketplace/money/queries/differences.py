"""What the last comparison of the books found, for admins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.kernel.database import db
from marketplace.kernel.leases import JobRun
from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.difference_models import DifferenceRow
from marketplace.money.words import DIFFERENCES

JOB = "reconcile_books"


@dataclass(frozen=True)
class Proposal:
    """A correction ready to be proposed: the amount, and the fields of its form."""

    amount: Money
    fields: dict[str, Any]


def list_differences(actor: Actor, cut: Cut) -> Page[DifferenceRow]:
    """Differences that stand, newest first."""
    require(actor, Permission.SEE_LEDGER)
    return page_by_id(db.session(), select(DifferenceRow), DifferenceRow.id, cut)


def compared_at(actor: Actor) -> datetime | None:
    """When the books were last compared to the end; none before the first time."""
    require(actor, Permission.SEE_LEDGER)
    return last_comparison()


def last_comparison() -> datetime | None:
    """The moment of the last comparison that came to its end."""
    return db.session.scalar(select(JobRun.ended_at).where(JobRun.job == JOB, JobRun.done > 0, JobRun.failed == 0)
                             .order_by(JobRun.id.desc()).limit(1))


def proposal_for(row: DifferenceRow) -> Proposal | None:
    """The correction that would mend it, with a reason to begin with; none where the provider or a person has to act first."""
    if row.mending is None:
        return None
    fields = dict(row.mending)
    amount = Money(fields.pop("amount_minor"), fields["currency"])
    typed = str(amount).partition(" ")[0] if DECIMALS[amount.currency] else amount.minor
    return Proposal(amount, fields | {"purpose": "mend", "amount": typed, "reason": str(DIFFERENCES[row.kind]), "mends": row.name})
