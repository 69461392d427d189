"""What people are told inside the program."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment


class Notice(Base):
    """A sentence for one person, with where it leads; unread until they open it."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    entry_id: Mapped[int | None] = mapped_column(Id, ForeignKey("journal.id"))
    words: Mapped[dict[str, Any]] = mapped_column(JSON)  # {"ko": …, "en": …}
    link: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (Index("ix_notices_person", "person_id", "id"),)
