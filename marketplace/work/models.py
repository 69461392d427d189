"""Batches of tasks, who holds them, and what was handed in."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Company
from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.money import Money, part_of
from marketplace.standards.models import TemplateVersion
from marketplace.work.states import BATCH, CLAIM, IMPORT, SUBMISSION, TASK

SUBMIT_GRACE = timedelta(minutes=2)  # a submission on its way when the clock ran out still counts


def only_where(condition: str) -> dict[str, Any]:
    """A partial index on both engines."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Batch(Base):
    """Tasks of one kind, posted together under one price and one template version."""

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"))
    template_version_id: Mapped[int] = mapped_column(Id, ForeignKey("template_versions.id"))
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    currency: Mapped[str]
    price_minor: Mapped[int] = mapped_column(Id)
    fee_bps: Mapped[int]
    slots_per_task: Mapped[int] = mapped_column(default=1)
    answers_asked: Mapped[int] = mapped_column(default=0, server_default="0")  # once published: the slots of all tasks that aren't held back
    claim_minutes: Mapped[int]
    review_hours: Mapped[int]
    deadline_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(default=BATCH.start)
    version: Mapped[int] = mapped_column(default=1)  # counts edits, for If-Match
    created_by: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    underpaid_at: Mapped[datetime | None] = mapped_column(Moment)  # its business was told that measured pay is below the minimum

    company: Mapped[Company] = relationship(lazy="raise")
    template_version: Mapped[TemplateVersion] = relationship(lazy="raise")
    __table_args__ = (
        CheckConstraint(BATCH.check(), name="state"),
        CheckConstraint("price_minor > 0", name="price"),
        CheckConstraint("fee_bps BETWEEN 0 AND 5000", name="fee"),
        CheckConstraint("slots_per_task BETWEEN 1 AND 20", name="slots"),
        CheckConstraint("state NOT IN ('open', 'paused') OR published_at IS NOT NULL", name="published"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        Index("ix_batches_company", "company_id", "id"),
        Index("ix_batches_version", "template_version_id", "id"),
        Index("ix_batches_open", "id", **only_where("state = 'open'")),
    )

    @property
    def price(self) -> Money:
        """What a worker gets for one accepted answer."""
        return Money(self.price_minor, self.currency)

    @property
    def unit(self) -> Money:
        """What is held for one answer: price and fee."""
        return self.price + part_of(self.price, self.fee_bps)


# SQLite finds the partial index only for this very wording, with the lone column on the left.
_FREE = "state = 'open' AND slots > slots_taken + slots_withdrawn"


class Task(Base):
    """One row of a batch, to be answered by `slots` different workers.

    Money for each slot neither done nor withdrawn is held: `held_minor` each. A task that its template's routes hold back waits
    for the business: nobody sees it, and no money is held for it.
    """

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    batch_id: Mapped[int] = mapped_column(Id, ForeignKey("batches.id"))
    company_id: Mapped[int] = mapped_column(Id)
    number: Mapped[int]  # the row's place in the batch, from 1
    spread: Mapped[int]  # a random place in the queue
    state: Mapped[str] = mapped_column(default=TASK.start)
    slots: Mapped[int]
    slots_taken: Mapped[int] = mapped_column(default=0)  # held, submitted or done
    slots_done: Mapped[int] = mapped_column(default=0)
    slots_withdrawn: Mapped[int] = mapped_column(default=0)
    held_minor: Mapped[int] = mapped_column(Id, default=0)
    input: Mapped[dict[str, Any]] = mapped_column(JSON)

    batch: Mapped[Batch] = relationship(lazy="raise")
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        CheckConstraint(TASK.check(), name="state"),
        CheckConstraint("slots_taken >= 0 AND slots_withdrawn >= 0 AND slots_taken + slots_withdrawn <= slots", name="taken"),
        CheckConstraint("slots_done BETWEEN 0 AND slots_taken", name="done"),
        CheckConstraint("state <> 'complete' OR (slots_done > 0 AND slots_done + slots_withdrawn = slots)", name="complete"),
        # The index carries the whole order of the queue, so a claim costs the same at any size.
        Index("ix_tasks_free", "batch_id", "spread", "id", **only_where(_FREE)),
        Index("ix_tasks_state", "batch_id", "state", "number"),  # how far a batch is, without reading its rows
    )

    @property
    def free_slots(self) -> int:
        """How many more workers may claim it."""
        return self.slots - self.slots_taken - self.slots_withdrawn if self.state == "open" else 0


