"""The ledger, append only: an entry is complete the moment it is written, and sums to zero or isn't written at all."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment

ACCOUNT_KINDS = ("wallet", "hold", "worker", "fee", "transit", "provider", "bank", "tax", "loss", "debt")
PLATFORM = ("fee", "provider", "bank", "tax", "loss")  # nobody else's: their owner is 0
ENTRY_KINDS = ("funding", "hold", "release", "give_back", "payout", "payout_paid", "payout_returned", "refund", "refund_returned",
               "payout_reversed", "bonus", "correction", "appeal", "repayment", "dispute", "dispute_won")
# The only kinds of entry that may add to a worker's balance; a release needs its verdict, a bonus, a correction and an appeal their cause.
CREDITS_WORKER = ("release", "payout_returned", "bonus", "correction", "appeal")


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, words))})"


class LedgerAccount(Base):
    """Whose money: a company's wallet, a batch's hold, a worker's balance, our fees, money on its way, the tax office's.

    A positive balance is money we owe to the owner. The provider's and the bank's are negative: money they keep for us;
    so are our losses and a worker's debt.
    """

    __tablename__ = "ledger_accounts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    owner_id: Mapped[int] = mapped_column(Id)  # company, batch or person by kind; 0 for the platform's own
    currency: Mapped[str]
    __table_args__ = (
        UniqueConstraint("kind", "owner_id", "currency"),
        UniqueConstraint("id", "kind", "currency"),
        CheckConstraint(_one_of("kind", ACCOUNT_KINDS), name="kind"),
        CheckConstraint(f"(owner_id = 0) = ({_one_of('kind', PLATFORM)})", name="owner"),
    )


class Line(Base):
    """One leg of an entry: so many minor units to (+) or from (−) an account. Written before its entry, sealed by it."""

    __tablename__ = "lines"

    entry_key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_kind: Mapped[str]
    account_id: Mapped[int] = mapped_column(Id)
    account_kind: Mapped[str]
    currency: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(Id)
    __table_args__ = (
        ForeignKeyConstraint(["entry_key", "entry_kind", "currency"], ["entries.key", "entries.kind", "entries.currency"],
                             deferrable=True, initially="DEFERRED", name="fk_lines_entries"),
        ForeignKeyConstraint(["account_id", "account_kind", "currency"],
                             ["ledger_accounts.id", "ledger_accounts.kind", "ledger_accounts.currency"], name="fk_lines_ledger_accounts"),
        CheckConstraint("amount_minor <> 0", name="amount"),
        CheckConstraint(f"NOT (account_kind = 'worker' AND amount_minor > 0) OR {_one_of('entry_kind', CREDITS_WORKER)}", name="worker_credit"),
        Index("ix_lines_account", "account_id", "amount_minor"),
    )


class Entry(Base):
    """One movement of money under a natural key, such as `release:verdict:81`: doing it twice is impossible."""

    __tablename__ = "entries"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    currency: Mapped[str]
    verdict_id: Mapped[int | None] = mapped_column(Id)
    verdict_pays: Mapped[bool | None] = mapped_column(Boolean)
    actor_name: Mapped[str]
    posted_at: Mapped[datetime] = mapped_column(Moment)
    bonus_id: Mapped[int | None] = mapped_column(Id)
    adjustment_id: Mapped[int | None] = mapped_column(Id)
    adjustment_approved: Mapped[bool | None] = mapped_column(Boolean)
    appeal_id: Mapped[int | None] = mapped_column(Id)
    appeal_pays: Mapped[bool | None] = mapped_column(Boolean)
    __table_args__ = (
        UniqueConstraint("key", "kind", "currency"),
        UniqueConstraint("verdict_id"),
        UniqueConstraint("bonus_id"),
        UniqueConstraint("adjustment_id"),
        UniqueConstraint("appeal_id"),
        # QC before pay: a release exists only for a verdict that pays; see verdicts.pays.
        ForeignKeyConstraint(["verdict_id", "verdict_pays"], ["verdicts.id", "verdicts.pays"], name="fk_entries_verdicts"),
        CheckConstraint("(kind = 'release') = (verdict_id IS NOT NULL) AND (kind = 'release') = (verdict_pays IS NOT NULL)", name="release"),
        CheckConstraint("verdict_pays IS NULL OR verdict_pays", name="pays"),
        # A bonus exists only for work that was accepted, a correction only after it was approved.
        ForeignKeyConstraint(["bonus_id"], ["bonuses.id"], name="fk_entries_bonuses"),
        CheckConstraint("(kind = 'bonus') = (bonus_id IS NOT NULL)", name="bonus"),
        ForeignKeyConstraint(["adjustment_id", "adjustment_approved"], ["adjustments.id", "adjustments.approved"],
                             name="fk_entries_adjustments"),
        CheckConstraint("(kind = 'correction') = (adjustment_id IS NOT NULL) AND (kind = 'correction') = (adjustment_approved IS NOT NULL)",
                        name="correction"),
        CheckConstraint("adjustment_approved IS NULL OR adjustment_approved", name="approved"),
        # What an appeal adds exists only for one that a second reviewer overturned, or that we conceded; see appeals.pays.
        ForeignKeyConstraint(["appeal_id", "appeal_pays"], ["appeals.id", "appeals.pays"], name="fk_entries_appeals"),
        CheckConstraint("(kind = 'appeal') = (appeal_id IS NOT NULL) AND (kind = 'appeal') = (appeal_pays IS NOT NULL)", name="appeal"),
        CheckConstraint("appeal_pays IS NULL OR appeal_pays", name="appeal_pays"),
        CheckConstraint(_one_of("kind", ENTRY_KINDS), name="kind"),
        Index("ix_entries_posted_at", "posted_at"),
    )
