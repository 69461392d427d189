"""Reviews by checklist, and the final verdict that a release of money must carry."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.money import Money


class Review(Base):
    """One look at a submission: each checklist item passed or failed with evidence, and what was decided."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    submission_id: Mapped[int] = mapped_column(Id, ForeignKey("submissions.id"), unique=True)
    reviewer_id: Mapped[int | None] = mapped_column(Id, ForeignKey("people.id"))  # none: accepted by silence
    decision: Mapped[str]
    items: Mapped[list[Any]] = mapped_column(JSON)  # [{"key", "passed", "evidence"}]
    failed: Mapped[int]  # how many items failed with evidence
    score: Mapped[int]  # 0–100, the weights of the items passed
    message: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint("decision IN ('accept', 'partial', 'rework', 'reject')", name="decision"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        # Money is only taken away with a checklist item and evidence, and never by silence.
        CheckConstraint("decision = 'accept' OR reviewer_id IS NOT NULL", name="somebody"),
        CheckConstraint("decision NOT IN ('partial', 'reject') OR failed > 0", name="evidence"),
        CheckConstraint("decision <> 'rework' OR message <> ''", name="what_to_fix"),
        Index("ix_reviews_reviewer", "reviewer_id", "id"),
    )


class Verdict(Base):
    """The end of a claim: accepted, partial or rejected, and what it pays. `pays` is what a release must point at."""

    __tablename__ = "verdicts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    claim_id: Mapped[int] = mapped_column(Id, ForeignKey("claims.id"), unique=True)
    submission_id: Mapped[int] = mapped_column(Id, ForeignKey("submissions.id"), unique=True)
    review_id: Mapped[int] = mapped_column(Id, ForeignKey("reviews.id"), unique=True)
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"))
    outcome: Mapped[str]
    pays: Mapped[bool]
    price_minor: Mapped[int] = mapped_column(Id)
    pay_minor: Mapped[int] = mapped_column(Id)
    fee_minor: Mapped[int] = mapped_column(Id)
    currency: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        UniqueConstraint("id", "pays"),
        CheckConstraint("outcome IN ('accepted', 'partial', 'rejected')", name="outcome"),
        CheckConstraint("pays = (outcome <> 'rejected')", name="pays"),
        CheckConstraint("(outcome = 'accepted' AND pay_minor = price_minor) OR (outcome = 'rejected' AND pay_minor = 0) "
                        "OR (outcome = 'partial' AND pay_minor > 0 AND pay_minor < price_minor)", name="pay"),
        Index("ix_verdicts_worker", "worker_id", "id"),
    )

    @property
    def pay(self) -> Money:
        """What the worker gets for it."""
        return Money(self.pay_minor, self.currency)
