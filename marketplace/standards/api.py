"""Templates under /api/v1."""

from marketplace.api.door import ApiDoor
from marketplace.api.lists import page_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.standards.queries import get_newest, get_version, list_templates
from marketplace.standards.shapes import (
    TemplateDetailShape,
    TemplateShape,
    shape_template,
    shape_template_detail,
)
from marketplace.web.actor import current_actor

api = ApiDoor("standards", __name__)


@api.get("/templates", permission=Permission.SEE_TEMPLATE, returns=(TemplateShape,))
def list_newest_templates(cut: Cut) -> Page[TemplateShape]:
    """The templates one may use, each by its newest version."""
    return page_of(list_templates(current_actor()), cut, key="template_id", newest_first=False).map(shape_template)


@api.get("/templates/<id:template_id>", permission=Permission.SEE_TEMPLATE, returns=TemplateDetailShape)
def show_template(template_id: int) -> TemplateDetailShape:
    """A template in full, by its newest version."""
    return shape_template_detail(get_newest(current_actor(), template_id))


@api.get("/template-versions/<id:version_id>", permission=Permission.SEE_TEMPLATE, returns=TemplateDetailShape)
def show_template_version(version_id: int) -> TemplateDetailShape:
    """One version in full: batches and claims stay with the version they were made under."""
    return shape_template_detail(get_version(current_actor(), version_id))
