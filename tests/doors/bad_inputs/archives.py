"""Row 37: zips that reach out, link, hold too much or other zips; as photos beside a table, and as a table's own zip."""

import io
import stat
import struct
import zipfile
from collections.abc import Iterable
from typing import Any

from tests.doors.bad_inputs.case import Refused, Row

TABLE = b"photo\nx.jpg\n"


def _zip(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("rows.csv", TABLE), *entries):
            archive.writestr(name, data)
    return held.getvalue()


def _link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def _many(count: int) -> bytes:
    """A directory of so many entries, the count of which is too large for its field and says 3."""
    directory = (struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a") * count
    return b"PK\x03\x04" + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 3, 3, len(directory), 4, 0)


def _naming(entry: str) -> tuple[str, str]:
    return f"‘{entry}’ 항목", f"entry “{entry}”"


UNSAFE: dict[str, tuple[bytes, tuple[str, str]]] = {
    "a-step-up": (_zip(("../x.jpg", b"x")), _naming("../x.jpg")),
    "a-step-up-for-windows": (_zip(("..\\x.jpg", b"x")), _naming("..\\x.jpg")),
    "an-absolute-path": (_zip(("/etc/x.jpg", b"x")), _naming("/etc/x.jpg")),
    "a-drive": (_zip(("C:/x.jpg", b"x")), _naming("C:/x.jpg")),
    "a-symlink": (_zip((_link("x.jpg"), b"/etc/passwd")), _naming("x.jpg")),
    "ratio-1000": (_zip(("x.jpg", bytes(5_000_000))), _naming("x.jpg")),
    "a-nested-zip": (_zip(("inner.zip", _zip())), _naming("inner.zip")),
    "too-many-entries": (_many(100_000), ("5000개까지", "up to 5000 entries")),
}


def _uploads(content: bytes) -> Iterable[tuple[str, dict[str, tuple[bytes, str]]]]:
    yield "photos", {"table": (TABLE, "rows.csv"), "photos": (content, "photos.zip")}
    yield "table", {"table": (content, "all.zip")}


def _send(door: str, files: dict[str, tuple[bytes, str]]) -> Any:
    return lambda s: s.upload(door, s.photo_draft.id, **files)


CASES: list[Row] = [
    Refused(37, f"{what}-as-{field}", door, _send(door, files), 422, "archive_unsafe", says, field)
    for what, (content, says) in UNSAFE.items() for field, files in _uploads(content) for door in ("api", "page")
]
