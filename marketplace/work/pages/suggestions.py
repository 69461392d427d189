"""How suggested answers did, by page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.standards.kinds.reading import show_value
from marketplace.standards.queries import get_version
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.work.corrections import corrections_of

pages = Door("suggestions", __name__)


@pages.get("/template-versions/<id:version_id>/suggestions", permission=Permission.SEE_BATCH)
def show_suggestions(version_id: int) -> ResponseReturnValue:
    """How often workers kept what a version's rules suggest, over all of the company's batches."""
    actor = current_actor()
    version = get_version(actor, version_id)
    return render_template("work/suggestions.html", version=version, spec=version.spec, corrections=corrections_of(actor, version),
                           show_value=show_value)
