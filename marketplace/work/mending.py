"""The wrong rows of an import as a table to mend it by: each as it came, with the reason behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text, t
from marketplace.work.models import Import
from marketplace.work.queries import get_import
from marketplace.work.results import write_csv
from marketplace.work.staging import staged_errors
from marketplace.work.uploads import file_store


@dataclass(frozen=True)
class BadRows:
    """A file on its way, read while it is sent."""

    filename: str
    chunks: Iterator[bytes]


def bad_rows(actor: Actor, import_id: int) -> BadRows:
    """A CSV of the rows that need mending, personal cells masked; raises `NotFound` where none were kept."""
    found = get_import(actor, import_id)
    if not found.errors_as:
        raise NotFound()
    header = [t("행", "row"), *(column["name"] for column in found.columns), t("이유", "reason")]
    return BadRows(f"ilgam-import-{import_id}-errors.csv", write_csv(header, _rows(found)))


def _rows(found: Import) -> Iterator[list[object]]:
    width = len(found.columns)
    with file_store().open(found.errors_as) as stream:
        for number, cells, errors in staged_errors(stream):
            # One row of the table a row of the file: what a ragged row has too many stays in its last cell.
            kept = [*cells[:width - 1], ", ".join(cells[width - 1:])] if len(cells) > width else [*cells, *[""] * (width - len(cells))]
            yield [number, *kept, "; ".join(_reason(column, words) for column, words in errors)]
    for error in found.errors:
        if not error["row"]:  # a photo that can't be kept
            yield ["", error["value"], *[""] * (width - 1), str(Text.from_json(error["message"]))]


def _reason(column: str, words: Text) -> str:
    return f"{column}: {words}" if column else str(words)
