"""Where a worker's bank account is kept, and the runs by which payouts go to such accounts."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.money import Money
from marketplace.kernel.personal import open_field
from marketplace.money.bank.states import BANK_RUN, RUN_ITEM

LIVE: Final = text("state <> 'dropped'")


class BankAccount(Base):
    """A worker's account at a Korean bank; number and holder are encrypted, `payable_at` is when a changed one may first be paid.

    `returned_for` is why the bank last sent money back from it, until its worker registers it again; empty while nothing came back.
    """

    __tablename__ = "bank_accounts"

    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"), primary_key=True, autoincrement=False)
    bank_code: Mapped[str]
    number_sealed: Mapped[str]
    holder_sealed: Mapped[str]
    last_digits: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(index=True)
    payable_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    returned_for: Mapped[str] = mapped_column(default="")
    __table_args__ = (CheckConstraint("length(bank_code) = 3", name="bank_code"),)

    @property
    def masked(self) -> str:
        """How it is shown: the last four digits."""
        return f"****{self.last_digits}"

    @property
    def label(self) -> str:
        """How a payout names where it goes."""
        return f"{self.bank_code} {self.masked}"

    def open_number(self) -> str:
        """The whole number; whoever shows it to a person writes it into the journal."""
        return open_field(self.number_sealed, place=f"bank_accounts.number:{self.worker_id}")

    def open_holder(self) -> str:
        """The holder's name."""
        return open_field(self.holder_sealed, place=f"bank_accounts.holder:{self.worker_id}")


class BankRun(Base):
    """Payouts that go to the bank in one file, which two people approve who didn't make it."""

    __tablename__ = "bank_runs"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    state: Mapped[str] = mapped_column(default=BANK_RUN.start)
    total_minor: Mapped[int] = mapped_column(Id)
    payouts: Mapped[int]
    sha256_cp949: Mapped[str]
    sha256_utf8: Mapped[str]
    made_by: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    first_by: Mapped[int | None] = mapped_column(Id, ForeignKey("people.id"))
    second_by: Mapped[int | None] = mapped_column(Id, ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint(BANK_RUN.check(), name="state"),
        CheckConstraint("total_minor > 0 AND payouts > 0", name="total"),
        CheckConstraint("first_by <> made_by", name="first_eyes"),
        CheckConstraint("second_by <> made_by AND second_by <> first_by", name="second_eyes"),
        CheckConstraint("second_by IS NULL OR first_by IS NOT NULL", name="order"),
        CheckConstraint("state NOT IN ('approved', 'settled') OR (second_by IS NOT NULL AND approved_at IS NOT NULL)", name="approved"),
        CheckConstraint("(state = 'settled') = (settled_at IS NOT NULL)", name="settled"),
    )

    @property
    def total(self) -> Money:
        """What the whole file sends."""
        return Money(self.total_minor, "KRW")


class BankRunItem(Base):
    """One payout in a run, to the account as it was when the run was made; a payout is in one live run at most."""

    __tablename__ = "bank_run_items"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[int] = mapped_column(Id, ForeignKey("bank_runs.id"))
    payout_id: Mapped[int] = mapped_column(Id, ForeignKey("payouts.id"))
    bank_code: Mapped[str]
    number_sealed: Mapped[str]
    holder_sealed: Mapped[str]
    label: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(Id)
    state: Mapped[str] = mapped_column(default=RUN_ITEM.start)
    reason: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        UniqueConstraint("run_id", "payout_id"),
        CheckConstraint(RUN_ITEM.check(), name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("state <> 'returned' OR reason <> ''", name="reason"),
        Index("uq_bank_run_items_live", "payout_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    )

    @property
    def amount(self) -> Money:
        """What this row sends."""
        return Money(self.amount_minor, "KRW")

    @property
    def reference(self) -> str:
        """How the bank's confirmation names it."""
        return f"payout:{self.payout_id}"

    @property
    def transfer_id(self) -> str:
        """What a payout names as its transfer once the bank has made it."""
        return f"bank:{self.run_id}:{self.payout_id}"

    @property
    def place(self) -> str:
        """What its encrypted number is bound to."""
        return f"bank_run_items:{self.run_id}:{self.payout_id}"
