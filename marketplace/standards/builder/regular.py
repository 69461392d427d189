"""Rules that do the regular part, a row each: answers suggested to the worker, and where rows of material go."""

from typing import Any

from marketplace.standards.builder.sheet import Sheet
from marketplace.standards.kinds import Field
from marketplace.standards.parts import Lookup, Prefill, Route
from marketplace.standards.soundness_plan import ANSWERS_MOST
from marketplace.standards.spec import Spec
from marketplace.standards.words import GOES, SOURCES

_WHEN_MOST = 500


def fill_regular(spec: Spec) -> Sheet:
    """What stands in the draft."""
    sheet = Sheet()
    for number, one in enumerate(spec.prefill):
        source = "from-table" if one.table else "from-value" if one.value else "from-input"
        sheet.put(number, field=one.field, source=source, from_input=one.from_input, table=one.table, value=one.value, when=one.when,
                  **{f"by-{place}": name for place, name in enumerate(one.by or [""])})
    for number, route in enumerate(spec.routes):
        sheet.put(number, route_when=route.when, goes="to-business" if route.hold else "to-several", answers=route.answers or "",
                  reason=route.reason)
    return sheet


def read_regular(sheet: Sheet, spec: Spec) -> dict[str, Any]:
    """The new parts; a row in which nothing is written is none."""
    return {
        "prefill": tuple(_read_prefill(sheet, row, spec) for row in sheet.rows("field", "from_input", "table", "value", "when")),
        "routes": tuple(_read_route(sheet, row) for row in sheet.rows("route_when", "reason_ko", "reason_en", "answers")),
    }


def _read_prefill(sheet: Sheet, row: int, spec: Spec) -> Prefill:
    inputs = {field.name: field for field in spec.inputs}
    field = sheet.picked(f"field.{row}", {field.name: field for field in spec.outputs})
    when = sheet.words(f"when.{row}", most=_WHEN_MOST)
    source = sheet.chosen(f"source.{row}", SOURCES)
    if source == "from-value":
        return Prefill(field, value=sheet.needed(f"value.{row}"), when=when)
    if source == "from-input":
        return Prefill(field, from_input=sheet.picked(f"from_input.{row}", inputs), when=when)
    table = sheet.picked(f"table.{row}", spec.tables)
    return Prefill(field, table=table, by=_read_keys(sheet, row, spec.tables[table], inputs) if table else (), when=when)


def _read_keys(sheet: Sheet, row: int, table: Lookup, inputs: dict[str, Field]) -> tuple[str, ...]:
    """The input that each key is looked up by; one that is called like the key needn't be chosen."""
    for place, key in enumerate(table.keys):
        name = f"by-{place}.{row}"
        sheet.values[name] = sheet.values.get(name) or next((field.name for field in inputs.values() if _is_called(field, key)), "")
    return tuple(sheet.picked(f"by-{place}.{row}", inputs) for place in range(len(table.keys)))


def _is_called(field: Field, key: str) -> bool:
    return key.strip().casefold() in (field.name, field.label.ko.casefold(), field.label.en.casefold())


def _read_route(sheet: Sheet, row: int) -> Route:
    goes = sheet.chosen(f"goes.{row}", GOES)
    answers = sheet.whole(f"answers.{row}", least=1, most=ANSWERS_MOST) if goes == "to-several" else 0
    return Route(sheet.needed(f"route_when.{row}", most=_WHEN_MOST), sheet.both("reason", row), answers, hold=goes == "to-business")
