"""A table as the checks read it, whatever file it came in: one header, numbered rows, every limit named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from unicodedata import normalize

from marketplace.kernel.errors import Invalid, TooLarge, UnsupportedType
from marketplace.kernel.text import Text

Row = tuple[int, list[Any]]
_INVISIBLE: Final = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u2060\xad"))


@dataclass(frozen=True)
class Limits:
    """How large a table may be: bytes in the file, rows, columns, characters in a cell; of a workbook its cells and bytes unpacked."""

    file_bytes: int = 10_000_000
    rows: int = 100_000
    columns: int = 200
    cell: int = 100_000
    cells: int = 2_000_000
    unpacked_bytes: int = 150_000_000


class Table(Protocol):
    """A readable table; its rows may be asked for more than once."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The header's names."""

    @property
    def expected(self) -> int:
        """About how many rows there are."""

    def rows(self) -> Iterator[Row]:
        """Each row that isn't blank and its number in the file; raises `Invalid` where it breaks off."""


def within_limits(records: Iterator[Row], limits: Limits) -> Iterator[Row]:
    """The records that hold something; raises `TooLarge` too_many_rows."""
    count = 0
    for number, cells in records:
        if not any(cells) and all(cell == "" for cell in cells):  # false is a value
            continue
        count += 1
        if count > limits.rows:
            raise TooLarge("too_many_rows", Text(
                "한 번에 {most}행까지 올릴 수 있어요. 파일을 나눠 주세요.",
                "Up to {most} rows at a time. Please split the file."),
                most=limits.rows)
        yield number, cells


def read_header(cells: Sequence[str], limits: Limits, *, row: int = 1) -> tuple[str, ...]:
    """The columns' names in one form; raises `Invalid` too_many_columns, header_blank, column_twice."""
    names = [" ".join(normalize("NFC", cell.translate(_INVISIBLE)).split()) for cell in cells[:10 * limits.columns]]
    while names and not names[-1]:  # Excel writes empty columns behind the last one
        names.pop()
    if len(cells) > limits.columns and len(names) > limits.columns:
        raise refuse_row("too_many_columns", row, Text(
            "열은 {most}개까지 쓸 수 있어요.", "A table may have up to {most} columns."), most=limits.columns)
    for place, name in enumerate(names or [""], 1):
        if not name:
            raise refuse_row("header_blank", row, Text(
                "{column}번째 열에 머리글이 없어요.", "Column {column} has no header."), column=place)
        if names.index(name) + 1 < place:
            raise refuse_row("column_twice", row, Text(
                "‘{header}’ 열이 두 번 있어요.", "The column “{header}” is there twice."),
                header=name[:60], column=place, found=[*names])
    return tuple(names)


def refuse_row(code: str, row: int, message: Text, **facts: object) -> Invalid:
    """The refusal of a file for what stands in one of its rows."""
    return Invalid.field("table", code, message, row=row, **facts)


def cell_too_long(row: int, limits: Limits) -> Invalid:
    """The refusal of a cell past the limit."""
    return refuse_row("cell_too_long", row, Text(
        "{row}행에 {most}자가 넘는 칸이 있어요. 닫히지 않은 따옴표가 있는지도 확인해 주세요.",
        "Row {row} has a cell of more than {most} characters. A quote may not be closed."), most=limits.cell)


def not_a_table() -> UnsupportedType:
    """The refusal of what isn't a table that we read."""
    return UnsupportedType("table_unsupported", Text(
        "CSV, TSV, 엑셀(.xlsx), JSONL 파일로 올려 주세요. 그래도 안 되면 엑셀에서 ‘다른 이름으로 저장 → CSV UTF-8’을 골라 주세요.",
        "Please upload CSV, TSV, Excel (.xlsx) or JSONL. If that fails, choose Save as → CSV UTF-8 in Excel."),
        accepted=["csv", "tsv", "txt", "xlsx", "jsonl", "zip"])
