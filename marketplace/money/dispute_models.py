"""A card's holder disputes a payment: the provider takes the money back until their bank has decided."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.money import Money
from marketplace.money.states import DISPUTE


class Dispute(Base):
    """What is disputed of a payment, and how far it has come; its events may come first, twice, late or in any order.

    `from_wallet_minor` is what the company's wallet gave when the money was taken; the rest, and the provider's fee, were our loss.
    """

    __tablename__ = "disputes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    provider_dispute_id: Mapped[str] = mapped_column(unique=True)
    payment_id: Mapped[int] = mapped_column(Id, ForeignKey("payments.id"), index=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(Id, ForeignKey("batches.id"), index=True)  # none: a payment into the wallet
    amount_minor: Mapped[int] = mapped_column(Id)
    fee_minor: Mapped[int] = mapped_column(Id, default=0)
    from_wallet_minor: Mapped[int] = mapped_column(Id, default=0)
    currency: Mapped[str]
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(default=DISPUTE.start)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    reinstated_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint(DISPUTE.check(), name="state"),
        CheckConstraint("(state = 'opened') = (closed_at IS NULL)", name="closed"),
        CheckConstraint("reinstated_at IS NULL OR withdrawn_at IS NOT NULL", name="reinstated"),
        CheckConstraint("amount_minor > 0 AND fee_minor >= 0 AND from_wallet_minor BETWEEN 0 AND amount_minor", name="amount"),
    )

    @property
    def amount(self) -> Money:
        """What the card's holder wants back."""
        return Money(self.amount_minor, self.currency)

    @property
    def fee(self) -> Money:
        """What the provider asks for its trouble."""
        return Money(self.fee_minor, self.currency)

    @property
    def from_wallet(self) -> Money:
        """What the company's wallet gave."""
        return Money(self.from_wallet_minor, self.currency)
