"""Seals over the journal: a chain of hashes written by a job, so that no verb waits for another."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment


class Seal(Base):
    """One link: the hash over the previous seal and the journal rows it covers."""

    __tablename__ = "seals"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    sealed_at: Mapped[datetime] = mapped_column(Moment)
    rows: Mapped[int]
    hash: Mapped[str]


class SealedRow(Base):
    """Which seal covers a journal row, and the row's own hash."""

    __tablename__ = "sealed_rows"

    entry_id: Mapped[int] = mapped_column(Id, ForeignKey("journal.id"), primary_key=True, autoincrement=False)
    seal_id: Mapped[int] = mapped_column(Id, ForeignKey("seals.id"), index=True)
    hash: Mapped[str]
