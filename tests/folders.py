"""Where the tests put their databases."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 1_000_000_000
READABLE_BY_ALL = 0o005


def memory_folder() -> Path | None:
    """A folder that lives in memory, where making a file and syncing it cost nothing; None where there is none of use."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES:
        return MEMORY
    return None


def disk_folder() -> Path:
    """The usual folder for temporary files, unless only we may enter it."""
    usual = Path(tempfile.gettempdir())
    return usual if is_open(usual) or os.geteuid() != 0 else Path("/tmp")


def is_open(folder: Path) -> bool:
    """Whether other accounts can come to `folder`: it and all above it can be read by everyone."""
    return all(way.stat().st_mode & READABLE_BY_ALL == READABLE_BY_ALL for way in (folder, *folder.parents))
