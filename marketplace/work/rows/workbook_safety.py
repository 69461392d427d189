"""What a workbook must be before its reader sees it: no password, small once unpacked, no document type, no far-off cells.

The reader keeps a sheet as one full rectangle. Two cells in opposite corners of a 1 kB file ask for 500 GB, and it ends the
whole process instead of refusing. So we read every part as a stream first, and hand on only the parts as we have read them.
"""

import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, NoReturn
from xml.parsers import expat

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.work.rows.archive import refuse_many_entries
from marketplace.work.rows.table import Limits, not_a_table

ENTRIES: Final = 2_000
CHUNK: Final = 1 << 16
RATIO: Final = 200
SMALL: Final = 1_000_000  # tables pack well: only what is large once unpacked can be a bomb
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PLACE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_KEPT: Final = re.compile(r"(\[Content_Types\]|_rels/.*|xl/(?!calcChain|drawings|charts|media|externalLinks|pivot).+)\.(xml|rels)", re.IGNORECASE)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)


@contextmanager
def clean_workbook(stream: BinaryIO, limits: Limits) -> Iterator[str]:
    """The path of a zip of our own with the parts that make up its tables; raises `Invalid` workbook_unsafe, `UnsupportedType`."""
    refuse_many_entries(stream, ENTRIES, field="table")
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as clean:
        try:
            with zipfile.ZipFile(stream) as book, zipfile.ZipFile(clean, "w") as kept:
                _judge_sizes(book.infolist(), limits)
                for entry in book.infolist():
                    if _KEPT.fullmatch(entry.filename):
                        _copy_part(book, entry, kept, limits)
        except (*_BROKEN, expat.ExpatError):
            raise not_a_table() from None
        clean.flush()
        yield clean.name


def refuse_old_file(stream: BinaryIO) -> NoReturn:
    """Excel's old container holds either a locked workbook or the format of before 2007; both are refused, in other words."""
    stream.seek(0)
    locked, rest = False, b""
    while not locked and (chunk := stream.read(CHUNK)):
        locked = _ENCRYPTED in rest + chunk
        rest = chunk[-len(_ENCRYPTED):]
    if locked:
        raise Invalid.field("table", "workbook_encrypted", Text(
            "암호가 걸린 엑셀 파일이에요. 암호를 풀고 다시 저장해 올려 주세요.",
            "This workbook has a password. Please save it without one and upload it again."))
    raise not_a_table()


def _judge_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """By the directory alone, before anything is unpacked."""
    total, names = 0, set()
    for entry in entries:
        total += entry.file_size
        if total > limits.unpacked_bytes:
            raise _unsafe(entry.filename, "size")
        if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise _unsafe(entry.filename, "ratio")
        if entry.filename in names:  # which of the two counts would be up to the reader
            raise _unsafe(entry.filename, "twice")
        names.add(entry.filename)


def _copy_part(book: zipfile.ZipFile, entry: zipfile.ZipInfo, kept: zipfile.ZipFile, limits: Limits) -> None:
    scan = _Scan(entry.filename, limits)
    with book.open(entry) as part, kept.open(zipfile.ZipInfo(entry.filename), "w", force_zip64=True) as copy:
        while chunk := part.read(CHUNK):
            scan.read(chunk)
            copy.write(chunk)
        scan.read(b"", True)


class _Scan:
    """Follows a part's elements: refuses a document type, and cells so far apart that their rectangle is too large."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.row = self.column = self.last_row = self.last_column = 0
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        self.read = parser.Parse

    def _refuse_doctype(self, *_: object) -> None:
        raise _unsafe(self.name, "doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0
        elif name == "c":
            self._place(attributes.get("r", ""))

    def _place(self, reference: str) -> None:
        match = _PLACE.fullmatch(reference)
        column, row = (_number_of(match[1]), int(match[2])) if match else (self.column + 1, self.row)
        self.column = column
        if column > self.last_column or row > self.last_row or self.row > self.last_row:
            self.last_column, self.last_row = max(column, self.last_column), max(row, self.row, self.last_row)
            if self.last_column * self.last_row > self.limits.cells:
                raise _unsafe(self.name, "cells")


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _unsafe(entry: str, reason: str) -> Invalid:
    return Invalid.field("table", "workbook_unsafe", Text(
        "이 엑셀 파일은 열 수 없어요. 필요한 표만 새 파일에 복사하거나 CSV UTF-8로 저장해 주세요.",
        "We can't open this workbook. Please copy the table into a new file, or save it as CSV UTF-8."),
        entry="".join(char if char.isprintable() else "?" for char in entry[:100]), reason=reason)
