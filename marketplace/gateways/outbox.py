"""The outbox: a letter written inside a verb leaves only after the verb has committed; a job hands it to the mailer."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.text import Text


class Mail(Base):
    """A letter in the outbox: written inside a verb, sent by a job after it has committed."""

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (Index("ix_mails_unsent", "next_try_at", sqlite_where=sent_at.is_(None), postgresql_where=sent_at.is_(None)),)


def write_mail(session: Session, *, to: str, locale: str, subject: Text, body: Text) -> None:
    """Put a letter in the outbox, in the reader's language."""
    now = clock.now()
    session.add(Mail(to=to, subject=subject.in_locale(locale), body=body.in_locale(locale), created_at=now, next_try_at=now))
