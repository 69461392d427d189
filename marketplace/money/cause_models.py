"""Why money moves without a verdict of its own: a bonus for accepted work, and a correction that a second person approved."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.money import Money
from marketplace.money.states import ADJUSTMENT

MENDING = text("purpose = 'mend' AND mends <> '' AND state IN ('proposed', 'approved')")


class Bonus(Base):
    """What a business pays on top for an answer that was accepted; the database takes it for no other."""

    __tablename__ = "bonuses"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    verdict_id: Mapped[int] = mapped_column(Id, index=True)
    verdict_pays: Mapped[bool] = mapped_column(Boolean, default=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"), index=True)
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"), index=True)
    amount_minor: Mapped[int] = mapped_column(Id)
    fee_minor: Mapped[int] = mapped_column(Id)
    currency: Mapped[str]
    reason: Mapped[str]
    made_by: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        ForeignKeyConstraint(["verdict_id", "verdict_pays"], ["verdicts.id", "verdicts.pays"], name="fk_bonuses_verdicts"),
        CheckConstraint("verdict_pays", name="pays"),
        CheckConstraint("amount_minor > 0 AND fee_minor >= 0", name="amount"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    @property
    def amount(self) -> Money:
        """What the worker gets."""
        return Money(self.amount_minor, self.currency)

    @property
    def fee(self) -> Money:
        """What we get."""
        return Money(self.fee_minor, self.currency)


class Adjustment(Base):
    """An entry made by hand: proposed with a reason by one person, and above a limit approved by another.

    `legs` are the lines that approving posts: [[account kind, owner id, minor units], …], together zero; what a worker's balance
    lacks then becomes their debt. `mends` is the key of the entry, or the name of the difference, that it puts right.
    """

    __tablename__ = "adjustments"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    purpose: Mapped[str]
    legs: Mapped[list[Any]] = mapped_column(JSON)
    amount_minor: Mapped[int] = mapped_column(Id)  # what it moves: the sum of its positive legs
    currency: Mapped[str]
    reason: Mapped[str]
    mends: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=ADJUSTMENT.start)
    approved: Mapped[bool] = mapped_column(Boolean, default=False)
    needs_second: Mapped[bool] = mapped_column(Boolean)
    proposed_by: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    decided_by: Mapped[int | None] = mapped_column(Id, ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        UniqueConstraint("id", "approved"),
        CheckConstraint(ADJUSTMENT.check(), name="state"),
        CheckConstraint("approved = (state = 'approved')", name="approved"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL) AND (state = 'proposed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("NOT (approved AND needs_second) OR decided_by <> proposed_by", name="four_eyes"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_adjustments_state", "state", "id"),
        Index("uq_adjustments_mends", "mends", unique=True, sqlite_where=MENDING, postgresql_where=MENDING),
    )

    @property
    def amount(self) -> Money:
        """What it moves."""
        return Money(self.amount_minor, self.currency)
