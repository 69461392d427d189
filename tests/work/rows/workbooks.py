"""Workbooks for the tests: good ones written by openpyxl, and ones that no program would write."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from openpyxl import Workbook

NO_MORE: Mapping[str, Iterable[Iterable[Any]]] = {}
SHEET = "xl/worksheets/sheet1.xml"
# A spreadsheet knows no time zones.
NOON = datetime.fromisoformat("2026-11-23 12:30")
DAY = datetime.fromisoformat("2026-11-23")
LENGTH = timedelta(hours=26, minutes=3)


def workbook(rows: Iterable[Iterable[Any]], *, more: Mapping[str, Iterable[Iterable[Any]]] = NO_MORE, hidden: str = "") -> bytes:
    """The rows on a first sheet `Sheet`, others by name; `hidden` is put before all."""
    book = Workbook()
    for name, lines in {"Sheet": rows, **more}.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    if hidden:
        book.create_sheet(hidden, 0).sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def replaced(content: bytes, part: str, made: bytes) -> bytes:
    """The same workbook with one part written anew."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, made if name == part else old.read(name))
    return held.getvalue()


def sheet_of(cells: str, before: str = "") -> bytes:
    """A worksheet's XML around some rows."""
    return (f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{cells}</sheetData></worksheet>").encode()


def claiming(content: bytes, part: str, size: int) -> bytes:
    """The same workbook whose directory says that one part is so large once unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        at = content.index(part.encode(), book.start_dir) - 46  # the name stands behind the fixed part of its record
    return content[:at + 24] + struct.pack("<I", size) + content[at + 28:]
