"""Look-up tables on their way into a template: pasted whole, or written row by row where they are short."""

import csv
from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from marketplace.kernel.errors import FieldError, NotFound
from marketplace.kernel.text import Text
from marketplace.standards.builder.naming import new_name
from marketplace.standards.builder.sheet import Sheet
from marketplace.standards.parts import Lookup
from marketplace.standards.regular import ANY
from marketplace.standards.spec import Spec

ROWS_DRAWN: Final = 60  # more than these are easier to mend where they came from
_PASTED_MOST: Final = 300_000
_TITLE_MOST: Final = 80
_UNTITLED: Final = FieldError("required", Text("표의 이름을 써 주세요.", "Please name the table."))
_NO_TABLE: Final = FieldError("table_missing", Text(
    "첫 줄에 열 이름, 그 아래에 한 줄은 있어야 해요. 열은 찾을 것과 값, 둘 이상이에요.",
    "The first line names the columns, and one row at least follows. There are two columns or more: what is looked up, and the value."))
_RAGGED: Final = Text("{line}번째 줄의 칸은 {needed}개까지예요. 지금은 {found}개예요.", "Line {line} may have {needed} cells; there are {found}.")


def find_table(spec: Spec, name: str) -> Lookup:
    """The table of this name; raises `NotFound`."""
    if name not in spec.tables:
        raise NotFound()
    return spec.tables[name]


def fill_table(table: Lookup) -> Sheet:
    """What a table's sheet holds: its rows, cell by cell, or all of it as lines when it is long."""
    sheet = Sheet()
    sheet.put(title=table.title, keys="\n".join(table.keys))
    if len(table.rows) > ROWS_DRAWN:
        sheet.put(pasted="\n".join("\t".join(cells) for cells in ((*table.keys, "="), *table.rows)))
        return sheet
    for number, row in enumerate(table.rows):
        sheet.put(number, **{f"cell-{place}": cell for place, cell in enumerate(row)})
    return sheet


def add_table(sheet: Sheet, spec: Spec) -> tuple[dict[str, Any], str]:
    """The tables with one more, and its name; what is missing stands in the sheet's errors."""
    title = _read_title(sheet)
    name = new_name(title, spec.tables, "table")
    return {"tables": {**spec.tables, name: _read_pasted(sheet, Lookup((), (), title))}}, name


def read_table(sheet: Sheet, spec: Spec, name: str) -> dict[str, Any]:
    """The tables with this one as the sheet says: what is pasted takes the place of all rows."""
    known = replace(find_table(spec, name), title=_read_title(sheet))
    read = _read_pasted(sheet, known) if sheet.values.get("pasted", "").strip() else _read_rows(sheet, known)
    return {"tables": {**spec.tables, name: read}}


def remove_table(spec: Spec, name: str) -> dict[str, Any]:
    """The tables without this one."""
    find_table(spec, name)
    return {"tables": {one: table for one, table in spec.tables.items() if one != name}}


def _read_title(sheet: Sheet) -> Text:
    title = sheet.both("title", most=_TITLE_MOST)
    if not title.ko:
        sheet.errors.setdefault("title_ko", _UNTITLED)
    return title


def _read_pasted(sheet: Sheet, known: Lookup) -> Lookup:
    """A table as a spreadsheet copies it: the first line names the keys and, last, the value; short rows are filled up."""
    header, *rows = _split(sheet.words("pasted", most=_PASTED_MOST, lines=True)) or [[]]
    if "pasted" not in sheet.errors and (len(header) < 2 or not rows):
        sheet.errors["pasted"] = _NO_TABLE
    for line, row in enumerate(rows, start=2):
        if len(row) > len(header):
            said = _RAGGED.format(line=line, needed=len(header), found=len(row))
            sheet.errors.setdefault("pasted", FieldError("ragged", said))
    return replace(known, keys=tuple(header[:-1]), rows=tuple(_whole(row, len(header)) for row in rows))


def _split(words: str) -> list[list[str]]:
    first = words.partition("\n")[0]
    cells = csv.reader(words.split("\n"), delimiter=max("\t,;", key=first.count))
    return [[cell.strip() for cell in row] for row in cells if any(cell.strip() for cell in row)]


def _read_rows(sheet: Sheet, known: Lookup) -> Lookup:
    """The rows as they were drawn, fitted to the keys as they are now called."""
    width = len(known.keys) + 1
    columns = [f"cell-{place}" for place in range(width)]
    rows = [_whole([sheet.words(f"{column}.{row}") for column in columns], width) for row in sheet.rows(*columns)]
    keys = sheet.listed("keys")
    if not keys:
        sheet.errors["keys"] = _NO_TABLE
    return replace(known, keys=keys, rows=tuple(_fitted(row, known.keys, keys) for row in rows))


def _whole(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """A row with a cell for each key and the value: a key's blank cell takes any."""
    filled = [*cells, *[""] * (width - len(cells))]
    return (*(cell or ANY for cell in filled[:-1]), filled[-1])


def _fitted(row: tuple[str, ...], before: tuple[str, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """A row under other keys: as many as before are the same ones under other names, a new one takes any, one that is gone takes its cells along."""
    if len(keys) == len(before):
        return row
    cells = dict(zip(before, row, strict=False))
    return (*(cells.get(key, ANY) for key in keys), row[-1])
