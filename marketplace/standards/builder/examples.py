"""Examples, a row each: an input as it is typed, and a good answer to it, field by field."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.builder.sheet import LINES, Sheet
from marketplace.standards.kinds import BadValue, Field, all_kinds, kind_of
from marketplace.standards.kinds.base import NO_WORDS
from marketplace.standards.parts import Example
from marketplace.standards.spec import Spec

PICKED: Final = ("one", "category")
WRITTEN: Final = ("area", "rich")
_SEVERAL: Final = Text("여럿이면 ; 로 나눠요", "Several with ; between")
HINTS: Final[dict[str, Text]] = {  # how one line says what has a control of its own on the work page
    "many": _SEVERAL, "tags": _SEVERAL, "upload": Text("파일 이름. 여럿이면 ; 로 나눠요", "The file's name; several with ; between"),
    "table": Text("열=값, 열=값; 다음 줄", "column=value, column=value; next row"),
    "boxes": Text("이름 왼쪽,위,너비,높이; 다음 상자 (사진의 1/10000)", "label left,top,width,height; next box (1/10000 of the photo)"),
    "address": Text("우편번호 | 주소 | 상세 주소 | 받는 사람", "postcode | road | detail | recipient"),
}


def hint_of(field: Field) -> Text:
    """How a value of the field is typed into one line; blank where there is nothing to say."""
    return HINTS.get(kind_of(field).widget, NO_WORDS)


def fill_examples(spec: Spec) -> Sheet:
    """What stands in the draft."""
    sheet = Sheet()
    for number, example in enumerate(spec.examples):
        sheet.put(number, note=example.note)
        for start, fields, values in (("in", spec.inputs, example.input), ("out", spec.outputs, example.answers)):
            sheet.put(number, **{f"{start}-{field.name}": _typed(field, values.get(field.name)) for field in fields})
    return sheet


def read_examples(sheet: Sheet, spec: Spec) -> dict[str, Any]:
    """The new parts; a row in which no field is filled in is none."""
    columns = [f"{start}-{field.name}" for start, fields in (("in", spec.inputs), ("out", spec.outputs)) for field in fields]
    return {"examples": tuple(
        Example(_read(sheet, "in", row, spec.inputs, _known(spec, row).input), _read(sheet, "out", row, spec.outputs, _known(spec, row).answers),
                sheet.both("note", row, most=1_000)) for row in sheet.rows(*columns))}


def _read(sheet: Sheet, start: str, row: int, fields: Iterable[Field], known: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed for each field; what stands as it was drawn stays as it was stored."""
    read: dict[str, Any] = {}
    for field in fields:
        typed = sheet.words(f"{start}-{field.name}.{row}", most=LINES, lines=True)
        if typed:
            read[field.name] = known[field.name] if typed == _typed(field, known.get(field.name)).strip() else typed
    return read


def _known(spec: Spec, row: int) -> Example:
    return spec.examples[row] if row < len(spec.examples) else Example({}, {})


def _typed(field: Field, value: Any) -> str:
    """A stored value as one types it: a text as it stands, anything else and what is picked as its kind says it."""
    kind = all_kinds().get(field.kind)
    if value is None or kind is None or (isinstance(value, str) and kind.widget not in PICKED):
        return value or ""
    try:
        return str(kind.cell(kind.parse(value, field), field))
    except (BadValue, ValueError, TypeError, LookupError, ArithmeticError):  # the field has changed since, or is still being made
        return str(value)
