"""A backup is one tar file: a manifest first, then the database and the uploads, each with its SHA-256."""

import hashlib
import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import msgspec

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text

MANIFEST: Final = "manifest.json"
FORMAT: Final = "ilgam-backup-1"
CHUNK: Final = 1 << 20
MANIFEST_MOST: Final = 64 << 20
_MEMBER: Final = re.compile(r"(database\.sqlite3|tables/[a-z_]+\.copy|uploads/[0-9a-f]{2}/[0-9a-f]{32}\.[a-z0-9]{2,5})", re.ASCII)


class Member(msgspec.Struct, frozen=True):
    """One file of a backup."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds, by whose schema and from when."""

    format: str
    engine: str
    schema: str
    made_at: str
    members: list[Member]


@dataclass(frozen=True)
class Source:
    """A file to be packed, and its name in the backup."""

    name: str
    path: Path


def pack(target: Path, sources: list[Source], *, engine: str, schema: str, made_at: str) -> Manifest:
    """Write the backup beside its name and rename it when it is whole."""
    members = [Member(one.name, one.path.stat().st_size, _hash(one.path)) for one in sources]
    manifest = Manifest(FORMAT, engine, schema, made_at, members)
    beside = target.with_name(f"{target.name}.part")
    try:
        with tarfile.open(beside, "w") as tar:
            _add(tar, MANIFEST, msgspec.json.encode(manifest))
            for one in sources:
                tar.add(one.path, arcname=one.name, recursive=False, filter=_without_owner)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What a backup says it holds; raises `Invalid` backup_foreign."""
    try:
        with tarfile.open(path, "r:") as tar:
            first = tar.next()
            stream = tar.extractfile(first) if first is not None and first.name == MANIFEST and first.size < MANIFEST_MOST else None
            manifest = msgspec.json.decode(stream.read() if stream else b"", type=Manifest)
    except (tarfile.TarError, msgspec.MsgspecError, EOFError, UnicodeError) as error:
        raise _foreign(path) from error
    if manifest.format != FORMAT or not all(_MEMBER.fullmatch(one.name) for one in manifest.members):
        raise _foreign(path)
    return manifest


def unpack(path: Path, manifest: Manifest, folder: Path) -> None:
    """Write every file of a backup into an empty folder, checked; raises `Invalid` backup_damaged for anything missing or changed."""
    wanted = {one.name: one for one in manifest.members}
    try:
        with tarfile.open(path, "r:") as tar:
            for entry in tar:
                member = wanted.pop(entry.name, None)
                stream = tar.extractfile(entry) if member is not None and entry.isreg() else None
                if member is not None and (stream is None or not _copy(stream, folder / member.name, member)):
                    raise _damaged(entry.name)
    except (tarfile.TarError, EOFError) as error:
        raise _damaged(path.name) from error
    if wanted:
        raise _damaged(next(iter(wanted)))


def _copy(stream: IO[bytes], target: Path, member: Member) -> bool:
    """Whether what was written is what the manifest says."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        for chunk in _chunks(stream):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return (size, digest.hexdigest()) == (member.size, member.sha256)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


def _without_owner(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def _foreign(path: Path) -> Invalid:
    return Invalid("backup_foreign", Text("{name}: 일감의 백업이 아니에요.", "{name} is no backup of Ilgam."), name=path.name)


def _damaged(what: str) -> Invalid:
    return Invalid("backup_damaged", Text(
        "백업이 온전하지 않아요: {what}. 지금 데이터는 그대로예요.", "The backup is damaged at {what}. Nothing was changed."), what=what)
