"""What a column's cells leave unsaid: the unit of a bare number, and the order of day, month and year."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, kind_of

Read = Callable[[object], Any]
ORDERS: Final[Mapping[str, str]] = {"ymd": "012", "dmy": "210", "mdy": "201"}  # where the year, the month and the day stand
_BARE: Final = re.compile(r"[0-9０-９][0-9０-９.,]*", re.ASCII)
_DATE: Final = re.compile(r"([0-9]{1,4})[-./ ]{1,2}([0-9]{1,2})[-./ ]{1,2}([0-9]{1,4})\.?", re.ASCII)
_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(:00)?", re.ASCII)


def units_of(field: Field) -> tuple[str, ...]:
    """The units that a number in the field may have; none for other kinds."""
    return tuple(getattr(kind_of(field).settings(field), "units", ())) if field.kind == "decimal" else ()


def refuse_hints(field: Field | None, *, unit: str, dates: str) -> None:
    """Raises `Invalid` hint_wrong for a unit or an order that the field has no use for."""
    if unit and (field is None or unit not in units_of(field)):
        raise Invalid.field("mapping", "unit_wrong", Text(
            "‘{unit}’ 단위는 이 항목에 쓸 수 없어요. 쓸 수 있는 단위: {units}.", "The unit “{unit}” doesn't fit this field. Units: {units}."),
            unit=unit[:20], units=", ".join(units_of(field)) if field else "–")
    if dates and (field is None or field.kind != "date"):
        raise Invalid.field("mapping", "dates_wrong", Text(
            "날짜 순서는 날짜 항목에만 정할 수 있어요.", "An order of day, month and year belongs to a date."))


def read_hinted(read: Read, *, kind: str, unit: str, dates: str) -> Read:
    """The reader with the column's hints put to use; what a cell says itself comes first."""
    if unit:
        return lambda raw: read(f"{raw} {unit}" if _is_bare(raw) else raw)
    if kind == "date":
        order = [int(place) for place in ORDERS[dates]] if dates else None
        return lambda raw: read(_dated(raw, order))
    return read


def _is_bare(raw: object) -> bool:
    return type(raw) is int or (isinstance(raw, str) and _BARE.fullmatch(raw.strip()) is not None)


def _dated(raw: object, order: list[int] | None) -> object:
    """The date with its year first; a spreadsheet's midnight is no time of day."""
    if not isinstance(raw, str):
        return raw
    moment = _MOMENT.fullmatch(raw)
    if moment:
        return moment[1]
    match = _DATE.fullmatch(raw.strip()) if order else None
    if match is None or order is None or (len(match[1]) > 2 and order[0] != 0):
        return raw
    year, month, day = (match[place + 1] for place in order)
    return f"{_full(year)}-{month}-{day}"


def _full(year: str) -> str:
    """Two digits mean 1969 to 2068 (POSIX strptime, %y)."""
    return year if len(year) > 2 else str(int(year) + (2000 if int(year) < 69 else 1900))
