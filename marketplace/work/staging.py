"""An import between its check and its tasks: the right rows ready to be stored, and the wrong ones as they came, one a line in the file store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

import msgspec

from marketplace.gateways.files import FileStore
from marketplace.kernel.text import Text
from marketplace.work.rows import Checked

_FIRST: Final = b"0"  # stands before each row that repeats none
_AGAIN: Final = b"1"


class Staging:
    """Takes every checked row while a table is read."""

    def __init__(self, good: BinaryIO, bad: BinaryIO) -> None:
        self._good, self._bad = good.write, bad.write
        self._encode = msgspec.json.Encoder().encode

    def take(self, row: Checked) -> None:
        """Keep one row where it belongs."""
        if row.errors:
            errors = [(error.column, error.message.ko, error.message.en) for error in row.errors]
            self._bad(self._encode((row.number, row.cells, errors)) + b"\n")
        else:
            self._good((_AGAIN if row.repeats else _FIRST) + row.values + b"\n")


@contextmanager
def stage_rows(store: FileStore) -> Iterator[tuple[Staging, str, str]]:
    """A staging and the ids of its two files, which are whole at the end of the block or not there at all."""
    with store.writing("rows") as (rows_as, good), store.writing("bad") as (errors_as, bad):
        yield Staging(good, bad), rows_as, errors_as


def staged_rows(stream: BinaryIO, *, skip_repeats: bool) -> Iterator[str]:
    """The right rows as JSON text, perhaps without those that repeat an earlier one."""
    for line in stream:
        if not (skip_repeats and line.startswith(_AGAIN)):
            yield line[1:-1].decode()


def staged_errors(stream: BinaryIO) -> Iterator[tuple[int, list[str], list[tuple[str, Text]]]]:
    """The wrong rows: number, cells as they came, and what is wrong in which column."""
    read: Any = msgspec.json.Decoder(tuple[int, list[str], list[tuple[str, str, str]]]).decode
    for line in stream:
        number, cells, errors = read(line)
        yield number, cells, [(column, Text(ko, en)) for column, ko, en in errors]
