"""JSON with long lists, written while the lists are read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

CHUNK_BYTES: Final = 64_000


def json_lines(rows: Iterable[Any]) -> Iterator[bytes]:
    """One row a line, in chunks of about 64,000 bytes."""
    encode, held = msgspec.json.Encoder().encode, bytearray()
    for row in rows:
        held += encode(row)
        held += b"\n"
        if len(held) >= CHUNK_BYTES:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def json_list(items: Iterable[Any]) -> Iterator[bytes]:
    """`[…]` in chunks of about 64,000 bytes, an item a line."""
    encode, held, between = msgspec.json.Encoder().encode, bytearray(b"["), b"\n"
    for item in items:
        held += between + encode(item)
        between = b",\n"
        if len(held) >= CHUNK_BYTES:
            yield bytes(held)
            held.clear()
    yield bytes(held + b"\n]")


def json_object(members: Iterable[tuple[str, Mapping[str, Any] | Iterable[Any]]]) -> Iterator[bytes]:
    """An object of small objects and of lists, each list read in its turn."""
    opening = b"{"
    for name, content in members:
        yield opening + msgspec.json.encode(name) + b": "
        if isinstance(content, Mapping):
            yield msgspec.json.encode(content)
        else:
            yield from json_list(content)
        opening = b",\n"
    yield b"}\n"
