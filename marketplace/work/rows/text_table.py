"""CSV and TSV, read as a stream of lines and watched for what the reader would let through."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.work.rows.encoding import count_lines, empty_file, find_encoding, open_text
from marketplace.work.rows.table import Limits, Row, cell_too_long, read_header, refuse_row, within_limits

HEADER_MOST: Final = 1_000_000


@dataclass(frozen=True)
class TextTable:
    """Cells parted by a comma, tab or semicolon, in the encoding that was found."""

    columns: tuple[str, ...]
    expected: int
    encoding: str
    delimiter: str
    limits: Limits
    _stream: BinaryIO

    def records(self) -> Iterator[Row]:
        """Every record, the header too, with its number; raises `Invalid` naming the row."""
        with open_text(self._stream, self.encoding, newline="") as lines:
            yield from _records(lines, self.delimiter, self.limits)

    def rows(self) -> Iterator[Row]:
        """See `Table`; the header is row 1."""
        records = self.records()
        next(records, None)
        yield from within_limits(records, self.limits)


def open_cells(stream: BinaryIO, limits: Limits) -> TextTable:
    """Open a seekable stream as a table; raises `Invalid` or `TooLarge` saying what is wrong where."""
    encoding = find_encoding(stream, most_bytes=limits.file_bytes)
    with open_text(stream, encoding, newline="") as lines:
        delimiter = _delimiter_of(lines.readline(HEADER_MOST))
    table = TextTable((), count_lines(stream), encoding, delimiter, limits, stream)
    _, header = next(table.records(), (1, []))
    if next(table.rows(), None) is None:
        raise empty_file()
    return replace(table, columns=read_header(header, limits))


class _Watched:
    """Lines on their way to the csv reader; it remembers the last."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.last = lines, ""

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.last = line
            yield line


def _records(lines: Iterator[str], delimiter: str, limits: Limits) -> Iterator[Row]:
    number, watched = 0, _Watched(lines)
    try:
        for number, cells in enumerate(csv.reader(iter(watched), delimiter=delimiter, strict=True), 1):
            line = watched.last
            if "\0" in line or (line.endswith("\r") and not line.endswith("\r\n")) or len(line) > limits.cell:
                _refuse_line(line, cells, number, limits)
            yield number, cells
    except csv.Error as error:
        raise _unreadable(str(error), number + 1, limits) from None


def _refuse_line(line: str, cells: list[str], number: int, limits: Limits) -> None:
    if "\0" in line:
        raise refuse_row("nul_character", number, Text(
            "{row}행에 읽을 수 없는 문자(NUL)가 있어요. CSV UTF-8로 다시 저장해 주세요.",
            "Row {row} holds a NUL character. Please save the file again as CSV UTF-8."))
    if line.endswith("\r") and not line.endswith("\r\n"):
        raise refuse_row("line_ends", number, Text(
            "{row}행의 줄바꿈이 옛 형식(CR)이에요. CSV UTF-8로 다시 저장해 주세요.",
            "Row {row} ends in an old style (CR only). Please save the file again as CSV UTF-8."))
    if len(cells) <= limits.columns and any(len(cell) > limits.cell for cell in cells):
        raise cell_too_long(number, limits)


def _delimiter_of(header: str) -> str:
    """The one of comma, tab and semicolon that parts the header most; quoted ones don't count."""
    bare = "".join(header.split('"')[::2])
    return max(",\t;", key=bare.count)


def _unreadable(reason: str, row: int, limits: Limits) -> Invalid:
    if "field limit" in reason:
        return cell_too_long(row, limits)
    if "unexpected end" in reason:
        return refuse_row("open_quote", row, Text(
            '{row}행에서 연 따옴표(")가 닫히지 않았어요.', 'The quote (") opened in row {row} is never closed.'))
    return refuse_row("bad_quotes", row, Text(
        '{row}행의 따옴표(")를 확인해 주세요. 칸 안의 따옴표는 두 번 써야 해요.',
        'Please check the quotes (") in row {row}. Inside a cell they are written twice.'))
