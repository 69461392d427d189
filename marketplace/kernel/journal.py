"""The journal: one row for each verb, written inside its transaction; everything that follows reads it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.database import Base, Id, Moment, table_of
from marketplace.kernel.policy import Actor


class JournalEntry(Base):
    """Who did which verb to which subject, for which company, with which facts, when."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(Id)
    actor_name: Mapped[str]
    verb: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int] = mapped_column(Id)
    company_id: Mapped[int | None] = mapped_column(Id)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    __table_args__ = (
        Index("ix_journal_subject", "subject_kind", "subject_id", "id"),
        Index("ix_journal_company", "company_id", "id"),
    )


class JournalRead(Base):
    """A reader's mark on a journal row: taken, so never taken again (ids are no order of commit)."""

    __tablename__ = "journal_reads"

    reader: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(Id, ForeignKey("journal.id"), primary_key=True)


def record(session: Session, actor: Actor, verb: str, subject_kind: str, subject_id: int,
           *, company_id: int | None = None, **facts: Any) -> None:
    """Write one journal row. Facts are ids, states, counts and amounts; never personal data or secrets."""
    session.connection().execute(_INSERT, {
        "at": clock.now(), "actor_kind": actor.kind, "actor_id": actor.person_id, "actor_name": actor.name, "verb": verb,
        "subject_kind": subject_kind, "subject_id": subject_id, "company_id": company_id, "facts": facts,
    })


_INSERT = insert(table_of(JournalEntry)).inline()  # nobody asks for its id
