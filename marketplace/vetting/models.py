"""Applications to post or to work, the evidence behind them, and the decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.vetting.states import APPLICATION

_OPEN = text("state = 'submitted'")


class Application(Base):
    """A business or a worker asks to be let in; an admin decides with evidence and a reason."""

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    company_id: Mapped[int | None] = mapped_column(Id, ForeignKey("companies.id"))
    state: Mapped[str] = mapped_column(default=APPLICATION.start)
    statement: Mapped[str]
    new_evidence: Mapped[str] = mapped_column(default="", server_default="")  # what is new since a rejection, and how to check it
    checks: Mapped[list[Any]] = mapped_column(JSON)  # what the program could check itself, and what it found
    evidence: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(Id, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint(APPLICATION.check(), name="state"),
        CheckConstraint("kind IN ('business', 'worker')", name="kind"),
        CheckConstraint("(kind = 'business') = (company_id IS NOT NULL)", name="company"),
        CheckConstraint("state = 'submitted' OR (decided_by IS NOT NULL AND decided_at IS NOT NULL AND reason <> '' "
                        "AND (state <> 'approved' OR evidence <> ''))", name="decided"),
        Index("ix_applications_state", "state", "id"),
        Index("ix_applications_person", "person_id", "id"),
        Index("uq_applications_open", "person_id", "kind", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
