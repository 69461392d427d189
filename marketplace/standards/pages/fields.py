"""The fields of a draft by page: added from the palette, written, moved, taken out."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict, NotFound
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.standards import builder, service
from marketplace.standards.builder import Sheet
from marketplace.standards.kinds import all_kinds
from marketplace.standards.models import TemplateVersion
from marketplace.standards.pages.frame import draw, draw_part, sent_revision
from marketplace.standards.queries import get_draft
from marketplace.standards.settings import settings_of
from marketplace.standards.spec import Spec
from marketplace.web.actor import current_actor
from marketplace.web.door import Door

pages = Door("template_fields", __name__)


@pages.post("/templates/<id:template_id>/draft-fields/<side>", permission=Permission.EDIT_DRAFT)
def add_field(template_id: int, side: str) -> ResponseReturnValue:
    """Add a field of a kind; one with things to choose from is written at once."""
    draft = _draft_with(template_id, side)
    sheet = Sheet.sent(request.form)
    changes, name = builder.add_field(sheet, draft.spec, side)
    if sheet.errors:
        return draw_part(draft, side, sheet, status=422)
    saved = service.edit_draft(template_id, changes=changes, expected_revision=draft.revision, actor=current_actor())
    needs_more = any(fault.place.startswith(f"{side}.{name}.") for fault in saved.spec.faults())
    flash(t("항목을 더했어요.", "The field is added."), "success")
    return redirect(f"/templates/{template_id}/draft/{side}" + (f"/{name}" if needs_more else ""), 303)


@pages.get("/templates/<id:template_id>/draft/<side>/<name>", permission=Permission.EDIT_DRAFT)
def show_field(template_id: int, side: str, name: str) -> ResponseReturnValue:
    """One field with its options and the settings of its kind."""
    draft = _draft_with(template_id, side)
    return _draw(draft, side, name, builder.fill_field(builder.find_field(draft.spec, side, name)))


@pages.post("/templates/<id:template_id>/draft/<side>/<name>", permission=Permission.EDIT_DRAFT)
def save_field(template_id: int, side: str, name: str) -> ResponseReturnValue:
    """Save one field."""
    draft = _draft_with(template_id, side)
    sheet = Sheet.sent(request.form)
    changes = builder.read_field(sheet, draft.spec, side, name)
    if sheet.errors:
        return _draw(draft, side, name, sheet, status=422)
    try:
        saved = service.edit_draft(template_id, changes=changes, expected_revision=sent_revision(), actor=current_actor())
    except Conflict as refusal:
        return _draw(_draft_with(template_id, side), side, name, sheet, refusal=refusal, status=refusal.status)
    if any(fault.place.startswith(f"{side}.{name}") for fault in saved.spec.faults()):
        return redirect(request.path, 303)
    flash(t("저장했어요.", "Saved."), "success")
    return redirect(f"/templates/{template_id}/draft/{side}", 303)


@pages.post("/templates/<id:template_id>/draft/<side>/<name>/moves", permission=Permission.EDIT_DRAFT)
def move_field(template_id: int, side: str, name: str) -> ResponseReturnValue:
    """One place up or down."""
    return _change(template_id, side, lambda spec: builder.move_field(spec, side, name, up=request.form.get("to") == "up"))


@pages.post("/templates/<id:template_id>/draft/<side>/<name>/removal", permission=Permission.EDIT_DRAFT)
def remove_field(template_id: int, side: str, name: str) -> ResponseReturnValue:
    """Take the field out."""
    return _change(template_id, side, lambda spec: builder.remove_field(spec, side, name))


def _change(template_id: int, side: str, change: Callable[[Spec], dict[str, Any]]) -> ResponseReturnValue:
    draft = _draft_with(template_id, side)
    service.edit_draft(template_id, changes=change(draft.spec), expected_revision=draft.revision, actor=current_actor())
    return redirect(f"/templates/{template_id}/draft/{side}", 303)


def _draft_with(template_id: int, side: str) -> TemplateVersion:
    draft = get_draft(current_actor(), template_id)
    if side not in builder.SIDES:
        raise NotFound()
    return draft


def _draw(draft: TemplateVersion, side: str, name: str, sheet: Sheet, *, refusal: Conflict | None = None, status: int = 200) -> ResponseReturnValue:
    field = builder.find_field(draft.spec, side, name)
    faults = [fault for fault in draft.spec.faults() if fault.place == f"{side}.{name}" or fault.place.startswith(f"{side}.{name}.")]
    columns = [(one.name, str(one.title)) for _, choices in builder.palette_for(side) for one in choices if all_kinds()[one.name].is_simple]
    return draw(draft, side, "field", field=field, kind=all_kinds()[field.kind], sheet=sheet, faults=faults, settings=settings_of(field),
                takes_options=builder.takes_options(field), columns=columns, refusal=refusal,
                pairs=lambda words: [(word, word) for word in words]), status
