"""Reading accepted results for a file: their ids first, then the answers in parts, so that memory stays flat."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec
from sqlalchemy import Text as Words
from sqlalchemy import cast, select
from sqlalchemy.orm import Session

from marketplace.gateways.photos import measure_photo
from marketplace.kernel.database import db
from marketplace.kernel.policy import Actor, Permission, can
from marketplace.kernel.pseudonyms import pseudonym
from marketplace.kernel.settings import current_settings
from marketplace.standards.kinds.reading import is_personal
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import published_specs
from marketplace.standards.spec import Spec
from marketplace.work.board import PAID
from marketplace.work.models import Batch, Claim, StoredFile, Submission, Task
from marketplace.work.results import FileFacts, Provenance, Result
from marketplace.work.results.boxes import has_boxes
from marketplace.work.results.files import file_fields, file_ids
from marketplace.work.uploads import file_store

CHUNK: Final = 1_000


def accepted_ids(session: Session, batch: Batch) -> "array[int]":
    """The accepted submissions in the order of the rows: eight bytes each, so that the answers can be read in parts."""
    return array("q", session.scalars(select(Submission.id).join(Task, Task.id == Submission.task_id).where(
        Submission.batch_id == batch.id, Submission.state.in_(PAID)).order_by(Task.number, Submission.id)))


def personal_fields(session: Session, template_id: int) -> frozenset[str]:
    """The fields that hold something personal by any published version: a batch's rows and answers may be older than its version."""
    return frozenset(field.name for spec in published_specs(session, template_id) for field in (*spec.inputs, *spec.outputs) if is_personal(field))


def hidden_fields(actor: Actor, company_id: int, template_id: int) -> frozenset[str]:
    """The fields that this reader sees masked: all personal ones, but for who may take them out of that very company."""
    if company_id == actor.company_id and can(actor, Permission.EXPORT_PERSONAL):
        return frozenset()
    return personal_fields(db.session(), template_id)


def without(spec: Spec, names: Collection[str]) -> Spec:
    """The template without some of its fields."""
    return msgspec.structs.replace(spec, inputs=tuple(field for field in spec.inputs if field.name not in names),
                                   outputs=tuple(field for field in spec.outputs if field.name not in names))


@dataclass(frozen=True)
class Exported:
    """The results behind some ids, of which the fields of `spec` leave; `read` asks the database anew each time."""

    batch_id: int
    company_id: int
    spec: Spec
    kept_back: frozenset[str]  # fields that don't leave, whatever version an answer was made under
    ids: "array[int]"
    has_provenance: bool

    def read(self) -> Iterator[Result]:
        """Each result, a thousand from one statement."""
        for start in range(0, len(self.ids), CHUNK):
            found = db.session.execute(self._query.where(Submission.id.in_(self.ids[start:start + CHUNK]))).all()
            results = [Result(row[0], row[1], row[2], *self._leaving(row[3], row[4]), self._provenance(row), {}) for row in found]
            if self._files:
                self._add_files(results)
            yield from results

    @cached_property
    def _query(self) -> Any:
        # Asked again for its state: what was decided otherwise meanwhile doesn't leave. JSON stays the text it is stored as.
        query = select(Task.number, Submission.id, Submission.state, cast(Task.input, Words), cast(Submission.answers, Words)) \
            .join(Task, Task.id == Submission.task_id).where(Submission.state.in_(PAID)).order_by(Task.number, Submission.id)
        if not self.has_provenance:
            return query
        return query.join(Claim, Claim.id == Submission.claim_id).join(TemplateVersion, TemplateVersion.id == Claim.template_version_id).add_columns(
            Submission.worker_id, Submission.decided_by, Submission.round, TemplateVersion.template_id, TemplateVersion.number,
            Claim.claimed_at, Submission.submitted_at, Submission.decided_at, Submission.seconds)

    def _leaving(self, given: str, answers: str) -> tuple[str, str]:
        """Both as they are stored, or with nothing in them but what may leave: so no format can forget."""
        return (_without(given, self.kept_back), _without(answers, self.kept_back)) if self.kept_back else (given, answers)

    def _provenance(self, row: Any) -> Provenance | None:
        return Provenance(row[1], self._name(row[5]), *row[6:]) if self.has_provenance else None

    def _name(self, worker_id: int) -> str:
        known = self._names.get(worker_id)
        if known is None:
            known = self._names[worker_id] = pseudonym(worker_id, company_id=self.company_id)
        return known

    @cached_property
    def _names(self) -> dict[int, str]:
        return {}

    @cached_property
    def _files(self) -> tuple[str, ...]:
        return file_fields((*self.spec.inputs, *self.spec.outputs))

    def _add_files(self, results: Sequence[Result]) -> None:
        """Tell each of them the files that any of them names."""
        ids = {file_id for one in results for values in (one.input(), one.answers()) for file_id in file_ids(values, self._files)}
        files = self._files_of(ids)
        for one in results:
            one.files = files

    def _files_of(self, ids: set[int]) -> Mapping[str, FileFacts]:
        query = select(StoredFile.id, StoredFile.shown_name, StoredFile.width, StoredFile.height, StoredFile.stored_as) \
            .where(StoredFile.batch_id == self.batch_id, StoredFile.id.in_(sorted(ids)))
        needs_size, store, site, found = has_boxes(self.spec), file_store(), current_settings().base_url, {}
        for file_id, name, width, height, stored_as in db.session.execute(query):
            # Photos that are older than the columns for their size are measured now.
            size = (width, height) if width or not needs_size else measure_photo(store.path(stored_as))
            found[str(file_id)] = FileFacts(file_id, name, f"{site}/files/{file_id}", *size)
        return found


def _without(stored: str, names: Collection[str]) -> str:
    values = msgspec.json.decode(stored)
    return msgspec.json.encode({name: value for name, value in values.items() if name not in names}).decode()
