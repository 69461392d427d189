"""JSON lines: one object a line, its keys the columns; a number means what it would in a cell."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NoReturn

from marketplace.kernel.text import Text
from marketplace.work.rows.encoding import count_lines, empty_file, find_encoding, open_text
from marketplace.work.rows.numbers import plain_number
from marketplace.work.rows.table import Limits, Row, cell_too_long, read_header, refuse_row, within_limits

SUFFIXES: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True)
class ObjectLines:
    """Objects read line by line; a key that a line lacks is an empty cell."""

    columns: tuple[str, ...]
    expected: int
    limits: Limits
    _encoding: str
    _keys: tuple[str, ...]
    _stream: BinaryIO

    def rows(self) -> Iterator[Row]:
        """See `Table`; a row's number is its line's."""
        records = ((number, [_cell(found.get(key)) for key in self._keys])
                   for number, found in _objects(self._stream, self._encoding, self.limits))
        yield from within_limits(records, self.limits)


def open_objects(stream: BinaryIO, limits: Limits) -> ObjectLines:
    """Read every line once to know the keys; raises `Invalid` naming the line that isn't an object."""
    encoding = find_encoding(stream, most_bytes=limits.file_bytes)
    keys: dict[str, int] = {}
    for number, found in _objects(stream, encoding, limits):
        for key in found:
            if keys.setdefault(key, number) == number and len(keys) > limits.columns:
                raise refuse_row("too_many_columns", number, Text(
                    "{row}행까지 키가 {most}개를 넘어요.", "By row {row} there are more than {most} keys."), most=limits.columns)
    if not keys:
        raise empty_file()
    return ObjectLines(read_header([*keys], limits), count_lines(stream), limits, encoding, tuple(keys), stream)


def _objects(stream: BinaryIO, encoding: str, limits: Limits) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every line that isn't blank, by number."""
    with open_text(stream, encoding, newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if len(line) > limits.cell * 2:
                raise cell_too_long(number, limits)
            if line.strip():
                yield number, _read_strictly(line, number)


def _read_strictly(line: str, number: int) -> dict[str, Any]:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            raise refuse_row("duplicate_key", number, Text(
                "{row}행에 같은 키가 두 번 있어요.", "In row {row} a key stands twice."))
        return made

    try:
        found = json.loads(line, object_pairs_hook=pairs, parse_constant=_no_constant, parse_float=_plain, parse_int=str)
        if "\\u" in line:  # half of a pair of surrogates is no character
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise refuse_row("not_an_object", number, Text(
            "{row}행이 JSON 객체가 아니에요. 한 줄에 객체 하나씩 적어 주세요.",
            "Row {row} is no JSON object. Please write one object a line."))
    return found


def _plain(digits: str) -> str:
    """A number with a fraction as the text that the kinds read."""
    return plain_number(float(digits))


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _cell(value: Any) -> Any:
    return "" if value is None else value
