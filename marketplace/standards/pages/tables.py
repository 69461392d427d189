"""The look-up tables of a draft by page: added, written, taken out."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict, Refusal, TooLarge
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.standards import builder, service
from marketplace.standards.builder import Sheet
from marketplace.standards.models import TemplateVersion
from marketplace.standards.pages.frame import draw, mark, sent_revision
from marketplace.standards.queries import get_draft
from marketplace.web.actor import current_actor
from marketplace.web.door import Door

pages = Door("template_tables", __name__)


@pages.get("/templates/<id:template_id>/draft-tables", permission=Permission.EDIT_DRAFT)
def new_table(template_id: int) -> ResponseReturnValue:
    """Where a table is pasted."""
    return _draw(get_draft(current_actor(), template_id), None, Sheet())


@pages.post("/templates/<id:template_id>/draft-tables", permission=Permission.EDIT_DRAFT)
def add_table(template_id: int) -> ResponseReturnValue:
    """Add a table as it was pasted."""
    draft = get_draft(current_actor(), template_id)
    sheet = Sheet.sent(request.form)
    changes, name = builder.add_table(sheet, draft.spec)
    if sheet.errors:
        return _draw(draft, None, sheet, status=422)
    try:
        service.edit_draft(template_id, changes=changes, expected_revision=draft.revision, actor=current_actor())
    except (Conflict, TooLarge) as refusal:
        return _draw(get_draft(current_actor(), template_id), None, sheet, refusal=refusal, status=refusal.status)
    flash(t("표를 더했어요.", "The table is added."), "success")
    return redirect(f"/templates/{template_id}/draft/tables/{name}", 303)


@pages.get("/templates/<id:template_id>/draft/tables/<name>", permission=Permission.EDIT_DRAFT)
def show_table(template_id: int, name: str) -> ResponseReturnValue:
    """One table, row by row."""
    draft = get_draft(current_actor(), template_id)
    return _draw(draft, name, builder.fill_table(builder.find_table(draft.spec, name)))


@pages.post("/templates/<id:template_id>/draft/tables/<name>", permission=Permission.EDIT_DRAFT)
def save_table(template_id: int, name: str) -> ResponseReturnValue:
    """Save one table; what can't be read is said at its input."""
    draft = get_draft(current_actor(), template_id)
    sheet = Sheet.sent(request.form)
    changes = builder.read_table(sheet, draft.spec, name)
    if sheet.errors:
        return _draw(draft, name, sheet, status=422)
    try:
        saved = service.edit_draft(template_id, changes=changes, expected_revision=sent_revision(), actor=current_actor())
    except (Conflict, TooLarge) as refusal:
        return _draw(get_draft(current_actor(), template_id), name, sheet, refusal=refusal, status=refusal.status)
    flash(t("저장했어요.", "Saved."), "success")
    stays = any(fault.place.startswith(f"tables.{name}") for fault in saved.spec.faults())
    return redirect(request.path if stays else f"/templates/{template_id}/draft/regular", 303)


@pages.post("/templates/<id:template_id>/draft/tables/<name>/removal", permission=Permission.EDIT_DRAFT)
def remove_table(template_id: int, name: str) -> ResponseReturnValue:
    """Take the table out."""
    draft = get_draft(current_actor(), template_id)
    service.edit_draft(template_id, changes=builder.remove_table(draft.spec, name), expected_revision=draft.revision, actor=current_actor())
    return redirect(f"/templates/{template_id}/draft/regular", 303)


def _draw(draft: TemplateVersion, name: str | None, sheet: Sheet, *, refusal: Refusal | None = None, status: int = 200) -> ResponseReturnValue:
    table = builder.find_table(draft.spec, name) if name else None
    faults = [fault for fault in draft.spec.faults() if name and f"{fault.place}.".replace("[", ".").startswith(f"tables.{name}.")]
    if status == 200:
        mark(sheet, faults)
    is_long = table is None or len(table.rows) > builder.ROWS_DRAWN
    return draw(draft, "regular", "table", table_name=name, table=table, is_long=is_long, sheet=sheet, faults=faults, refusal=refusal,
                columns=[f"cell-{place}" for place in range(len(table.keys) + 1)] if table else []), status
