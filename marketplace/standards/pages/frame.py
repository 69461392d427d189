"""What every page of the builder shares: the parts in their order, how many faults each has, and the revision a page was drawn with."""

from typing import Any, Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Refusal
from marketplace.standards.builder import SIDES, Sheet, input_of, palette_for
from marketplace.standards.faults import Fault
from marketplace.standards.kinds import all_kinds
from marketplace.standards.models import TemplateVersion
from marketplace.standards.states import VERSION
from marketplace.standards.words import PARTS

PARTS_IN_ORDER: Final = ("basics", "inputs", "outputs", "sop", "examples", "checklist", "rules", "regular", "process", "quiz", "qc")
# Faults of a part that has no page of its own stand on the page of the part that decides about it.
_PAGE_OF: Final = {
    "title": "basics", "summary": "basics", "minutes": "basics", "claim_minutes": "basics", "review_hours": "basics", "price_range": "basics",
    "pass_mark": "checklist", "defects": "checklist", "tables": "regular", "prefill": "regular", "routes": "regular",
}


def page_of(fault: Fault) -> str:
    """The page of the builder on which a fault is mended."""
    page = _PAGE_OF.get(fault.part, fault.part)
    return page if page in PARTS_IN_ORDER else "basics"


def address_after(template_id: int, part: str) -> str:
    """The next page; after the last one, checking and publishing."""
    following = PARTS_IN_ORDER[PARTS_IN_ORDER.index(part) + 1:]
    return "/".join([f"/templates/{template_id}/draft", *following[:1]])


def sent_revision() -> int | None:
    """The revision that stood on the page that was sent."""
    named = request.form.get("revision", "")
    return int(named) if named.isascii() and named.isdigit() and len(named) < 10 else None


def tabs_of(draft: TemplateVersion, current: str) -> list[dict[str, Any]]:
    """The parts as tabs, each with how many faults are on it."""
    faults = [page_of(fault) for fault in draft.spec.faults()]
    here = f"/templates/{draft.template_id}/draft"
    tabs: list[dict[str, Any]] = [{"href": f"{here}/{part}", "label": str(PARTS[part]), "current": part == current,
                                   "count": faults.count(part) or None} for part in PARTS_IN_ORDER]
    return [*tabs, {"href": here, "label": str(PARTS["check"]), "current": current == "check"}]


def draw_part(draft: TemplateVersion, part: str, sheet: Sheet, *, refusal: Refusal | None = None, status: int = 200,
              **more: Any) -> ResponseReturnValue:
    """A part's page: its sheet, what is wrong at which input, and what still keeps it from being published."""
    faults = [fault for fault in draft.spec.faults() if page_of(fault) == part]
    is_side = part in SIDES
    if status == 200:
        mark(sheet, faults)
    return draw(draft, part, "side" if is_side else part, sheet=sheet, faults=faults, palette=palette_for(part) if is_side else [],
                refusal=refusal, **more), status


def mark(sheet: Sheet, faults: list[Fault]) -> None:
    """Let each fault of what is saved stand at the input that mends it."""
    for fault in faults:
        place = input_of(fault)
        if place in sheet.values:
            sheet.faults.setdefault(place, []).append(fault.sentence)


def draw(draft: TemplateVersion, part: str, template: str, **more: Any) -> str:
    """A page of the builder inside its frame."""
    return render_template(f"standards/build/{template}.html", draft=draft, spec=draft.spec, part=part, tabs=tabs_of(draft, part), PARTS=PARTS,
                           VERSION=VERSION, input_of=input_of, kind_of=lambda field: all_kinds().get(field.kind), **more)
