"""What an answer is judged by: the checklist with its weights and defect codes, and the plan of how many answer."""

from collections.abc import Mapping
from typing import Any, Final

from marketplace.standards.builder.naming import new_name
from marketplace.standards.builder.sheet import Sheet
from marketplace.standards.parts import CheckItem, Defect, QcPlan
from marketplace.standards.spec import Spec
from marketplace.standards.words import SEVERITY

_USUAL: Final = "major"


def fill_checklist(spec: Spec) -> Sheet:
    """What stands in the draft."""
    sheet, severity = Sheet(), {defect.code: defect.severity for defect in spec.defects}
    sheet.put(pass_mark=spec.pass_mark)
    for number, item in enumerate(spec.checklist):
        sheet.put(number, key=item.key, label=item.label, weight=item.weight, critical=item.critical, defect=item.defect, hint=item.hint,
                  severity=severity.get(item.defect, _USUAL))
    return sheet


def read_checklist(sheet: Sheet, spec: Spec) -> dict[str, Any]:
    """The new parts: items keep their keys, codes their words; a new code is listed where any are, or where its severity isn't the usual one."""
    items: list[CheckItem] = []
    known = {defect.code: defect for defect in spec.defects}
    defects = {code: defect for code, defect in known.items() if code not in {item.defect for item in spec.checklist}}
    for row in sheet.rows("label_ko", "label_en"):
        label = sheet.both("label", row)
        key = sheet.words(f"key.{row}") or new_name(label, [item.key for item in items], "item")
        code = sheet.words(f"defect.{row}", most=40) or key.upper().replace("_", "-")
        weight = sheet.whole(f"weight.{row}", most=100, usual=0)
        items.append(CheckItem(key, label, weight, code, sheet.flag(f"critical.{row}"), sheet.both("hint", row)))
        severity = sheet.chosen(f"severity.{row}", {_USUAL: 1} | SEVERITY)
        if known or severity != _USUAL:
            defects[code] = Defect(code, known[code].label if code in known else label, severity)  # type: ignore[arg-type]
    return {"pass_mark": sheet.whole("pass_mark", least=1, most=100), "checklist": tuple(items),
            "defects": _in_order(defects, [*known], [item.defect for item in items])}


def _in_order(defects: Mapping[str, Defect], *orders: list[str]) -> tuple[Defect, ...]:
    """The codes that were there in their order, then new ones in the checklist's; where one is listed, every item's code must be."""
    listed = dict.fromkeys(code for order in orders for code in order)
    return tuple(defects[code] for code in listed if code in defects)


def fill_plan(spec: Spec) -> Sheet:
    """What stands in the draft."""
    sheet = Sheet()
    sheet.put(answers=spec.qc.answers, **{f"tolerance-{name}": tolerance for name, tolerance in spec.qc.tolerances.items()})
    return sheet


def read_plan(sheet: Sheet, spec: Spec) -> dict[str, Any]:
    """The new parts."""
    found = {field.name: sheet.part_of(f"tolerance-{field.name}") for field in spec.outputs}
    tolerances = {name: tolerance for name, tolerance in found.items() if tolerance is not None}
    return {"qc": QcPlan(sheet.whole("answers", least=1, most=20, usual=1), tolerances)}
