"""Looking a value up in a template's table: the first row whose every cell fits."""

from collections.abc import Callable, Sequence
from heapq import merge
from operator import attrgetter
from typing import Any, Final, NamedTuple

from marketplace.standards.kinds import BadValue, Field, kind_of
from marketplace.standards.kinds.reading import compile_field
from marketplace.standards.parts import Lookup
from marketplace.standards.regular.conditions import Given
from marketplace.standards.regular.ranges import read_range

ANY: Final = "*"
Fits = Callable[[Any], bool]


class _Row(NamedTuple):
    place: int
    fits: tuple[Fits, ...]
    value: str


def compile_lookup(table: Lookup, fields: Sequence[Field]) -> Callable[[Given], str | None]:
    """A finder of the value for a row, `fields` being the inputs its keys are looked up by; None where no row of the table fits."""
    # A table of thousands of products is only gone through where its first cell allows it.
    exact: dict[Any, list[_Row]] = {}
    loose: list[_Row] = []
    readers = [_quiet_reader(field) for field in fields]
    for place, cells in enumerate(table.rows):
        row = _Row(place, tuple(map(_compile_cell, cells, fields, readers)), cells[-1])
        first = _exact(cells[0], readers[0])
        (loose if first is None else exact.setdefault(first, [])).append(row)

    def find(given: Given) -> str | None:
        values = [given.get(field.name) for field in fields]
        same = exact.get(values[0], ()) if not isinstance(values[0], list) else ()
        rows = merge(same, loose, key=attrgetter("place"))
        return next((row.value for row in rows if all(fits(value) for fits, value in zip(row.fits, values, strict=True))), None)

    return find


def _compile_cell(cell: str, field: Field, read: Callable[[str], Any]) -> Fits:
    """Whether a value fits a cell: any, the very value, for a list all of the cell's items, for a number within the range."""
    if cell.strip() == ANY:
        return lambda _value: True
    wanted, span = read(cell), read_range(cell)
    if isinstance(wanted, list):
        return lambda value: value is not None and all(item in value for item in wanted)
    if span is None:
        return lambda value: value is not None and value == wanted
    operand = kind_of(field).operand
    return lambda value: value is not None and (value == wanted or span.holds(operand(value, field)))


def _exact(cell: str, read: Callable[[str], Any]) -> Any:
    """The one value that fits a cell; None where several may."""
    wanted = None if cell.strip() == ANY or read_range(cell) else read(cell)
    return None if isinstance(wanted, list) else wanted


def _quiet_reader(field: Field) -> Callable[[str], Any]:
    read = compile_field(field)

    def read_or_none(cell: str) -> Any:
        try:
            return read(cell)
        except BadValue:
            return None

    return read_or_none
