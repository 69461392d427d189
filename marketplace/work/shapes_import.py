"""What the API says about imports."""

from datetime import datetime
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.work.models import Import
from marketplace.work.rows import ColumnUse


class RowErrorShape(msgspec.Struct):
    """One wrong cell: the row's number in the file (the header is row 1), its column, the value shortened or masked, and why."""

    row: int
    column: str
    value: str
    code: str
    message: Text


class RepeatShape(msgspec.Struct):
    """A row that repeats the row `first`: in all of it (`row`), in its `key`, or in its `photo`; with the column and its value."""

    row: int
    first: int
    kind: str
    column: str
    value: str


class FailureShape(msgspec.Struct):
    """Why a file could not be read to its end."""

    code: str
    message: Text


class ImportShape(msgspec.Struct):
    """An uploaded table: what each column is, how far it is, how many rows are right, the first errors and repeats, and the first rows as stored."""

    id: int
    batch_id: int
    filename: str
    state: str
    columns: list[str]
    mapping: dict[str, ColumnUse]
    mapped_by: str
    key_field: str
    steps_done: int
    steps_all: int
    rows_good: int
    rows_bad: int
    rows_repeated: int
    rows_stored: int
    errors: list[RowErrorShape]
    repeats: list[RepeatShape]
    preview: list[dict[str, Any]]
    failure: FailureShape | None
    created_at: datetime


def shape_import(found: Import) -> ImportShape:
    """An import's report."""
    return ImportShape(
        found.id, found.batch_id, found.filename, found.state, [column["name"] for column in found.columns],
        msgspec.convert(found.mapping, dict[str, ColumnUse]), found.mapped_by, found.key_field, found.steps_done, found.steps_all,
        found.rows_good, found.rows_bad, found.rows_repeated, found.rows_stored,
        [RowErrorShape(**{**error, "message": Text.from_json(error["message"])}) for error in found.errors],
        [RepeatShape(**repeat) for repeat in found.repeats], found.preview, _failure(found.failure), found.created_at)


def _failure(failure: dict[str, Any] | None) -> FailureShape | None:
    return None if failure is None else FailureShape(failure["code"], Text.from_json(failure["message"]))
