"""A table of rows as an answer: drawn on a page, or downloaded as CSV."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, stream_with_context

from marketplace.kernel.money import Money
from marketplace.work.results.csv_writer import write_csv


def csv_answer(filename: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows as a CSV file; amounts are plain numbers with their currency's decimals, so a column or a header names the currency."""
    cells = ([_written(cell) for cell in row] for row in rows)
    return Response(stream_with_context(write_csv([str(name) for name in header], cells)), content_type="text/csv; charset=utf-8",
                    headers={"Content-Disposition": f'attachment; filename="{filename}.csv"', "Cache-Control": "private, no-store"})


def _written(cell: Any) -> Any:
    if isinstance(cell, Money):
        return str(cell).partition(" ")[0]
    return cell if isinstance(cell, int) else str(cell)
