"""The catalogue of templates by page: what can be posted, how it is done, checked and paid."""

from typing import Final

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut
from marketplace.kernel.policy import Permission, can
from marketplace.standards.differences import compare
from marketplace.standards.kinds import kind_of
from marketplace.standards.models import TemplateVersion
from marketplace.standards.prose import render_prose
from marketplace.standards.queries import (
    get_newest,
    get_picture,
    get_version,
    get_version_before,
    has_draft,
    list_drafts,
    list_retired,
    list_templates,
    list_versions,
)
from marketplace.standards.regular import source_of
from marketplace.standards.samples import has_sample_photos, sample_bundle, sample_table
from marketplace.standards.service import picture_store
from marketplace.standards.shown import show_example
from marketplace.standards.states import VERSION
from marketplace.standards.words import PERSONAL, WHO
from marketplace.web.actor import current_actor
from marketplace.web.door import Door

pages = Door("standards", __name__)
DAY: Final = 86_400


@pages.get("/templates", permission=Permission.SEE_TEMPLATE)
def list_catalogue() -> ResponseReturnValue:
    """Every template the reader may use, and what their company is writing."""
    actor = current_actor()
    drafts = list_drafts(actor, Cut()).items if can(actor, Permission.EDIT_DRAFT) else []
    retired = list_retired(actor, Cut()).items if can(actor, Permission.RESTORE_TEMPLATE) else []
    return render_template("standards/templates.html", versions=list_templates(actor), drafts=drafts, retired=retired, VERSION=VERSION)


@pages.get("/templates/<id:template_id>", permission=Permission.SEE_TEMPLATE)
def show_template(template_id: int) -> ResponseReturnValue:
    """The newest version of a template."""
    return _draw(get_newest(current_actor(), template_id))


@pages.get("/template-versions/<id:version_id>", permission=Permission.SEE_TEMPLATE)
def show_version(version_id: int) -> ResponseReturnValue:
    """One version, as batches and claims are pinned to it."""
    return _draw(get_version(current_actor(), version_id))


@pages.get("/template-versions/<id:version_id>/differences", permission=Permission.SEE_TEMPLATE)
def show_differences(version_id: int) -> ResponseReturnValue:
    """What a version changed, held against the one asked for or the one before."""
    actor = current_actor()
    version = get_version(actor, version_id)
    since = request.args.get("since", "")
    before = get_version(actor, int(since)) if since.isascii() and since.isdigit() and len(since) < 18 else get_version_before(actor, version)
    if before is None or before.template_id != version.template_id:
        raise NotFound()
    return render_template("standards/version_differences.html", before=before, version=version, found=compare(before.spec, version.spec))


@pages.get("/template-versions/<id:version_id>/sample.csv", permission=Permission.SEE_TEMPLATE)
def download_sample(version_id: int) -> ResponseReturnValue:
    """A table with the right columns and some rows, to be filled in and imported."""
    version = get_version(current_actor(), version_id)
    return _attach(sample_table(version.template.key, version.spec), "text/csv", f"{version.template.key}-sample.csv")


@pages.get("/template-versions/<id:version_id>/sample.zip", permission=Permission.SEE_TEMPLATE)
def download_sample_bundle(version_id: int) -> ResponseReturnValue:
    """The same table with the photos that it names, to be imported as it is."""
    version = get_version(current_actor(), version_id)
    return _attach(sample_bundle(version.template.key, version.spec), "application/zip", f"{version.template.key}-sample.zip")


def _attach(data: bytes, mimetype: str, filename: str) -> Response:
    return Response(data, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{filename}"'})


@pages.get("/template-pictures/<id:picture_id>", permission=Permission.SEE_TEMPLATE)
def show_picture(picture_id: int) -> ResponseReturnValue:
    """A picture of a working standard, served so that nothing in it can run."""
    picture = get_picture(current_actor(), picture_id)
    answer = send_file(picture_store().path(picture.stored_as), mimetype=picture.media_type, conditional=True, etag=picture.stored_as)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = f"private, max-age={DAY}, immutable"
    return answer


def _draw(version: TemplateVersion) -> ResponseReturnValue:
    spec, actor = version.spec, current_actor()
    is_own = version.template.company_id is not None and version.template.company_id == actor.company_id
    return render_template(
        "standards/template.html", version=version, spec=spec, sop=render_prose(spec.sop), kind_of=kind_of, won=Money, is_own=is_own,
        versions=list_versions(actor, version.template_id, Cut()).items, has_draft=is_own and has_draft(version.template_id),
        suggested=[(spec.field(rule.field).label, source_of(rule, spec.tables, spec.inputs), rule.when) for rule in spec.prefill],
        has_photos=has_sample_photos(version.template.key, spec),
        examples=[show_example(spec, example) for example in spec.examples], WHO=WHO, PERSONAL=PERSONAL)