def is_free() -> ColumnElement[bool]:
    """The condition that `ix_tasks_free` holds: an open task with a slot nobody has."""
    return and_(Task.state == TASK.literal("open"), Task.slots > Task.slots_taken + Task.slots_withdrawn)


class Claim(Base):
    """A worker holds one slot of a task until `expires_at`, at the price and template version of that moment."""

    __tablename__ = "claims"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    task_id: Mapped[int] = mapped_column(Id, ForeignKey("tasks.id"))
    batch_id: Mapped[int] = mapped_column(Id, ForeignKey("batches.id"))
    company_id: Mapped[int] = mapped_column(Id)
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"))
    template_version_id: Mapped[int] = mapped_column(Id, ForeignKey("template_versions.id"))
    price_minor: Mapped[int] = mapped_column(Id)
    currency: Mapped[str]
    state: Mapped[str] = mapped_column(default=CLAIM.start)
    round: Mapped[int] = mapped_column(default=1)  # 1, and one more after each rework
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    draft_at: Mapped[datetime | None] = mapped_column(Moment)
    claimed_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    task: Mapped[Task] = relationship(lazy="raise")
    batch: Mapped[Batch] = relationship(lazy="raise")
    template_version: Mapped[TemplateVersion] = relationship(lazy="raise")
    __table_args__ = (
        CheckConstraint(CLAIM.check(), name="state"),
        CheckConstraint("(state IN ('released', 'expired')) = (ended_at IS NOT NULL)", name="ended"),
        Index("uq_claims_live", "task_id", "worker_id", unique=True, **only_where("state IN ('active', 'submitted')")),
        Index("ix_claims_worker", "worker_id", "id"),
        Index("ix_claims_batch", "batch_id", "state"),
        Index("ix_claims_expiry", "expires_at", **only_where("state = 'active'")),
    )

    @property
    def price(self) -> Money:
        """What an accepted answer pays."""
        return Money(self.price_minor, self.currency)


class Submission(Base):
    """What a worker handed in for a claim, one for each round."""

    __tablename__ = "submissions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    claim_id: Mapped[int] = mapped_column(Id, ForeignKey("claims.id"))
    task_id: Mapped[int] = mapped_column(Id, ForeignKey("tasks.id"))
    batch_id: Mapped[int] = mapped_column(Id, ForeignKey("batches.id"))
    company_id: Mapped[int] = mapped_column(Id)
    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"))
    round: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    findings: Mapped[list[Any]] = mapped_column(JSON)  # of the automatic checks
    seconds: Mapped[int]  # from claim (or rework) to submission
    state: Mapped[str] = mapped_column(default=SUBMISSION.start)
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    review_due_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str] = mapped_column(default="", server_default="")  # business, platform or silence

    claim: Mapped[Claim] = relationship(lazy="raise")
    task: Mapped[Task] = relationship(lazy="raise")
    batch: Mapped[Batch] = relationship(lazy="raise")
    __table_args__ = (
        UniqueConstraint("claim_id", "round"),
        CheckConstraint(SUBMISSION.check(), name="state"),
        CheckConstraint("(state = 'under_review') = (decided_at IS NULL)", name="decided"),
        Index("ix_submissions_queue", "review_due_at", "id", **only_where("state = 'under_review'")),
        Index("ix_submissions_queue_company", "company_id", "review_due_at", "id", **only_where("state = 'under_review'")),
        Index("ix_submissions_batch", "batch_id", "state", "id"),
        Index("ix_submissions_worker", "worker_id", "id"),
    )


