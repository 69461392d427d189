"""The XML of one sheet: numbers as numbers, dates as dates, everything else as text that never runs (ECMA-376 part 1, 18.3)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

CELL_CHARS: Final = 32_767  # Excel calls a file with a longer cell damaged
DIGITS: Final = 10**15  # and keeps no more digits of a number than these
TEXT_STYLE, DATE_STYLE, MOMENT_STYLE, HEAD_STYLE = 1, 2, 3, 4
_DAY_ZERO: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
# Controls that XML can't hold are written as Excel writes them, `_x000B_`; text that only looks like that is marked (22.9.2.19).
_ODD: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_HEAD: Final = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                '<sheetFormatPr defaultRowHeight="15"/><cols>{cols}</cols><sheetData>')
TAIL: Final = "</sheetData></worksheet>"


class Sheet:
    """Writes the head once, then each row."""

    def __init__(self, header: Sequence[str], widths: Iterable[int]) -> None:
        self._names = [_column_name(place) for place in range(len(header))]
        self._header, self._widths, self._row = header, widths, 0

    def head(self) -> str:
        """Everything up to the first result: the widths, the frozen header and its cells."""
        cols = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(self._widths, 1))
        self._row = 1
        return _HEAD.format(cols=cols) + f'<row r="1">{"".join(map(_header_cell, self._names, self._header))}</row>'

    def row(self, cells: Sequence[object]) -> str:
        """One result; None is an empty cell."""
        self._row += 1
        number = str(self._row)
        written = "".join([_cell(name + number, cell) for name, cell in zip(self._names, cells, strict=True) if cell is not None])
        return f'<row r="{number}">{written}</row>'


def _cell(place: str, cell: object) -> str:
    if isinstance(cell, (int, Decimal)) and -DIGITS < cell < DIGITS:
        return f'<c r="{place}"><v>{cell}</v></c>'
    if isinstance(cell, datetime):
        return f'<c r="{place}" s="{MOMENT_STYLE}"><v>{_moment(cell)}</v></c>'
    if isinstance(cell, date) and cell >= _FIRST_DAY:
        return f'<c r="{place}" s="{DATE_STYLE}"><v>{(cell - _DAY_ZERO).days}</v></c>'
    return f'<c r="{place}" s="{TEXT_STYLE}" t="inlineStr"><is><t xml:space="preserve">{_text(str(cell))}</t></is></c>'


def _header_cell(column: str, name: str) -> str:
    return f'<c r="{column}1" s="{HEAD_STYLE}" t="inlineStr"><is><t xml:space="preserve">{_text(name)}</t></is></c>'


def _text(words: str) -> str:
    if len(words) > CELL_CHARS:
        words = words[:CELL_CHARS - 1] + "…"
    return escape(_ODD.sub(_harmless, words))


def _harmless(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\ufffd" if code >= 0xD800 else f"_x{code:04X}_"


def _moment(moment: datetime) -> str:
    """Days since Excel's day zero; the clock is UTC's."""
    return f"{(moment.date() - _DAY_ZERO).days + (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86_400:.9f}"


def _column_name(place: int) -> str:
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
