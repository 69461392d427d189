"""A zip that holds one table and the files it names."""

import io
from typing import BinaryIO, Final

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.work.rows.archive import PhotoArchive

TABLES: Final = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson")


def find_table(archive: PhotoArchive) -> str:
    """The name of the one table among the files; raises `Invalid` table_not_one."""
    found = [name for name in archive.entries() if name.lower().endswith(TABLES)]
    # Notes beside a real table are no second one.
    found = [name for name in found if not name.lower().endswith(".txt")] or found
    if len(found) != 1:
        raise Invalid.field("table", "table_not_one", Text(
            "ZIP 파일 안에 표가 하나만 있어야 해요. 지금 {count}개예요.", "The zip must hold one table; it holds {count}."),
            count=len(found), found=[name[:100] for name in found[:20]])
    return found[0]


def open_table(archive: PhotoArchive, name: str) -> BinaryIO:
    """The table's bytes as a stream."""
    return io.BytesIO(archive.read(name))