class StoredFile(Base):
    """A file in our store under our own name: a photo of a task, or what a worker added to a claim."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"))
    batch_id: Mapped[int] = mapped_column(Id, ForeignKey("batches.id"), index=True)
    stored_as: Mapped[str]
    thumbnail_as: Mapped[str] = mapped_column(default="")
    shown_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    width: Mapped[int] = mapped_column(default=0, server_default="0")  # a photo's pixels as it is kept; 0 where nobody measured
    height: Mapped[int] = mapped_column(default=0, server_default="0")
    sha256: Mapped[str] = mapped_column(default="", server_default="")  # of the bytes as they came
    claim_id: Mapped[int | None] = mapped_column(Id, ForeignKey("claims.id"))  # a worker added it there
    submission_id: Mapped[int | None] = mapped_column(Id, ForeignKey("submissions.id"))  # the first one that names it
    import_id: Mapped[int | None] = mapped_column(Id, ForeignKey("imports.id"))  # while that import isn't stored, and nobody else sees it
    created_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        Index("uq_files_claim", "claim_id", "sha256", unique=True, **only_where("claim_id IS NOT NULL")),
        Index("uq_files_import", "import_id", "sha256", unique=True, **only_where("import_id IS NOT NULL")),
        Index("ix_files_unused", "created_at", **only_where("claim_id IS NOT NULL AND submission_id IS NULL")),
        Index("ix_files_used", "sha256", **only_where("submission_id IS NOT NULL")),
    )


class Import(Base):
    """An uploaded table: read whole first, stored as tasks only when its owner says so."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    batch_id: Mapped[int] = mapped_column(Id, ForeignKey("batches.id"), index=True)
    company_id: Mapped[int] = mapped_column(Id)
    filename: Mapped[str]
    sheet: Mapped[str] = mapped_column(default="")
    table_as: Mapped[str]  # empty when the table is inside the archive
    archive_as: Mapped[str] = mapped_column(default="")
    rows_as: Mapped[str] = mapped_column(default="")  # the right rows, ready to be stored
    errors_as: Mapped[str] = mapped_column(default="")  # the wrong rows as they came, personal cells masked
    columns: Mapped[list[Any]] = mapped_column(JSON, default=list)  # name and first cells of each
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # field, unit and dates of each column
    mapped_by: Mapped[str] = mapped_column(default="name")  # name, saved or person
    key_field: Mapped[str] = mapped_column(default="")  # what tells rows apart
    state: Mapped[str] = mapped_column(default=IMPORT.start)
    rows_good: Mapped[int] = mapped_column(default=0)
    rows_bad: Mapped[int] = mapped_column(default=0)
    rows_repeated: Mapped[int] = mapped_column(default=0)
    rows_stored: Mapped[int] = mapped_column(default=0)
    errors: Mapped[list[Any]] = mapped_column(JSON, default=list)  # the first hundred
    repeats: Mapped[list[Any]] = mapped_column(JSON, default=list)  # the first hundred
    preview: Mapped[list[Any]] = mapped_column(JSON, default=list)  # the first rows as they will be stored
    failure: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # why it could not be read to its end
    steps_done: Mapped[int] = mapped_column(default=0)  # files and rows read
    steps_all: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime | None] = mapped_column(Moment)  # somebody reads it until then, and nobody else may
    created_by: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        CheckConstraint(IMPORT.check(), name="state"),
        CheckConstraint("mapped_by IN ('name', 'saved', 'person')", name="mapped_by"),
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failure"),
        Index("ix_imports_due", "held_until", **only_where("state = 'checking'")),
    )


class Forecast(Base):
    """What was foreseen of a batch when it was published: the figures of `work.forecasts`."""

    __tablename__ = "forecasts"

    batch_id: Mapped[int] = mapped_column(Id, ForeignKey("batches.id"), primary_key=True, autoincrement=False)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)


class ColumnMapping(Base):
    """What a company's columns mean to a template, by their names, as somebody there last said."""

    __tablename__ = "column_mappings"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"))
    template_id: Mapped[int] = mapped_column(Id, ForeignKey("templates.id"))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    key_field: Mapped[str]
    saved_by: Mapped[int] = mapped_column(Id, ForeignKey("people.id"))
    saved_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (UniqueConstraint("company_id", "template_id"),)
