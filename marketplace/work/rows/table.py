"""A table read as a stream: one header, rows of as many cells, every limit named."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Final
from unicodedata import normalize

from marketplace.kernel.errors import Invalid, TooLarge
from marketplace.kernel.text import Text
from marketplace.work.rows.encoding import empty_file, find_encoding

Row = tuple[int, list[str]]
_INVISIBLE: Final = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u2060\xad"))


@dataclass(frozen=True)
class Limits:
    """How large a table may be: bytes in the file, rows, columns, characters in a cell."""

    file_bytes: int = 10_000_000
    rows: int = 100_000
    columns: int = 200
    cell: int = 100_000


@dataclass(frozen=True)
class Table:
    """A readable table: its header names, and its rows as often as they are asked for."""

    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    limits: Limits
    _stream: BinaryIO

    def rows(self) -> Iterator[Row]:
        """Each row that isn't blank and its number in the sheet (the header is row 1); raises `Invalid` where it breaks off."""
        self._stream.seek(0)
        lines = _Lines(self._stream, self.encoding)
        try:
            yield from _limited(lines.records(self.delimiter, self.limits), self.limits)
        finally:
            lines.detach()


def read_rows(stream: BinaryIO, *, filename: str, limits: Limits = Limits()) -> Table:
    """Open a seekable CSV stream as a table; raises `Invalid`, `TooLarge` or `UnsupportedType` saying what is wrong where."""
    encoding = find_encoding(stream, filename=filename, most_bytes=limits.file_bytes)
    first = _first_line(stream, encoding)
    table = Table((), encoding, _delimiter_of(first), limits, stream)
    lines = _Lines(stream, encoding)
    try:
        _, header = next(lines.records(table.delimiter, limits), (1, []))
    finally:
        lines.detach()
    if next(table.rows(), None) is None:
        raise empty_file()
    return replace(table, columns=_columns_of(header, limits))


class _Lines:
    """The lines of a stream as the csv reader wants them, watched for what it would let through."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        stream.seek(0)
        self.text = io.TextIOWrapper(stream, encoding, newline="")
        self.last = ""

    def detach(self) -> None:
        """Leave the stream open for the next reading, unless its owner has closed it meanwhile."""
        if not self.text.closed:
            self.text.detach()

    def __iter__(self) -> Iterator[str]:
        for line in self.text:
            self.last = line
            yield line

    def records(self, delimiter: str, limits: Limits) -> Iterator[Row]:
        """Every record with its number; raises `Invalid` naming the row."""
        number = 0
        try:
            for number, cells in enumerate(csv.reader(iter(self), delimiter=delimiter, strict=True), 1):
                line = self.last
                if "\0" in line or (line.endswith("\r") and not line.endswith("\r\n")) or len(line) > limits.cell:
                    self._refuse(line, cells, number, limits)
                yield number, cells
        except csv.Error as error:
            raise _unreadable(str(error), number + 1, limits) from None

    def _refuse(self, line: str, cells: list[str], number: int, limits: Limits) -> None:
        if "\0" in line:
            raise _in_row("nul_character", number, Text(
                "{row}행에 읽을 수 없는 문자(NUL)가 있어요. CSV UTF-8로 다시 저장해 주세요.",
                "Row {row} holds a NUL character. Please save the file again as CSV UTF-8."))
        if line.endswith("\r") and not line.endswith("\r\n"):
            raise _in_row("line_ends", number, Text(
                "{row}행의 줄바꿈이 옛 형식(CR)이에요. CSV UTF-8로 다시 저장해 주세요.",
                "Row {row} ends in an old style (CR only). Please save the file again as CSV UTF-8."))
        if len(cells) <= limits.columns and any(len(cell) > limits.cell for cell in cells):
            raise _cell_too_long(number, limits)


def _limited(records: Iterator[Row], limits: Limits) -> Iterator[Row]:
    next(records, None)  # the header
    count = 0
    for number, cells in records:
        if not cells or not any(cells):
            continue
        count += 1
        if count > limits.rows:
            raise TooLarge("too_many_rows", Text(
                "한 번에 {most}행까지 올릴 수 있어요. 파일을 나눠 주세요.",
                "Up to {most} rows at a time. Please split the file."),
                most=limits.rows)
        yield number, cells


def _first_line(stream: BinaryIO, encoding: str) -> str:
    lines = _Lines(stream, encoding)
    try:
        return lines.text.readline(1_000_000)
    finally:
        lines.detach()


def _delimiter_of(header: str) -> str:
    """The one of comma, tab and semicolon that parts the header most; quoted ones don't count."""
    bare = "".join(header.split('"')[::2])
    return max(",\t;", key=bare.count)


def _columns_of(cells: Sequence[str], limits: Limits) -> tuple[str, ...]:
    names = [" ".join(normalize("NFC", cell.translate(_INVISIBLE)).split()) for cell in cells[:10 * limits.columns]]
    while names and not names[-1]:  # Excel writes empty columns behind the last one
        names.pop()
    if len(cells) > limits.columns and len(names) > limits.columns:
        raise _in_row("too_many_columns", 1, Text(
            "열은 {most}개까지 쓸 수 있어요.", "A table may have up to {most} columns."), most=limits.columns)
    for place, name in enumerate(names or [""], 1):
        if not name:
            raise _in_row("header_blank", 1, Text(
                "{column}번째 열에 머리글이 없어요.", "Column {column} has no header."), column=place)
        if names.index(name) + 1 < place:
            raise _in_row("column_twice", 1, Text(
                "‘{header}’ 열이 두 번 있어요.", "The column “{header}” is there twice."),
                header=name[:60], column=place, found=[*names])
    return tuple(names)


def _unreadable(reason: str, row: int, limits: Limits) -> Invalid:
    if "field limit" in reason:
        return _cell_too_long(row, limits)
    if "unexpected end" in reason:
        return _in_row("open_quote", row, Text(
            '{row}행에서 연 따옴표(")가 닫히지 않았어요.', 'The quote (") opened in row {row} is never closed.'))
    return _in_row("bad_quotes", row, Text(
        '{row}행의 따옴표(")를 확인해 주세요. 칸 안의 따옴표는 두 번 써야 해요.',
        'Please check the quotes (") in row {row}. Inside a cell they are written twice.'))


def _cell_too_long(row: int, limits: Limits) -> Invalid:
    return _in_row("cell_too_long", row, Text(
        "{row}행에 {most}자가 넘는 칸이 있어요. 닫히지 않은 따옴표가 있는지도 확인해 주세요.",
        "Row {row} has a cell of more than {most} characters. A quote may not be closed."), most=limits.cell)


def _in_row(code: str, row: int, message: Text, **facts: object) -> Invalid:
    return Invalid.field("file", code, message, row=row, **facts)
