"""Accepted results as a file, streamed while it is read."""

from flask import Response, stream_with_context
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work.exports import export_results
from marketplace.work.forms import ExportForm
from marketplace.work.pages.batches import draw_batch

pages = Door("exports", __name__)


@pages.post("/batches/<id:batch_id>/exports", permission=Permission.EXPORT_RESULTS)
def download_results(batch_id: int) -> ResponseReturnValue:
    """The file itself; that it was taken is kept in the journal, so it is posted for."""
    form = sent(ExportForm)
    made = attempt(form, lambda **wishes: export_results(batch_id, **wishes, actor=current_actor()))
    if made is None:
        return draw_batch(batch_id, refused=form)
    return Response(stream_with_context(made.chunks), content_type=made.media_type, headers={
        "Content-Disposition": f'attachment; filename="{made.filename}"', "X-Result-Count": str(made.rows)})
