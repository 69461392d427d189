"""Uploads for the tests of importing: tables of product pairs, zips of photos, and what is left in the store."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from PIL import Image

from marketplace.kernel.policy import Actor
from marketplace.work import service as work
from marketplace.work.models import Batch, Import
from marketplace.work.uploads import file_store

SYSTEM = Actor.system("read_imports")
HEADER = "left_title,right_title\n"


def pairs(count: int) -> str:
    """A table of so many pairs, no two alike."""
    return HEADER + "".join(f"상품 {n},상품 {n + 1}\n" for n in range(count))


def upload(batch: Batch, table: str | bytes, *, actor: Actor, filename: str = "rows.csv", photos: bytes | None = None, **more: Any) -> Import:
    """`check_import` of text or bytes."""
    content = table.encode() if isinstance(table, str) else table
    return work.check_import(batch.id, table=io.BytesIO(content), filename=filename, photos=io.BytesIO(photos) if photos else None,
                             actor=actor, **more)


def a_photo(color: str) -> bytes:
    """A small JPEG."""
    held = io.BytesIO()
    Image.new("RGB", (8, 6), color).save(held, "JPEG")
    return held.getvalue()


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return held.getvalue()


def kept_files() -> int:
    """How many files the store holds."""
    return sum(1 for path in file_store().root.rglob("*") if path.is_file())
