"""Reviews by checklist, the verdict that a release of money must carry, and the appeal that may add to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.money import Money
from marketplace.quality.states import APPEAL
from marketplace.work.models import only_where


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


class Appeal(Base):
    """A worker asks for a second look at a verdict: another reviewer scores the answer again, and it can only get better.

    `paid_minor` is what the verdict paid, `pay_minor` what is paid for the answer in all; `fee_minor` our fee on what was added, and
    `lost_minor` what the platform bore of it. `pays` is what the ledger's entry must point at.
    """

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    verdict_id: Mapped[int] = mapped_column(Id, ForeignKey("verdicts.id"), unique=True)
    submission_id: Mapped[int] = mapped_column(Id, ForeignKey("submissions.id"), unique=True)
    claim_id: Mapped[int] = mapped_column(Id, ForeignKey("claims.id"), unique=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"))
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"))
    first_reviewer_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(default=APPEAL.start)
    filed_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    reviewer_id: Mapped[int | None] = mapped_column(Id, ForeignKey("people.id"))  # none: nobody looked in time
    decision: Mapped[str] = mapped_column(default="")
    items: Mapped[list[Any]] = mapped_column(JSON, default=list)  # as those of a review
    score: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    pays: Mapped[bool] = mapped_column(default=False)
    price_minor: Mapped[int] = mapped_column(Id)
    paid_minor: Mapped[int] = mapped_column(Id)
    pay_minor: Mapped[int] = mapped_column(Id)
    fee_minor: Mapped[int] = mapped_column(Id, default=0)
    lost_minor: Mapped[int] = mapped_column(Id, default=0)
    currency: Mapped[str]
    __table_args__ = (
        UniqueConstraint("id", "pays"),
        CheckConstraint(APPEAL.check(), name="state"),
        CheckConstraint("(state = 'filed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(state IN ('upheld', 'overturned')) = (reviewer_id IS NOT NULL)", name="somebody"),
        CheckConstraint("(reviewer_id IS NULL) = (decision = '') AND decision IN ('', 'accept', 'partial', 'reject')", name="decision"),
        # Nobody judges a second time what they judged or made themselves.
        CheckConstraint("reviewer_id <> first_reviewer_id AND reviewer_id <> worker_id", name="another"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("pays = (state IN ('overturned', 'conceded'))", name="pays"),
        # An appeal never lowers what was paid, and never pays more than the price.
        CheckConstraint("paid_minor >= 0 AND paid_minor < price_minor AND pay_minor <= price_minor "
                        "AND ((pays AND pay_minor > paid_minor) OR (NOT pays AND pay_minor = paid_minor))", name="pay"),
        CheckConstraint("fee_minor >= 0 AND lost_minor >= 0 AND lost_minor <= pay_minor - paid_minor", name="borne"),
        Index("ix_appeals_due", "due_at", "id", **only_where("state = 'filed'")),
        Index("ix_appeals_worker", "worker_id", "id"),
        Index("ix_appeals_company", "company_id", "id"),
    )

    @property
    def price(self) -> Money:
        """What a right answer pays."""
        return Money(self.price_minor, self.currency)

    @property
    def paid(self) -> Money:
        """What the verdict paid."""
        return Money(self.paid_minor, self.currency)

    @property
    def pay(self) -> Money:
        """What is paid for the answer in all."""
        return Money(self.pay_minor, self.currency)

    @property
    def more(self) -> Money:
        """What the appeal added."""
        return self.pay - self.paid

    @property
    def fee(self) -> Money:
        """Our fee on what was added."""
        return Money(self.fee_minor, self.currency)

    @property
    def lost(self) -> Money:
        """What the platform bore of it."""
        return Money(self.lost_minor, self.currency)
