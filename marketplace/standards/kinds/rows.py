"""The rows of a table field: taken apart, then each cell read by its column's kind."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import all_kinds
from marketplace.standards.kinds.base import BadValue, Field
from marketplace.standards.kinds.reading import compile_field
from marketplace.standards.kinds.wording import clean_line

Row = dict[str, Any]
Cells = Mapping[str, object]


class RowReader:
    """Reads rows of given columns; raises `LookupError` for columns that no table can have."""

    def __init__(self, columns: tuple[Field, ...], key: tuple[str, ...]) -> None:
        self.columns, self.key = columns, key
        names = [column.name for column in columns]
        if not columns or len(set(names)) < len(names) or not set(key) <= set(names):
            raise LookupError("columns: at least one, each name once, and `key` names some of them")
        for column in columns:
            kind = all_kinds().get(column.kind)
            if kind is None or not kind.is_simple:
                raise LookupError(f"columns.{column.name}: a table can't have a column of kind {column.kind}")
        self.readers: list[tuple[Field, Callable[[object], Any]]] = [(column, compile_field(column)) for column in columns]
        self.by_word = {clean_line(word).casefold(): column.name
                        for column in reversed(columns) for word in (column.label.en, column.label.ko, column.name) if word}

    def read(self, rows: list[Cells]) -> list[Row]:
        """Every row in normal form, the columns in order; raises `BadValue` naming the first wrong row and column."""
        values = [self._read_row(place, cells) for place, cells in enumerate(self.name_cells(rows), start=1)]
        self._refuse_repeated(values)
        return values

    def name_cells(self, rows: list[Cells]) -> list[dict[str, object]]:
        """The same rows by the columns' names, however they were called; raises `BadValue` unknown_column."""
        named = []
        for place, cells in enumerate(rows, start=1):
            names = [self.by_word.get(clean_line(word).casefold()) for word in cells]
            for word, name in zip(cells, names, strict=True):
                if name is None or names.count(name) > 1:
                    raise BadValue("unknown_column", Text(
                        "{row}번째 줄: ‘{column}’ 열은 없거나 두 번 있어요.", "Row {row}: the column “{column}” isn't there, or is there twice."),
                        row=place, column=word[:40])
            named.append({str(name): cell for name, cell in zip(names, cells.values(), strict=True)})
        return named

    def _read_row(self, place: int, cells: Cells) -> Row:
        row: Row = {}
        for column, read in self.readers:
            try:
                value = read(cells.get(column.name))
            except BadValue as bad:
                raise BadValue(bad.code, Text("{row}번째 줄 {column}: {reason}", "Row {row}, {column}: {reason}"),
                               row=place, column=column.label, reason=bad.message) from None
            if value is not None:
                row[column.name] = value
        if not row:
            raise BadValue("required", Text("{row}번째 줄이 비어 있어요.", "Row {row} is empty."), row=place)
        return row

    def _refuse_repeated(self, rows: list[Row]) -> None:
        seen: dict[tuple[object, ...], int] = {}
        for place, row in enumerate(rows, start=1):
            key = tuple(_comparable(row.get(name)) for name in self.key)
            first = seen.setdefault(key, place) if key else place
            if first != place:
                raise BadValue("row_repeated", Text(
                    "{row}번째 줄이 {first}번째 줄과 같은 조합이에요.", "Row {row} is the same combination as row {first}."), row=place, first=first)


def split_rows(raw: object) -> list[Cells]:
    """The rows of JSON, or of text with `;` between rows, `,` between cells and `=` after a cell's name; raises `BadValue`."""
    if isinstance(raw, str):
        raw = _decode(raw) if raw.lstrip().startswith("[") else [_split_cells(part) for part in _parts(raw, ";\n")]
    if isinstance(raw, list) and all(isinstance(row, dict) for row in raw):
        return raw
    raise _not_a_table()


def _split_cells(written: str) -> Cells:
    """A part without `=` belongs to the cell before it: `재고=1,000`."""
    cells: list[list[str]] = []
    for part in written.split(","):
        name, sign, cell = part.partition("=")
        if sign:
            cells.append([name.strip(), cell])
        elif cells:
            cells[-1][1] += f",{part}"
        else:
            raise _not_a_table()
    if len({name for name, _ in cells}) < len(cells):
        raise _not_a_table()
    return {name: cell.strip() for name, cell in cells}


def _decode(written: str) -> object:
    try:
        return msgspec.json.decode(written)
    except msgspec.DecodeError:
        raise _not_a_table() from None


def _parts(written: str, signs: str) -> Iterable[str]:
    for sign in signs[1:]:
        written = written.replace(sign, signs[0])
    return [part for part in written.split(signs[0]) if part.strip()]


def _comparable(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _not_a_table() -> BadValue:
    return BadValue("not_a_table", Text(
        "줄마다 ‘색상=빨강, 재고=3; 색상=파랑, 재고=0’처럼 입력해 주세요.", "Please enter rows such as “color=red, stock=3; color=blue, stock=0”."))
