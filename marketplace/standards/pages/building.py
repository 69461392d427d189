"""Building a template by page: begun, then written part by part, each saved on its own; nothing typed is lost."""

from typing import Any, Final

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict, Invalid, NotFound, TooLarge, UnsupportedType
from marketplace.kernel.forms import VerbForm
from marketplace.kernel.money import DECIMALS
from marketplace.kernel.policy import Permission, require
from marketplace.kernel.text import Text, t
from marketplace.standards import service
from marketplace.standards.builder import SHEETS, Sheet, input_of
from marketplace.standards.builder.checks import CHECKS
from marketplace.standards.builder.examples import PICKED, WRITTEN, hint_of
from marketplace.standards.builder.sheet import LINES
from marketplace.standards.forms import TemplateForm, read_start
from marketplace.standards.models import TemplateVersion
from marketplace.standards.pages.frame import address_after, draw_part, page_of, sent_revision
from marketplace.standards.prose import render_prose
from marketplace.standards.queries import get_draft, list_templates
from marketplace.standards.words import CHECKS as CHECK_WORDS
from marketplace.standards.words import GOES, LAYOUTS, PERSONAL, SEVERITY, SOURCES, WHO
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent

pages = Door("building", __name__)
_WORDS: Final[dict[str, Any]] = {"layouts": LAYOUTS, "personal": PERSONAL, "severities": SEVERITY, "doers": WHO, "sources": SOURCES,
                 "goes": GOES, "currencies": tuple(DECIMALS), "checks": {check: CHECK_WORDS.get(check, Text(check, check)) for check in CHECKS},
                 "PICKED": PICKED, "WRITTEN": WRITTEN, "hint_of": hint_of, "render_prose": render_prose, "both": lambda words: Text(words, words)}


@pages.get("/templates/new", permission=Permission.MAKE_TEMPLATE)
def new_template() -> ResponseReturnValue:
    """Where to start from: one's own table, a ready template, or nothing."""
    require(current_actor(), Permission.MAKE_TEMPLATE)
    return draw_start(TemplateForm())


@pages.post("/templates", permission=Permission.MAKE_TEMPLATE)
def make_template() -> ResponseReturnValue:
    """Begin a template from nothing or as a copy."""
    form = sent(TemplateForm)
    draft = attempt(form, lambda **typed: service.make_template(**read_start(**typed), actor=current_actor()))
    if draft is None:
        return draw_start(form)
    return redirect(f"/templates/{draft.template_id}/draft/basics", 303)


@pages.get("/templates/<id:template_id>/draft/<part>", permission=Permission.EDIT_DRAFT)
def show_part(template_id: int, part: str) -> ResponseReturnValue:
    """One part of the draft in its sheet."""
    draft = get_draft(current_actor(), template_id)
    if part in ("inputs", "outputs"):
        return draw_part(draft, part, Sheet(), **_WORDS)
    if part not in SHEETS:
        raise NotFound()
    return draw_part(draft, part, SHEETS[part].fill(draft.spec), **_WORDS)


@pages.post("/templates/<id:template_id>/draft/<part>", permission=Permission.EDIT_DRAFT)
def save_part(template_id: int, part: str) -> ResponseReturnValue:
    """Save one part; what can't be read is said at its input."""
    draft = get_draft(current_actor(), template_id)
    if part not in SHEETS:
        raise NotFound()
    sheet = Sheet.sent(request.form)
    changes = SHEETS[part].read(sheet, draft.spec)
    if sheet.errors:
        return draw_part(draft, part, sheet, status=422, **_WORDS)
    try:
        if part == "sop":
            changes = _with_picture(template_id, changes)
        saved = service.edit_draft(template_id, changes=changes, expected_revision=sent_revision(), actor=current_actor())
    except (Conflict, Invalid, TooLarge, UnsupportedType) as refusal:
        return draw_part(get_draft(current_actor(), template_id), part, sheet, refusal=refusal, status=refusal.status, **_WORDS)
    flash(t("저장했어요.", "Saved."), "success")
    return redirect(_page_after(saved, part), 303)


def _page_after(draft: TemplateVersion, part: str) -> str:
    """Where saving leads: to the next part, to a new table, or back to what still is to be mended at one of the inputs."""
    wanted = request.form.get("next")
    if wanted == "table":
        return f"/templates/{draft.template_id}/draft-tables"
    stays = request.files.get("picture") or any(page_of(fault) == part and input_of(fault) for fault in draft.spec.faults())
    return address_after(draft.template_id, part) if wanted and not stays else request.path


def _with_picture(template_id: int, changes: dict[str, Any]) -> dict[str, Any]:
    """The standard with the picture that was sent along at its end, where its writer moves it from."""
    picture = request.files.get("picture")
    if picture is None or not picture.filename:
        return changes
    kept = service.add_picture(template_id, file=picture.stream, filename=picture.filename, actor=current_actor())
    ko, en = (f"{words.rstrip()}\n\n{kept.markdown}".lstrip() for words in (changes["sop"].ko, changes["sop"].en))
    return {"sop": Text(ko, en)}


@pages.post("/prose-previews", permission=Permission.EDIT_DRAFT)
def preview_prose() -> ResponseReturnValue:
    """Markdown as workers will read it."""
    require(current_actor(), Permission.EDIT_DRAFT)
    words = request.form.get("words", "")[:LINES]
    return str(render_prose(Text(words, words)))


def draw_start(form: VerbForm, **more: VerbForm) -> ResponseReturnValue:
    """The page on which a template is begun, with what was refused at its place; a form of another start comes by its name."""
    drawn = render_template("standards/template_new.html", form=form, versions=list_templates(current_actor()), **more)
    return drawn, next((int(getattr(one, "status", 422)) for one in (form, *more.values()) if one.errors), 200)
