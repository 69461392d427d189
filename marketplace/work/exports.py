"""Accepted results as a file: streamed in the order of the rows, nothing that was rejected or isn't decided."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.database import db, transaction, verb
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.standards.queries import find_version
from marketplace.standards.spec import Spec
from marketplace.work.board import PAID
from marketplace.work.models import StoredFile, Submission, Task
from marketplace.work.queries import find_batch
from marketplace.work.results import ResultColumns, write_csv, write_jsonl

CHUNK: Final = 1_000
FORMATS: Final = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}
PROVENANCE: Final = ("submission", "worker", "round", "submitted_at", "accepted_at", "template_version")
_BASE: Final = ("task", "outcome")


@dataclass(frozen=True)
class Export:
    """A file on its way: how many results it will hold, and its bytes, which are read while they are sent."""

    rows: int
    filename: str
    media_type: str
    chunks: Iterator[bytes]


@verb
def export_results(batch_id: int, *, file_format: str = "csv", provenance: bool = False, actor: Actor) -> Export:
    """Every accepted or partly accepted answer of a batch as `csv` or `jsonl`; the journal keeps who took it."""
    require(actor, Permission.EXPORT_RESULTS)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor)
        version = find_version(session, batch.template_version_id)
        # Only ids, eight bytes each, so that the order is the rows' own while the answers are read in parts.
        ids = array("q", session.scalars(select(Submission.id).join(Task, Task.id == Submission.task_id).where(
            Submission.batch_id == batch.id, Submission.state.in_(PAID)).order_by(Task.number, Submission.id)))
        photos = _photo_names(session, version.spec, batch.id)
        record(session, actor, "export_results", "batch", batch.id, company_id=batch.company_id, rows=len(ids),
               file_format=file_format, provenance=provenance)
    results = _Results(version.spec, version.number, photos, ids, provenance)
    chunks = write_jsonl(results.objects()) if file_format == "jsonl" else write_csv(results.header, results.cells())
    return Export(len(ids), f"ilgam-{batch.id}-results.{file_format}", FORMATS[file_format], chunks)


@dataclass(frozen=True)
class _Results:
    """The results behind some ids, read in parts."""

    spec: Spec
    version: int
    photos: Mapping[str, str]
    ids: "array[int]"
    provenance: bool

    @property
    def header(self) -> list[str]:
        return self._columns().header

    def cells(self) -> Iterator[list[object]]:
        """Each result as a row of a table."""
        columns = self._columns()
        for row in self._rows():
            extra = (row.number, row.state, *(self._provenance(row).values() if self.provenance else ()))
            yield columns.cells(extra, self._named(row.input), row.answers)

    def objects(self) -> Iterator[dict[str, Any]]:
        """Each result as an object."""
        for row in self._rows():
            made = {"task": row.number, "outcome": row.state, "input": self._named(row.input), "answers": row.answers}
            yield made | ({"provenance": self._provenance(row)} if self.provenance else {})

    def _columns(self) -> ResultColumns:
        return ResultColumns(self.spec, extra=_BASE + (PROVENANCE if self.provenance else ()))

    def _rows(self) -> Iterator[Any]:
        query = select(Task.number, Task.input, Submission.id, Submission.state, Submission.answers, Submission.worker_id, Submission.round,
                       Submission.submitted_at, Submission.decided_at).join(Task, Task.id == Submission.task_id)
        for start in range(0, len(self.ids), CHUNK):
            wanted = self.ids[start:start + CHUNK]
            # Asked again for its state: what was decided otherwise meanwhile doesn't leave.
            yield from db.session.execute(query.where(Submission.id.in_(wanted), Submission.state.in_(PAID)).order_by(Task.number, Submission.id))

    def _provenance(self, row: Any) -> dict[str, Any]:
        values = (row.id, f"w{row.worker_id}", row.round, row.submitted_at.isoformat(), row.decided_at.isoformat(), self.version)
        return dict(zip(PROVENANCE, values, strict=True))

    def _named(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Photos by the names they came with, as the business knows them."""
        if not self.photos:
            return given
        return {name: self.photos.get(value, value) if self.spec.field(name).kind == "photo" else value for name, value in given.items()}


def _photo_names(session: Session, spec: Spec, batch_id: int) -> dict[str, str]:
    if not any(field.kind == "photo" for field in spec.inputs):
        return {}
    query = select(StoredFile.id, StoredFile.shown_name).where(StoredFile.batch_id == batch_id)
    return {str(file_id): name for file_id, name in session.execute(query)}
