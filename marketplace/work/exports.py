"""Accepted results as a file: streamed in the order of the rows, nothing that was rejected or isn't decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.standards.queries import find_version
from marketplace.standards.spec import Spec
from marketplace.work.exported import Exported, accepted_ids, personal_fields, without
from marketplace.work.models import Batch
from marketplace.work.queries import find_batch
from marketplace.work.results import FORMATS, BatchFacts, Format, ResultSet


@dataclass(frozen=True)
class Export:
    """A file on its way: how many results it will hold, and its bytes, which are read while they are sent."""

    rows: int
    filename: str
    media_type: str
    chunks: Iterator[bytes]


@verb
def export_results(batch_id: int, *, file_format: str = "csv", provenance: bool = False, personal: bool = False, actor: Actor) -> Export:
    """Every accepted or partly accepted answer of a batch in one of its formats; the journal keeps who took it.

    Personal fields leave only with `personal`, which is a permission of its own. Raises `Invalid` format_not_offered, `Conflict` too_many_results.
    """
    require(actor, Permission.EXPORT_RESULTS)
    if personal:
        require(actor, Permission.EXPORT_PERSONAL)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor)
        version = find_version(session, batch.template_version_id)
        private = personal_fields(session, version.template_id)
        kept_back = frozenset() if personal else private
        spec = without(version.spec, kept_back)
        wanted = _offered(file_format, spec)
        ids = accepted_ids(session, batch)
        _refuse_too_many(wanted, len(ids))
        record(session, actor, "export_results", "batch", batch.id, company_id=batch.company_id, rows=len(ids),
               file_format=file_format, provenance=provenance, personal=personal and bool(private))
        facts = _facts(batch)
    exported = Exported(facts.id, batch.company_id, spec, kept_back, ids, provenance)
    chunks = wanted.write(ResultSet(facts, spec, provenance, exported.read))
    return Export(len(ids), f"ilgam-{facts.id}-{wanted.suffix}", wanted.media_type, chunks)


def offered_formats(spec: Spec) -> list[Format]:
    """The formats that make sense for a template, the most usual first."""
    return [one for one in FORMATS.values() if one.fits(spec)]


def _offered(name: str, spec: Spec) -> Format:
    offered = {one.name: one for one in offered_formats(spec)}
    if name not in offered:
        raise Invalid.field("file_format", "format_not_offered", Text(
            "이 일감의 결과는 다음 형식으로 받을 수 있어요: {offered}", "Results of this template come as: {offered}"), offered=", ".join(offered))
    return offered[name]


def _refuse_too_many(wanted: Format, count: int) -> None:
    if wanted.most_rows and count > wanted.most_rows:
        raise Conflict("too_many_results", Text(
            "엑셀 시트 하나에는 {most}줄까지 들어가요. CSV로 받아 주세요.", "One Excel sheet holds {most} rows. Please take the CSV."),
            most=f"{wanted.most_rows:,}")


def _facts(batch: Batch) -> BatchFacts:
    return BatchFacts(batch.id, batch.title, str(batch.price), batch.slots_per_task, batch.claim_minutes, batch.created_at)
