"""Opening whatever was uploaded as a table: told apart by content, not by name."""

import zipfile
from typing import BinaryIO, Final

from marketplace.work.rows.archive import ArchiveLimits, refuse_many_entries
from marketplace.work.rows.object_lines import SUFFIXES, open_objects
from marketplace.work.rows.table import Limits, Table, not_a_table
from marketplace.work.rows.text_table import open_cells
from marketplace.work.rows.workbook import open_workbook
from marketplace.work.rows.workbook_safety import refuse_old_file

_OLE: Final = b"\xd0\xcf\x11\xe0"  # a workbook with a password, or one of before 2007
_ZIPS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_NAMES: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".pdf")
_USUAL: Final = Limits()


def read_rows(stream: BinaryIO, *, filename: str, limits: Limits = _USUAL, sheet: str = "") -> Table:
    """Open a seekable stream as a table; raises `Invalid`, `TooLarge` or `UnsupportedType` saying what is wrong where."""
    stream.seek(0)
    start = stream.read(1024)
    stream.seek(0)
    if start.startswith(_OLE):
        refuse_old_file(stream)
    if start.startswith(_ZIPS):
        return open_workbook(stream, limits, sheet=sheet)
    if start.startswith(b"%PDF") or filename.lower().endswith(_OTHER_NAMES):
        raise not_a_table()
    if filename.lower().endswith(SUFFIXES) or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return open_objects(stream, limits)
    return open_cells(stream, limits)


def is_archive(stream: BinaryIO) -> bool:
    """Whether it is a zip that isn't a workbook: a table together with its files. The stream is left at its start."""
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    return start.startswith(_ZIPS) and not _is_workbook(stream)


def _is_workbook(stream: BinaryIO) -> bool:
    """By the entry that every workbook has and nothing else; a zip too broken to tell is left to who opens it."""
    refuse_many_entries(stream, ArchiveLimits().entries, field="table")
    try:
        return "[Content_Types].xml" in zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return True
    finally:
        stream.seek(0)
