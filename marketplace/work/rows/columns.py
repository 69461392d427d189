"""Which field each column of a table is: as a person said, else by its name; what is only alike is proposed, never acted upon."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final, Literal, NoReturn
from unicodedata import normalize

import msgspec

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.rows.hints import refuse_hints, units_of

LIKE: Final = 0.82  # how alike two names must be for one to be proposed for the other
COMPARED_MOST: Final = 60  # characters: a longer header is no name
# What shops call a column of a kind, where a template has only one field of it.
USUAL: Final[dict[str, tuple[str, ...]]] = {
    "gtin": ("바코드", "barcode", "ean", "ean13", "upc", "jan", "gtin"),
    "sku": ("sku", "품번", "상품코드", "자체상품코드", "product code", "item code"),
    "photo": ("사진", "이미지", "그림", "photo", "image", "picture", "img", "파일명", "filename"),
    "url": ("url", "링크", "link"),
    "money": ("가격", "판매가", "금액", "price", "amount"),
    "integer": ("수량", "개수", "quantity", "qty", "count"),
    "date": ("날짜", "일자", "date"),
}
_NOT_A_LETTER: Final = re.compile(r"[\W_]+")
_IN_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")


class ColumnUse(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a column is: a field, or none when it is left out; the unit and the order of dates where its cells don't say."""

    field: str | None = None
    unit: str = ""
    dates: Literal["", "ymd", "dmy", "mdy"] = ""


Uses = Mapping[str, ColumnUse]
NOTHING_SAID: Final[Uses] = MappingProxyType({})


def match_columns(columns: Sequence[str], fields: Sequence[Field], said: Uses = NOTHING_SAID) -> dict[str, ColumnUse]:
    """The use of every column, as said or by its name; raises `Invalid` columns_differ, or what is wrong with what was said."""
    _refuse_wrong(columns, fields, said)
    uses = _named(columns, fields, said)
    names = [use.field for use in uses.values() if use.field]
    missing = [field.name for field in fields if field.required and field.name not in names]
    unknown = [column for column in columns if column not in uses]
    if missing or unknown or len(set(names)) < len(names):
        _refuse(columns, fields, missing, unknown)
    return {column: uses[column] for column in columns}


def guess_columns(columns: Sequence[str], fields: Sequence[Field], said: Uses = NOTHING_SAID) -> dict[str, ColumnUse]:
    """The same with a proposal where no name fits, by the kind's usual names, then by likeness; columns like nothing are left out."""
    uses = _named(columns, fields, {column: use for column, use in said.items() if column in columns})
    for column in columns:
        usual = [field for field in _left(fields, uses) if _plain(column) in _usual_words(field, fields)]
        if column not in uses and usual:
            uses[column] = _used_as(usual[0], column)
    others = [column for column in columns if column not in uses and len(column) <= COMPARED_MOST]
    pairs = [(_likeness(column, field), column, field) for column in others for field in _left(fields, uses)]
    for likeness, column, field in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= LIKE and column not in uses and field in _left(fields, uses):
            uses[column] = _used_as(field, column)
    return uses


def _named(columns: Sequence[str], fields: Sequence[Field], said: Uses) -> dict[str, ColumnUse]:
    """What was said, and every other column that bears the name or the label of a field still free."""
    uses = dict(said)
    for column in columns:
        named = [field for field in _left(fields, uses) if _plain(column) in _own_words(field)]
        if column not in uses and named:
            uses[column] = _used_as(named[0], column)
    return uses


def _used_as(field: Field, column: str) -> ColumnUse:
    """The field, with the unit that the header gives in brackets where the field takes it."""
    inside = _IN_BRACKETS.search(column)
    unit = inside[1].strip().casefold() if inside else ""
    return ColumnUse(field.name, unit if unit in units_of(field) else "")


def _left(fields: Sequence[Field], uses: Uses) -> list[Field]:
    taken = {use.field for use in uses.values()}
    return [field for field in fields if field.name not in taken]


def _own_words(field: Field) -> set[str]:
    return {_plain(word) for word in (field.name, field.label.ko, field.label.en)}


def _usual_words(field: Field, fields: Sequence[Field]) -> set[str]:
    alone = sum(other.kind == field.kind for other in fields) == 1
    return {_plain(word) for word in USUAL.get(field.kind, ())} if alone else set()


def _plain(word: str) -> str:
    """Letters and digits alone, without case or what stands in brackets: `Weight (kg)` is `weight`."""
    whole = normalize("NFC", word).casefold()
    return _NOT_A_LETTER.sub("", _IN_BRACKETS.sub("", whole)) or whole


def _likeness(column: str, field: Field) -> float:
    return max(SequenceMatcher(None, _plain(column), word).ratio() for word in _own_words(field))


def _refuse_wrong(columns: Sequence[str], fields: Sequence[Field], said: Uses) -> None:
    by_name = {field.name: field for field in fields}
    for column, use in said.items():
        if column not in columns:
            _refuse_name("column_unknown", column, columns)
        if use.field is not None and use.field not in by_name:
            _refuse_name("field_unknown", use.field, by_name)
        refuse_hints(by_name[use.field] if use.field else None, unit=use.unit, dates=use.dates)


def _refuse_name(code: str, what: str, known: Iterable[str]) -> NoReturn:
    shown = [name[:60] for name in known][:50]
    raise Invalid.field("mapping", code, Text(
        "‘{what}’ 이름은 없어요. 있는 이름: {there}.", "There is no “{what}”. There are: {there}."),
        what=what[:60], there=", ".join(shown), known=shown)


def _refuse(columns: Sequence[str], fields: Sequence[Field], missing: list[str], unknown: list[str]) -> NoReturn:
    expected, found = [field.name for field in fields], [column[:60] for column in columns[:50]]
    raise Invalid.field("table", "columns_differ", Text(
        "열 이름이 달라요. 필요한 열: {wanted}. 파일의 열: {there}.", "The columns differ. Expected: {wanted}. Found: {there}."),
        wanted=", ".join(expected), there=", ".join(found),
        expected=expected, found=found, missing=missing, unknown=[name[:60] for name in unknown[:50]], row=1)
