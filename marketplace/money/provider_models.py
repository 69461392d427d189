"""Our side of what the money provider does: payments in, payouts and refunds out, connected accounts, events."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.money import Money
from marketplace.money.states import PAYMENT, PAYOUT, REFUND

UNREADABLE: Final = "unreadable"
# Events taken that came to nothing although they meant us: a person has to look. Written as the index has it.
LEFT_OVER: Final = text("outcome NOT IN ('', 'done', 'ignored')")


TOP_UP: Final = text("batch_id IS NULL AND state IN ('requested', 'opened')")


class Payment(Base):
    """A business pays on the provider's page, for a batch or into its wallet; at most one is open for each."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(Id, ForeignKey("batches.id"), index=True)  # none: into the wallet
    amount_minor: Mapped[int] = mapped_column(Id)
    currency: Mapped[str]
    state: Mapped[str] = mapped_column(default=PAYMENT.start)
    checkout_id: Mapped[str | None] = mapped_column(unique=True)
    checkout_url: Mapped[str | None]
    provider_payment_id: Mapped[str | None] = mapped_column(unique=True)
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    paid_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint(PAYMENT.check(), name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name="paid"),
        Index("uq_payments_open", "batch_id", unique=True, sqlite_where=text("state IN ('requested', 'opened')"),
              postgresql_where=text("state IN ('requested', 'opened')")),
        Index("uq_payments_top_up", "company_id", "currency", unique=True, sqlite_where=TOP_UP, postgresql_where=TOP_UP),
    )

    @property
    def amount(self) -> Money:
        """What is asked for."""
        return Money(self.amount_minor, self.currency)


class PayoutAccount(Base):
    """The account at the provider where a worker is paid, as last seen there."""

    __tablename__ = "payout_accounts"

    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"), primary_key=True, autoincrement=False)
    provider_account_id: Mapped[str | None] = mapped_column(unique=True)
    country: Mapped[str]
    payouts_enabled: Mapped[bool] = mapped_column(default=False)
    details_submitted: Mapped[bool] = mapped_column(default=False)
    requirements: Mapped[list[Any]] = mapped_column(JSON)
    disabled_reason: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime] = mapped_column(Moment)


class Payout(Base):
    """A worker's balance on its way to them; at most one under way for a worker.

    `amount_minor` is what is sent; the taxes withheld from the balance come on top of it. `method` is who sends it.
    """

    __tablename__ = "payouts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"), index=True)
    method: Mapped[str] = mapped_column(default="stripe")
    destination: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(Id)
    income_tax_minor: Mapped[int] = mapped_column(Id, default=0)
    local_tax_minor: Mapped[int] = mapped_column(Id, default=0)
    currency: Mapped[str]
    state: Mapped[str] = mapped_column(default=PAYOUT.start)
    attempt: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    transfer_id: Mapped[str | None] = mapped_column(unique=True)
    last_error: Mapped[str] = mapped_column(default="")
    rests_from: Mapped[datetime | None] = mapped_column(Moment)  # what was earned from then on rested, so it isn't in it
    created_at: Mapped[datetime] = mapped_column(Moment)
    paid_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint(PAYOUT.check(), name="state"),
        CheckConstraint("method IN ('stripe', 'bank')", name="method"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("income_tax_minor >= 0 AND local_tax_minor >= 0", name="taxes"),
        CheckConstraint("state NOT IN ('sent', 'paid', 'returned') OR transfer_id IS NOT NULL", name="transfer"),
        CheckConstraint("(state IN ('paid', 'returned')) = (paid_at IS NOT NULL)", name="paid"),
        Index("uq_payouts_live", "worker_id", "currency", unique=True, sqlite_where=text("state IN ('requested', 'sending', 'sent')"),
              postgresql_where=text("state IN ('requested', 'sending', 'sent')")),
        Index("ix_payouts_due", "state", "next_try_at"),
    )

    @property
    def amount(self) -> Money:
        """What the worker gets."""
        return Money(self.amount_minor, self.currency)

    @property
    def income_tax(self) -> Money:
        """What is withheld as income tax."""
        return Money(self.income_tax_minor, self.currency)

    @property
    def local_tax(self) -> Money:
        """What is withheld as local income tax."""
        return Money(self.local_tax_minor, self.currency)

    @property
    def taxes(self) -> Money:
        """What is withheld on top of it."""
        return self.income_tax + self.local_tax

    @property
    def gross(self) -> Money:
        """What it takes from the balance."""
        return self.amount + self.taxes

    @property
    def reference(self) -> str:
        """How the provider knows it: ask for this before any later attempt."""
        return f"payout:{self.id}"


class Refund(Base):
    """Money of a closed batch going back to the card it came from."""

    __tablename__ = "refunds"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    payment_id: Mapped[int] = mapped_column(Id, ForeignKey("payments.id"), index=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(Id)
    currency: Mapped[str]
    state: Mapped[str] = mapped_column(default=REFUND.start)
    attempt: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    provider_refund_id: Mapped[str | None] = mapped_column(unique=True)
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint(REFUND.check(), name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("state NOT IN ('sent', 'settled') OR provider_refund_id IS NOT NULL", name="provider_refund"),
        Index("ix_refunds_due", "state", "next_try_at"),
    )

    @property
    def amount(self) -> Money:
        """What goes back."""
        return Money(self.amount_minor, self.currency)

    @property
    def reference(self) -> str:
        """How the provider knows it."""
        return f"refund:{self.id}"


class ProviderEventRow(Base):
    """An event from the provider: stored by its id first, taken afterwards; it may come twice, late or out of order.

    `outcome` is "done", "ignored", "unreadable" or the code of the refusal it met.
    """

    __tablename__ = "provider_events"

    event_id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    account: Mapped[str | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    received_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        Index("ix_provider_events_untaken", "received_at", sqlite_where=text("taken_at IS NULL"), postgresql_where=text("taken_at IS NULL")),
        Index("ix_provider_events_left_over", "received_at", sqlite_where=LEFT_OVER, postgresql_where=LEFT_OVER),
    )
