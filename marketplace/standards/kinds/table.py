"""Tables in one field, such as the combinations of size and colour with their stock."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import kind_of
from marketplace.standards.kinds.base import BadValue, Control, Field, Kind
from marketplace.standards.kinds.choices import check_count
from marketplace.standards.kinds.reading import same_answer, show_value
from marketplace.standards.kinds.rows import Row, RowReader, split_rows
from marketplace.standards.kinds.wording import is_blank


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns, those that must be unique together, and how many rows."""

    columns: tuple[Field, ...]
    key: tuple[str, ...] = ()
    least: int = 1
    most: int = 200


class Table(Kind[list[Row], Settings]):
    """Rows by the columns' names, blank cells left out; `tolerance` is the share of rows that may differ.

    In a cell: `색상=빨강, 사이즈=M, 재고=3; 색상=파랑, …`, by the columns' names or labels.
    """

    name, title, widget, is_simple = "table", Text("표 (옵션 조합)", "Table of combinations"), "table", False
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], list[Row]]:
        """See `Kind`."""
        rule = self.settings(field)
        reader = RowReader(rule.columns, rule.key)

        def read(raw: object) -> list[Row]:
            rows = reader.read(split_rows(raw))
            check_count(len(rows), rule.least, rule.most)
            return rows

        return read

    def columns(self, field: Field) -> tuple[Field, ...]:
        """See `Kind`."""
        return self.settings(field).columns

    def control(self, field: Field) -> Control:
        """A grid; each cell is sent as `<name>.<column>`, once for each row."""
        rule = self.settings(field)
        cells = tuple(kind_of(column).control(msgspec.structs.replace(column, name=f"{field.name}.{column.name}")) for column in rule.columns)
        return Control(self.widget, field.name, field.label, field.hint, field.required, parts=cells, attributes={"data-most": rule.most})

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """The rows in which anything was typed."""
        names = [column.name for column in self.columns(field)]
        sent = zip_longest(*(values_of(f"{field.name}.{name}") for name in names), fillvalue="")
        return [dict(zip(names, cells, strict=True)) for cells in sent if not all(map(is_blank, cells))]

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """Each column's cells from the top down; a text that can't be taken apart stands in the first cell."""
        columns = self.columns(field)
        try:
            rows = [] if is_blank(raw) else RowReader(columns, ()).name_cells(split_rows(raw))
        except BadValue:
            rows = [{columns[0].name: str(raw)}]
        return {f"{field.name}.{column.name}": [_typed(column, row.get(column.name)) for row in rows] for column in columns}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; that the key's columns are unique together is beyond a schema."""
        rule = self.settings(field)
        cells = {column.name: {"title": column.label.en} | kind_of(column).json_schema(column) for column in rule.columns}
        return {"type": "array", "minItems": max(rule.least, 1), "maxItems": rule.most, "$comment": f"unique: {', '.join(rule.key)}",
                "items": {"type": "object", "properties": cells, "additionalProperties": False, "minProperties": 1,
                          "required": [column.name for column in rule.columns if column.required]}}

    def show(self, value: list[Row], field: Field) -> str:
        """A row after the other, each cell with its label."""
        columns = self.columns(field)
        return "; ".join(", ".join(f"{column.label} {show_value(column, row[column.name])}" for column in columns if column.name in row)
                         for row in value)

    def cell(self, value: list[Row], field: Field) -> str:
        """`color=red, stock=3; …`; JSON when a cell holds a sign that parts others."""
        columns = {column.name: column for column in self.columns(field)}
        rows = [{name: str(kind_of(columns[name]).cell(cell, columns[name])) for name, cell in row.items()} for row in value]
        if any(sign in cell for row in rows for cell in row.values() for sign in ",;="):
            return msgspec.json.encode(value).decode()
        return "; ".join(", ".join(f"{name}={cell}" for name, cell in row.items()) for row in rows)

    def compare(self, a: list[Row], b: list[Row], field: Field, tolerance: float = 0.0) -> bool:
        """Rows of one key, or without a key of one place, are held against each other."""
        rule = self.settings(field)
        one, other = (_by_key(rows, rule.key) for rows in (a, b))
        keys = one.keys() | other.keys()
        apart = sum(not _same_row(one.get(key), other.get(key), rule.columns) for key in keys)
        return not keys or apart / len(keys) <= tolerance

    def mask(self, value: list[Row], field: Field) -> str:
        """How many rows there are."""
        return f"••• × {len(value)}"


def _typed(column: Field, raw: object) -> str:
    """What the cell's one input holds for a value, in normal form or still as typed."""
    if raw is None or isinstance(raw, str):
        return raw or ""
    try:
        return str(kind_of(column).cell(kind_of(column).parse(raw, column), column))
    except BadValue:
        return str(raw)


def _by_key(rows: list[Row], key: tuple[str, ...]) -> dict[object, Row]:
    return {tuple(row.get(name) for name in key) if key else place: row for place, row in enumerate(rows)}


def _same_row(a: Row | None, b: Row | None, columns: tuple[Field, ...]) -> bool:
    if a is None or b is None:
        return False
    return all(same_answer(column, a.get(column.name), b.get(column.name)) for column in columns)


KIND = Table()
