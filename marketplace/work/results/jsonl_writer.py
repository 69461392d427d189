"""JSON Lines: one result a line, nothing changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

CHUNK_BYTES: Final = 64_000


def write_jsonl(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The file in chunks of about 64,000 bytes, each row as JSON in UTF-8 with a line end."""
    encoder, held = msgspec.json.Encoder(), bytearray()
    for row in rows:
        held += encoder.encode(row)
        held += b"\n"
        if len(held) >= CHUNK_BYTES:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
