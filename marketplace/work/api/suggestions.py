"""How suggested answers did, under /api/v1."""

from marketplace.kernel.policy import Permission
from marketplace.standards.queries import get_version
from marketplace.web.actor import current_actor
from marketplace.work.api.door import api
from marketplace.work.corrections import corrections_in, corrections_of
from marketplace.work.queries import get_batch
from marketplace.work.shapes_corrections import CorrectionsShape, shape_corrections


@api.get("/batches/<id:batch_id>/suggestions", permission=Permission.SEE_BATCH, returns=CorrectionsShape)
def show_batch_suggestions(batch_id: int) -> CorrectionsShape:
    """How often a batch's accepted answers kept what was suggested, by field."""
    return shape_corrections(corrections_in(get_batch(current_actor(), batch_id)))


@api.get("/template-versions/<id:version_id>/suggestions", permission=Permission.SEE_BATCH, returns=CorrectionsShape)
def show_version_suggestions(version_id: int) -> CorrectionsShape:
    """The same over all of the company's batches under one version of a template."""
    actor = current_actor()
    return shape_corrections(corrections_of(actor, get_version(actor, version_id)))
