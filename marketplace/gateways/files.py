"""The file store: bytes under ids of our own in one folder; no name that a person gave ever reaches the disk."""

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final, cast
from unicodedata import normalize

from marketplace.kernel.errors import NotFound, TooLarge, Unavailable
from marketplace.kernel.text import Text

_ID: Final = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{2,5}", re.ASCII)
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_DROPPED: Final = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*;%\ud800-\udfff\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
SHOWN_NAME_MAX: Final = 100
CHUNK: Final = 1 << 16


class FileStore:
    """Saves, opens and deletes files by id under `root` (the setting `UPLOAD_DIR`)."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    def save(self, data: bytes, suffix: str) -> str:
        """Keep `data` for good and return its id, such as `3f…9c.jpg`; raises `Unavailable` storage_full."""
        with self.writing(suffix) as (file_id, stream):
            stream.write(data)
        return file_id

    def keep(self, stream: BinaryIO, suffix: str) -> str:
        """Keep a stream from its start, a piece at a time; as `save`."""
        stream.seek(0)
        with self.writing(suffix) as (file_id, copy):
            shutil.copyfileobj(stream, copy, CHUNK)
        return file_id

    @contextmanager
    def writing(self, suffix: str) -> Iterator[tuple[str, BinaryIO]]:
        """A new id and a stream to write to: under its id the file is whole, or not there at all; raises as `save`."""
        file_id = f"{secrets.token_hex(16)}.{suffix.lstrip('.')}"
        path = self.path(file_id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _written_whole(path) as stream:
                yield file_id, stream
        except OSError as error:
            raise _full() from error

    def open(self, file_id: str) -> BinaryIO:
        """The file for reading; raises `NotFound`."""
        try:
            return self.path(file_id).open("rb")
        except OSError:
            raise NotFound from None

    def read(self, file_id: str) -> bytes:
        """The whole file; raises `NotFound`."""
        with self.open(file_id) as stream:
            return stream.read()

    def size(self, file_id: str) -> int:
        """How many bytes it has; raises `NotFound`."""
        try:
            return self.path(file_id).stat().st_size
        except OSError:
            raise NotFound from None

    def delete(self, file_id: str) -> None:
        """Remove the file; nothing happens when it is gone already."""
        self.path(file_id).unlink(missing_ok=True)

    def path(self, file_id: str) -> Path:
        """Where the file lies; raises `NotFound` for what isn't an id of ours."""
        if not _ID.fullmatch(file_id):
            raise NotFound
        return self.root / file_id[:2] / file_id


def take_upload(stream: IO[bytes], *, most_bytes: int) -> BinaryIO:
    """A seekable copy of an upload of unknown length; raises `TooLarge` at the first byte too many, without reading on."""
    copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1_000_000))  # noqa: SIM115 (the caller closes it)
    taken = 0
    while chunk := stream.read(min(CHUNK, most_bytes + 1 - taken)):
        taken += len(chunk)
        if taken > most_bytes:
            copy.close()
            raise TooLarge("file_too_large", Text(
                "파일은 {most}MB까지 올릴 수 있어요.", "A file may have up to {most} MB."), most=most_bytes // 1_000_000 or 1)
        copy.write(chunk)
    copy.seek(0)
    return copy


def clean_name(given: str) -> str:
    """A file name that is safe to show and to offer: no folders, controls, quotes or tricks, at most 100 characters."""
    name = normalize("NFC", _DROPPED.sub("", given.replace("\\", "/"))).rpartition("/")[2]
    name = " ".join(name.split()).strip(". '")
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    if len(name) > SHOWN_NAME_MAX:
        stem, dot, suffix = name.rpartition(".")
        suffix = f".{suffix}" if dot and len(suffix) <= 10 else ""
        name = (stem if suffix else name)[: SHOWN_NAME_MAX - len(suffix)] + suffix
    return name or "file"


@contextmanager
def _written_whole(path: Path) -> Iterator[BinaryIO]:
    """Write beside, sync and rename, so that a file under its id is always whole."""
    beside = path.with_suffix(".part")
    try:
        with beside.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _full() -> Unavailable:
    return Unavailable("storage_full", Text(
        "지금은 파일을 저장할 수 없어요. 잠시 후 다시 시도해 주세요.", "We can't store files right now. Please try again shortly."))
