"""Accepted results under /api/v1."""

from flask import Response, stream_with_context

from marketplace.api.parameters import one_of
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work.api.door import api
from marketplace.work.exports import export_results
from marketplace.work.results import FORMATS

_MEDIA = tuple(dict.fromkeys(one.media_type.partition(";")[0] for one in FORMATS.values()))


@api.get("/batches/<id:batch_id>/results", permission=Permission.EXPORT_RESULTS, returns=_MEDIA,
         query={"format": one_of(*FORMATS), "provenance": one_of("yes", "no"), "personal": one_of("yes", "no")}, errors=(409,))
def download_results(
        batch_id: int, format: str | None, provenance: str | None, personal: str | None) -> Response:  # noqa: A002 - the parameter's name
    """Every accepted answer, streamed in the order of the rows; with provenance, who (by pseudonym) answered in which round and when."""
    export = export_results(
        batch_id, file_format=format or "csv", provenance=provenance == "yes", personal=personal == "yes", actor=current_actor())
    return Response(stream_with_context(export.chunks), content_type=export.media_type,
                    headers={"Content-Disposition": f'attachment; filename="{export.filename}"'})
