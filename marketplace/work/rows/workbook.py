"""XLSX: the first sheet that can be seen or a named one, judged before it is unpacked, its cells as the text that the kinds read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.work.rows.encoding import empty_file
from marketplace.work.rows.numbers import plain_number
from marketplace.work.rows.table import Limits, Row, cell_too_long, not_a_table, read_header, within_limits
from marketplace.work.rows.workbook_safety import clean_workbook

_FLAGS: Final = {True: "TRUE", False: "FALSE"}


@dataclass(frozen=True)
class SheetTable:
    """The rows of one sheet; the header is the first row that isn't blank."""

    columns: tuple[str, ...]
    expected: int
    limits: Limits
    _sheet: CalamineSheet

    def rows(self) -> Iterator[Row]:
        """See `Table`; a row's number is the sheet's own."""
        records = _records(self._sheet, self.limits)
        next(records, None)  # the header
        yield from within_limits(records, self.limits)


def open_workbook(stream: BinaryIO, limits: Limits, *, sheet: str = "") -> SheetTable:
    """A sheet of a workbook; raises `Invalid` sheet_unknown, workbook_unsafe, empty_file, `UnsupportedType` for what is no workbook."""
    try:
        with clean_workbook(stream, limits) as path, CalamineWorkbook.from_path(path) as book:
            names = tuple(one.name for one in book.sheets_metadata
                          if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible)
            if sheet and sheet not in names:
                raise _no_such_sheet(sheet, names)
            found = book.get_sheet_by_name(sheet or names[0])
    except (CalamineError, OSError, IndexError):
        raise not_a_table() from None
    number, header = next(_records(found, limits), (1, []))
    table = SheetTable((), found.height, limits, found)
    if next(table.rows(), None) is None:
        raise empty_file()
    return replace(table, columns=read_header(header, limits, row=number))


def _records(sheet: CalamineSheet, limits: Limits) -> Iterator[Row]:
    """Every row from the header on."""
    started = False
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [value if type(value) is str else _words(value) for value in values]
        started = started or any(cells)
        if started:
            if any(len(cell) > limits.cell for cell in cells):
                raise cell_too_long(number, limits)
            yield number, cells


def _words(value: Any) -> str:
    """One cell as the kinds read it: dates with the year first, whole numbers without a fraction, a length of time in hours."""
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else plain_number(value)
    if type(value) is bool:
        return _FLAGS[value]
    if type(value) is datetime:
        return value.isoformat(" ", "seconds")
    if type(value) is date:
        return value.isoformat()
    if type(value) is time:
        return value.isoformat("minutes" if not value.second else "seconds")
    if type(value) is timedelta:
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _no_such_sheet(wanted: str, names: tuple[str, ...]) -> Invalid:
    shown = [name[:60] for name in names[:20]]
    return Invalid.field("sheet", "sheet_unknown", Text(
        "‘{wanted}’ 시트가 없어요. 있는 시트: {there}.", "There is no sheet “{wanted}”. There are: {there}."),
        wanted=wanted[:60], there=", ".join(shown), found=shown)
