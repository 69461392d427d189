"""CSV that opens in Korean Excel: UTF-8 with its mark, Windows line ends, no formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from marketplace.work.results.formulas import neutral

CHUNK_CHARS: Final = 64_000


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file in chunks of about 64,000 characters; None is an empty cell."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    held.write("\ufeff")
    writer.writerow([neutral(name) for name in header])
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
        if held.tell() >= CHUNK_CHARS:
            yield _taken(held)
    if held.tell():
        yield _taken(held)


def _taken(held: io.StringIO) -> bytes:
    chunk = held.getvalue()
    held.seek(0)
    held.truncate()
    return chunk.encode("utf-8", "replace")
