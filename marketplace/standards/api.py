"""Templates under /api/v1: read, made, drafted, published, held against each other, retired and brought back."""

from typing import Any, Final

from marketplace.api.door import ApiDoor, expected_version
from marketplace.api.lists import page_of
from marketplace.api.parameters import ID
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.standards import service
from marketplace.standards.forms import DraftChangesForm, PictureForm, TemplateForm, read_start
from marketplace.standards.queries import (
    get_draft,
    get_newest,
    get_version,
    get_version_before,
    list_drafts,
    list_retired,
    list_templates,
    list_versions,
)
from marketplace.standards.shapes import (
    TemplateDetailShape,
    TemplateShape,
    shape_template,
    shape_template_detail,
)
from marketplace.standards.shapes_draft import (
    DifferencesShape,
    DraftRowShape,
    PictureShape,
    RetiredShape,
    TemplateDraftShape,
    shape_differences,
    shape_draft,
    shape_draft_row,
    shape_picture,
    shape_retired,
)
from marketplace.web.actor import current_actor

api = ApiDoor("standards", __name__)
_CHANGES: Final = {"title": {"ko": "상자 라벨 확인", "en": "Check box labels"}, "minutes": 2, "claim_minutes": 20}


@api.get("/templates", permission=Permission.SEE_TEMPLATE, returns=(TemplateShape,))
def list_newest_templates(cut: Cut) -> Page[TemplateShape]:
    """The templates one may use, each by its newest version."""
    return page_of(list_templates(current_actor()), cut, key="template_id", newest_first=False).map(shape_template)


@api.post("/templates", permission=Permission.MAKE_TEMPLATE, form=TemplateForm, returns=TemplateDraftShape, errors=(404,),
          example={"title": "Box labels"})
def make_template(values: dict[str, Any]) -> TemplateDraftShape:
    """Begin a template of one's company as a draft: from nothing, as a copy of a version, or out of a Turkle or Mechanical Turk template."""
    return shape_draft(service.make_template(**read_start(**values), actor=current_actor()))


@api.get("/template-drafts", permission=Permission.EDIT_DRAFT, returns=(DraftRowShape,))
def list_company_drafts(cut: Cut) -> Page[DraftRowShape]:
    """The drafts of one's company, the newest first."""
    return list_drafts(current_actor(), cut).map(shape_draft_row)


@api.get("/retired-templates", permission=Permission.RESTORE_TEMPLATE, returns=(TemplateShape,))
def list_retired_templates(cut: Cut) -> Page[TemplateShape]:
    """The retired templates of one's company, each by its newest version."""
    return list_retired(current_actor(), cut).map(shape_template)


@api.get("/templates/<id:template_id>", permission=Permission.SEE_TEMPLATE, returns=TemplateDetailShape)
def show_template(template_id: int) -> TemplateDetailShape:
    """A template in full, by its newest version."""
    return shape_template_detail(get_newest(current_actor(), template_id))


@api.get("/templates/<id:template_id>/versions", permission=Permission.SEE_TEMPLATE, returns=(TemplateShape,))
def list_template_versions(template_id: int, cut: Cut) -> Page[TemplateShape]:
    """The published versions of a template, the newest first."""
    return list_versions(current_actor(), template_id, cut).map(shape_template)


@api.post("/templates/<id:template_id>/drafts", permission=Permission.MAKE_TEMPLATE, returns=TemplateDraftShape)
def start_draft(template_id: int) -> TemplateDraftShape:
    """Begin the next version of an own template as a copy of the newest."""
    return shape_draft(service.start_draft(template_id, actor=current_actor()))


@api.get("/templates/<id:template_id>/draft", permission=Permission.EDIT_DRAFT, returns=TemplateDraftShape, versioned=True)
def show_draft(template_id: int) -> TemplateDraftShape:
    """A draft in full, checked: every fault is named by its place."""
    return shape_draft(get_draft(current_actor(), template_id))


@api.patch("/templates/<id:template_id>/draft", permission=Permission.EDIT_DRAFT, form=DraftChangesForm, returns=TemplateDraftShape, versioned=True,
           example=_CHANGES)
def edit_draft(template_id: int, values: dict[str, Any]) -> TemplateDraftShape:
    """Put new parts into a draft, sound or not; what isn't sent or is null stays. Guarded by If-Match."""
    changes = {name: value for name, value in values.items() if value is not None}
    return shape_draft(service.edit_draft(template_id, changes=changes, expected_revision=expected_version(), actor=current_actor()))


@api.post("/templates/<id:template_id>/pictures", permission=Permission.EDIT_DRAFT, form=PictureForm, returns=PictureShape, upload=True,
          outbound=True)
def add_picture(template_id: int, values: dict[str, Any]) -> PictureShape:
    """Keep a picture for the working standard of a draft; its Markdown says where it stands."""
    picture = values["picture"]
    return shape_picture(service.add_picture(template_id, file=picture.stream, filename=picture.filename, actor=current_actor()))


@api.post("/templates/<id:template_id>/publication", permission=Permission.PUBLISH_DRAFT, returns=TemplateDetailShape, errors=(409, 422))
def publish_draft(template_id: int) -> TemplateDetailShape:
    """Make the draft the newest version, for good; 422 names the place of every fault."""
    return shape_template_detail(service.publish_draft(template_id, actor=current_actor()))


@api.post("/templates/<id:template_id>/draft-discards", permission=Permission.DISCARD_DRAFT, returns=DraftRowShape)
def discard_draft(template_id: int) -> DraftRowShape:
    """Throw the draft away; published versions stay, a template that has none is gone."""
    return shape_draft_row(service.discard_draft(template_id, actor=current_actor()))


@api.post("/templates/<id:template_id>/retirement", permission=Permission.RETIRE_TEMPLATE, returns=RetiredShape)
def retire_template(template_id: int) -> RetiredShape:
    """Take an own template out of use; batches that have it go on."""
    return shape_retired(service.retire_template(template_id, actor=current_actor()))


@api.post("/templates/<id:template_id>/restorations", permission=Permission.RESTORE_TEMPLATE, returns=RetiredShape)
def restore_template(template_id: int) -> RetiredShape:
    """Let new batches take a retired template again."""
    return shape_retired(service.restore_template(template_id, actor=current_actor()))


@api.get("/template-versions/<id:version_id>", permission=Permission.SEE_TEMPLATE, returns=TemplateDetailShape)
def show_template_version(version_id: int) -> TemplateDetailShape:
    """One version in full: batches and claims stay with the version they were made under."""
    return shape_template_detail(get_version(current_actor(), version_id))


@api.get("/template-versions/<id:version_id>/differences", permission=Permission.SEE_TEMPLATE, returns=DifferencesShape, query={"since": ID})
def show_differences(version_id: int, since: int | None) -> DifferencesShape:
    """What differs from the version `since`, or from the one before, in words; the standard line by line."""
    actor = current_actor()
    version = get_version(actor, version_id)
    before = get_version(actor, since) if since is not None else get_version_before(actor, version)
    if before is None or before.template_id != version.template_id:
        raise NotFound()
    return shape_differences(before, version)
