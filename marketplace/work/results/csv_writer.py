"""CSV that opens in Korean Excel: UTF-8 with its mark, Windows line ends, no formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from marketplace.kernel.text import Text
from marketplace.work.results.base import Format, ResultSet
from marketplace.work.results.columns import own_table
from marketplace.work.results.formulas import neutral

CHUNK_CHARS: Final = 64_000


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file in chunks of about 64,000 characters; None is an empty cell, a moment is written as ISO 8601."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    held.write("\ufeff")
    writer.writerow([neutral(name) for name in header])
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
        if held.tell() >= CHUNK_CHARS:
            yield _taken(held)
    if held.tell():
        yield _taken(held)


def _written(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, datetime) else neutral(cell)


def _taken(held: io.StringIO) -> bytes:
    chunk = held.getvalue()
    held.seek(0)
    held.truncate()
    return chunk.encode("utf-8", "replace")


def _write(results: ResultSet) -> Iterator[bytes]:
    table = own_table(results)
    return write_csv(table.header, table)


FORMAT = Format("csv", Text("CSV (엑셀·구글 시트)", "CSV (Excel, Google Sheets)"), "results.csv", "text/csv; charset=utf-8", _write)
