"""A zip of photos: judged by its directory before anything is unpacked, then read one entry at a time."""

import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Final

from marketplace.kernel.errors import Invalid, UnsupportedType
from marketplace.kernel.text import Text
from marketplace.work.rows.names import PhotoNames

_JUNK: Final = ("__macosx/", "thumbs.db", "desktop.ini", ".ds_store")
_ARCHIVES: Final = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar")
_DIRECTORY_BYTES: Final = 500  # of an entry with a long name
_END_RECORD: Final = b"PK\x05\x06"


@dataclass(frozen=True)
class ArchiveLimits:
    """How much an archive may hold: entries, times its size once unpacked, bytes in one entry, bytes in all."""

    entries: int = 5_000
    ratio: int = 100
    entry_bytes: int = 10_000_000
    total_bytes: int = 1_000_000_000


class PhotoArchive:
    """The photos of an import by their names; raises `Invalid` archive_unsafe naming the entry that may not be there."""

    def __init__(self, stream: BinaryIO, limits: ArchiveLimits = ArchiveLimits(), *, field: str = "photos") -> None:
        """`field`: what it was uploaded as."""
        self.limits, self.field = limits, field
        refuse_many_entries(stream, limits.entries, field=field)
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
            raise UnsupportedType("zip_only", Text(
                "사진을 ZIP 파일로 묶어 올려 주세요.", "Please upload the photos as a ZIP file.")) from None
        self._entries = {entry.filename: entry for entry in self._judge()}

    def names(self) -> PhotoNames:
        """The photos' names, to check a table against; each stands for itself."""
        return PhotoNames({name: name for name in self._entries})

    def entries(self) -> list[str]:
        """Every photo's name, in the archive's order."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """One photo's bytes; raises `Invalid` when it is broken or longer than its directory says."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise _unsafe(name, "broken", self.field) from None
        if len(data) > entry.file_size:
            raise _unsafe(name, "size", self.field)
        return data

    def _judge(self) -> list[zipfile.ZipInfo]:
        kept, total = [], 0
        for entry in self._zip.infolist():
            reason = _fault_of(entry, self.limits)
            total += entry.file_size
            if reason or total > self.limits.total_bytes:
                raise _unsafe(entry.filename, reason or "total_size", self.field)
            if not entry.is_dir() and not _is_junk(entry.filename):
                kept.append(entry)
        return kept


def refuse_many_entries(stream: BinaryIO, most: int, *, field: str) -> None:
    """Read the count at the file's end first: `ZipFile` would load a million entries before we could look."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(_END_RECORD)
    stream.seek(0)
    if at < 0 or len(tail) < at + 22:
        return
    count, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    if count > most or directory_bytes > most * _DIRECTORY_BYTES:  # the count may lie, the size can't
        raise Invalid.field(field, "archive_unsafe", Text(
            "ZIP 파일에는 {most}개까지 넣을 수 있어요.", "A zip may hold up to {most} entries."),
            most=most, reason="entries", entry="")


def _fault_of(entry: zipfile.ZipInfo, limits: ArchiveLimits) -> str | None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name[:3] or ".." in name.split("/") or "\0" in entry.orig_filename:
        return "path"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "link"
    if entry.flag_bits & 0x1:
        return "encrypted"
    if name.lower().endswith(_ARCHIVES):
        return "nested"
    if entry.file_size > limits.entry_bytes:
        return "size"
    if entry.file_size > limits.ratio * max(entry.compress_size, 1) and entry.file_size > 100_000:
        return "ratio"
    return None


def _is_junk(name: str) -> bool:
    lower = name.lower().replace("\\", "/")
    return lower.startswith(_JUNK[0]) or lower.rpartition("/")[2] in _JUNK or lower.rpartition("/")[2].startswith("._")


def _unsafe(entry: str, reason: str, field: str) -> Invalid:
    shown = "".join(char if char.isprintable() else "?" for char in entry[:100])
    return Invalid.field(field, "archive_unsafe", Text(
        "ZIP 파일 안의 ‘{entry}’ 항목은 받을 수 없어요. 사진만 다시 묶어 주세요.",
        "We can't take the entry “{entry}” of the zip. Please zip the photos alone."), entry=shown, reason=reason)
