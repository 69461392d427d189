"""The catalogue of templates by page: what can be posted, how it is done, checked and paid."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.money import Money
from marketplace.kernel.policy import Permission
from marketplace.standards.kinds import kind_of
from marketplace.standards.models import TemplateVersion
from marketplace.standards.prose import render_prose
from marketplace.standards.queries import get_newest, get_version, list_templates
from marketplace.standards.samples import sample_table
from marketplace.standards.shown import show_example
from marketplace.web.actor import current_actor
from marketplace.web.door import Door

pages = Door("standards", __name__)


@pages.get("/templates", permission=Permission.SEE_TEMPLATE)
def list_catalogue() -> ResponseReturnValue:
    """Every template the reader may use."""
    return render_template("standards/templates.html", versions=list_templates(current_actor()))


@pages.get("/templates/<id:template_id>", permission=Permission.SEE_TEMPLATE)
def show_template(template_id: int) -> ResponseReturnValue:
    """The newest version of a template."""
    return _draw(get_newest(current_actor(), template_id))


@pages.get("/template-versions/<id:version_id>", permission=Permission.SEE_TEMPLATE)
def show_version(version_id: int) -> ResponseReturnValue:
    """One version, as batches and claims are pinned to it."""
    return _draw(get_version(current_actor(), version_id))


@pages.get("/template-versions/<id:version_id>/sample.csv", permission=Permission.SEE_TEMPLATE)
def download_sample(version_id: int) -> ResponseReturnValue:
    """A table with the right columns and an example, to be filled in and imported."""
    version = get_version(current_actor(), version_id)
    return Response(sample_table(version.spec), mimetype="text/csv", headers={
        "Content-Disposition": f'attachment; filename="{version.template.key}-sample.csv"'})


def _draw(version: TemplateVersion) -> ResponseReturnValue:
    spec = version.spec
    return render_template("standards/template.html", version=version, spec=spec, sop=render_prose(spec.sop), kind_of=kind_of, won=Money,
                           examples=[show_example(spec, example) for example in spec.examples])
