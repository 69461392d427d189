"""Quiz attempts and the qualifications they earn."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment


class QuizAttempt(Base):
    """One try at a template's quiz, with what was answered."""

    __tablename__ = "quiz_attempts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"))
    template_id: Mapped[int] = mapped_column(Id, ForeignKey("templates.id"))
    template_version_id: Mapped[int] = mapped_column(Id, ForeignKey("template_versions.id"))
    answers: Mapped[list[Any]] = mapped_column(JSON)
    right: Mapped[int]
    questions: Mapped[int]
    passed: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (Index("ix_quiz_attempts_worker", "worker_id", "template_id", "id"),)


class Qualification(Base):
    """A worker may work on a template since they passed its quiz."""

    __tablename__ = "qualifications"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"))
    template_id: Mapped[int] = mapped_column(Id, ForeignKey("templates.id"))
    attempt_id: Mapped[int] = mapped_column(Id, ForeignKey("quiz_attempts.id"))
    earned_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (UniqueConstraint("worker_id", "template_id"),)
