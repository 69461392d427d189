"""The heads of the chain kept outside the database, one JSON line a seal: who rewrites the whole chain can't rewrite these."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from marketplace.kernel.settings import current_settings

NAME: Final = "seals.log"


class Head(msgspec.Struct, frozen=True):
    """A seal as it was when it was made."""

    seal: int
    rows: int
    hash: str
    at: str = ""


def heads_file() -> Path:
    """`seals.log` beside the folder of uploads."""
    return Path(current_settings().upload_dir).absolute().parent / NAME


def append_head(head: Head) -> None:
    """Add a line and make sure that it is on the disk."""
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as lines:
        lines.write(msgspec.json.encode(head) + b"\n")
        lines.flush()
        os.fsync(lines.fileno())


def read_heads() -> Iterator[Head | int]:
    """Every line: a head, or the number of a line that can't be read."""
    path = heads_file()
    if not path.exists():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield msgspec.json.decode(line, type=Head)
            except msgspec.MsgspecError:
                yield number
