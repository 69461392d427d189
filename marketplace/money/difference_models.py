"""What the last comparison of the three books found, kept for whoever looks at it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment


class DifferenceRow(Base):
    """A difference that stands; it goes when a later comparison no longer finds it. `mending` is what a correction would move."""

    __tablename__ = "differences"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    about: Mapped[str]
    words: Mapped[Any] = mapped_column(JSON)  # {"ko": …, "en": …}
    mending: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    first_seen_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
