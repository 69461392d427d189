"""Files from outside other than photos: told by their content, kept as they are, and only ever offered for download."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final

from marketplace.kernel.errors import UnsupportedType
from marketplace.kernel.text import Text

_OFFICE: Final = {"xl/workbook.xml": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                  "word/document.xml": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")}
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f")
_MARKUP: Final = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script", b"<head", b"<body", b"<!--")
MEDIA_TYPES: Final = ("application/pdf", "text/plain", *(media_type for _, media_type in _OFFICE.values()))


@dataclass(frozen=True)
class Document:
    """What a file is: its media type, and the suffix it is kept under."""

    media_type: str
    suffix: str


def judge_document(data: bytes) -> Document:
    """A PDF, a text, or an Excel or Word file without macros; raises `UnsupportedType` unsupported_file for anything else."""
    if data.startswith(b"%PDF-"):
        return Document("application/pdf", "pdf")
    found = _office(data) if data.startswith(b"PK\x03\x04") else _text(data)
    if found is None:
        raise UnsupportedType("unsupported_file", Text(
            "사진, PDF, 엑셀, 워드, 텍스트 파일만 올릴 수 있어요.", "Files may be photos, PDF, Excel, Word or plain text."),
            accepted=["jpg", "png", "webp", "gif", "pdf", "xlsx", "docx", "txt", "csv"])
    return found


def _office(data: bytes) -> Document | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    if any(name.endswith("vbaproject.bin") for name in names):
        return None
    return next((Document(media_type, suffix) for part, (suffix, media_type) in _OFFICE.items() if part in names), None)


def _text(data: bytes) -> Document | None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data or start.startswith(_MARKUP) or not _CONTROLS.isdisjoint(data):
        return None
    for encoding in ("utf-8", "cp949"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Document("text/plain", "txt")
    return None
