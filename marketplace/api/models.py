"""Answers kept for a day, so that a repeated POST with the same key has one effect and one answer."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment


class KeptAnswer(Base):
    """The answer to one POST of one person under one Idempotency-Key; `status` is empty while it is being made."""

    __tablename__ = "kept_answers"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    status: Mapped[int | None]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (Index("ix_kept_answers_at", "at"),)
