"""Rows against a template's inputs: a report of all that is wrong, and the normal form of all that is right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from marketplace.kernel.errors import FieldError, Invalid
from marketplace.kernel.text import Text
from marketplace.standards.kinds import BadValue, Field
from marketplace.standards.kinds.base import mask_words
from marketplace.standards.kinds.reading import compile_field, is_personal
from marketplace.standards.spec import Spec
from marketplace.work.rows.columns import match_columns
from marketplace.work.rows.names import PhotoNames
from marketplace.work.rows.table import Table

ERRORS_SHOWN: Final = 100
Reader = Callable[[object], Any]


@dataclass(frozen=True)
class RowError:
    """One wrong cell: the row's number in the sheet, the column's header, the value shortened or masked, and why."""

    row: int
    column: str
    value: str
    code: str
    message: Text

    def to_json(self) -> dict[str, Any]:
        """As stored with an import and answered by the API."""
        return {"row": self.row, "column": self.column, "value": self.value, "code": self.code, "message": self.message.to_json()}


@dataclass(frozen=True)
class Report:
    """What an import would do: rows right and wrong, the first errors, rows that repeat an earlier one and the first of them."""

    rows_ok: int
    rows_bad: int
    errors: tuple[RowError, ...]
    duplicates: int
    duplicate_rows: tuple[tuple[int, int], ...]

    @property
    def is_clean(self) -> bool:
        """Whether every row can be imported."""
        return self.rows_bad == 0


def check_rows(table: Table, spec: Spec, photos: PhotoNames | None = None) -> Report:
    """Check every row and store nothing; raises `Invalid` where the header doesn't fit or the file can't be read on."""
    reader = _RowReader(table, spec, photos)
    ok = bad = repeated = 0
    errors: list[RowError] = []
    repeats: list[tuple[int, int]] = []
    seen: dict[int, int] = {}  # hashes, not rows: memory stays flat
    for number, cells in table.rows():
        values = reader.read(cells)
        if values is None:
            bad += 1
            if len(errors) < ERRORS_SHOWN:
                errors += reader.explain(number, cells)
            continue
        ok += 1
        first = seen.setdefault(hash(repr(values)), number)
        if first != number:
            repeated += 1
            if len(repeats) < ERRORS_SHOWN:
                repeats.append((number, first))
    return Report(ok, bad, tuple(errors[:ERRORS_SHOWN]), repeated, tuple(repeats))


def parsed_rows(table: Table, spec: Spec, photos: PhotoNames | None = None,
                *, skip_bad: bool = False) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row's number and normal form; a bad row is left out where `skip_bad`, else raises `Invalid` row_invalid."""
    reader = _RowReader(table, spec, photos)
    names, read = reader.names, reader.read
    for number, cells in table.rows():
        values = read(cells)
        if values is not None:
            yield number, {name: value for name, value in zip(names, values, strict=True) if value is not None}
        elif not skip_bad:
            raise _row_invalid(reader.explain(number, cells)[0])


class _RowReader:
    """Reads rows of one table as one template's inputs."""

    def __init__(self, table: Table, spec: Spec, photos: PhotoNames | None) -> None:
        self.columns: Sequence[str] = table.columns
        self.fields = match_columns(table.columns, spec.inputs)
        self.names = [field.name for field in self.fields]
        self.readers = [_compile_cell(field, photos) for field in self.fields]

    def read(self, cells: list[str]) -> list[Any] | None:
        """The row's values in the columns' order, or None when any of them is wrong."""
        try:
            return [read(cell) for read, cell in zip(self.readers, cells, strict=True)]
        except BadValue:
            return None
        except ValueError:  # more or fewer cells than columns
            cells = self._without_blank_tail(cells)
            return self.read(cells) if len(cells) == len(self.columns) else None

    def explain(self, number: int, cells: list[str]) -> list[RowError]:
        """Everything that is wrong with a row that `read` refused."""
        cells = self._without_blank_tail(cells)
        if len(cells) != len(self.columns):
            return [_ragged(number, len(cells), len(self.columns))]
        found: list[RowError] = []
        for column, field, read, cell in zip(self.columns, self.fields, self.readers, cells, strict=True):
            try:
                read(cell)
            except BadValue as bad:
                found.append(RowError(number, column, _safe_to_show(field, cell), bad.code, bad.message))
        return found

    def _without_blank_tail(self, cells: list[str]) -> list[str]:
        expected = len(self.columns)
        return cells if any(cell.strip() for cell in cells[expected:]) else cells[:expected]


def _compile_cell(field: Field, photos: PhotoNames | None) -> Reader:
    read = compile_field(field)
    if field.kind != "photo":
        return read

    def read_photo(raw: object) -> Any:
        name = read(raw)
        found = None if name is None or photos is None else photos.find(name)
        if name is not None and found is None:
            raise BadValue("photo_missing", Text(
                "압축 파일에 ‘{name}’ 사진이 없어요.", "There is no photo “{name}” in the zip file."), name=name[:80])
        return found

    return read_photo


def _safe_to_show(field: Field, cell: str) -> str:
    value = " ".join("".join(char if char.isprintable() else " " for char in cell[:200]).split())
    if is_personal(field):
        return mask_words(value)
    return value if len(value) <= 60 else value[:59] + "…"


def _ragged(number: int, found: int, expected: int) -> RowError:
    return RowError(number, "", "", "ragged_row", Text(
        "칸이 {expected}개여야 하는데 {found}개예요.", "There should be {expected} cells; there are {found}.").format(
        expected=expected, found=found))


def _row_invalid(error: RowError) -> Invalid:
    message = Text("{row}행 {column}: {reason}", "Row {row}, {column}: {reason}")
    facts = {"row": error.row, "column": error.column, "value": error.value, "reason_code": error.code}
    filled = message.format(**facts, reason=error.message)
    return Invalid("row_invalid", Text(_literal(filled.ko), _literal(filled.en)),
                   fields={"file": FieldError(error.code, error.message, facts)}, **facts)


def _literal(sentence: str) -> str:
    """Braces that people typed stay what they are when the sentence is filled in."""
    return sentence.replace("{", "{{").replace("}", "}}")
