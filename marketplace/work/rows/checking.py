"""Rows against a template's inputs: the normal form of all that is right, and all that is wrong with the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import BadValue, Field, kind_of
from marketplace.standards.kinds.base import mask_words
from marketplace.standards.kinds.reading import compile_field, is_personal
from marketplace.work.rows.columns import ColumnUse
from marketplace.work.rows.hints import read_hinted
from marketplace.work.rows.names import PhotoNames
from marketplace.work.rows.repeats import Repeats
from marketplace.work.rows.row_errors import Checked, RowError, ragged, safe_to_show
from marketplace.work.rows.table import Table

ERRORS_SHOWN: Final = 100
PREVIEW: Final = 5
Reader = Callable[[object], Any]


class RowCheck:
    """Reads a table once; what it came to is counted on the way, and the first of each kept to be shown."""

    def __init__(self, table: Table, fields: Sequence[Field], uses: Mapping[str, ColumnUse], *, photos: PhotoNames | None = None,
                 key: str = "") -> None:
        """`uses`: what each column is (`match_columns`); `key`: the field that tells rows apart."""
        by_name = {field.name: field for field in fields}
        self.table, self.columns = table, table.columns
        self.fields = [by_name[name] if (name := uses[column].field) else None for column in self.columns]
        places = [place for place, field in enumerate(self.fields) if field is not None]
        used = [field for field in self.fields if field is not None]
        self.names = [field.name for field in used]
        self.readers = [_compile_cell(field, uses[self.columns[place]], photos) for place, field in zip(places, used, strict=True)]
        self.places, self._pick = places, _picker(places, len(self.columns))
        self.repeats = Repeats([self.columns[place] for place in places], used, key)
        self.good = self.bad = 0
        self.errors: list[RowError] = []
        self.preview: list[dict[str, Any]] = []

    def rows(self) -> Iterator[Checked]:
        """Every row in order; raises `Invalid` where the file can't be read on."""
        encode, names = msgspec.json.Encoder().encode, self.names
        for number, cells in self.table.rows():
            read = self._read(cells)
            if read is None:
                yield self._refuse(number, cells)
                continue
            values = dict(zip(names, read, strict=True))
            if None in read:
                values = {name: value for name, value in values.items() if value is not None}
            written = encode(values)
            self.good += 1
            if self.good <= PREVIEW:
                self.preview.append(values)
            yield Checked(number, written, self.repeats.found(number, read, written))

    def _read(self, cells: list[Any]) -> list[Any] | None:
        """The values in the columns' order, or None when any of them is wrong."""
        if len(cells) != len(self.columns):
            cells = self._without_blank_tail(cells)
            if len(cells) != len(self.columns):
                return None
        try:
            return [read(cell) for read, cell in zip(self.readers, self._pick(cells), strict=True)]
        except BadValue:
            return None

    def _refuse(self, number: int, cells: list[Any]) -> Checked:
        errors = self._explain(number, self._without_blank_tail(cells))
        self.bad += 1
        self.errors += errors[:ERRORS_SHOWN - len(self.errors)]
        return Checked(number, errors=errors, cells=self._masked(cells))

    def _explain(self, number: int, cells: list[Any]) -> list[RowError]:
        """Everything that is wrong with a row that `_read` refused."""
        if len(cells) != len(self.columns):
            return [ragged(number, len(cells), len(self.columns))]
        found: list[RowError] = []
        for place, read in zip(self.places, self.readers, strict=True):
            try:
                read(cells[place])
            except BadValue as bad:
                found.append(RowError(number, self.columns[place], safe_to_show(self.fields[place], cells[place]), bad.code, bad.message))
        return found

    def _masked(self, cells: list[Any]) -> list[str]:
        """The row as it came; of a personal cell only how it begins."""
        fields = [*self.fields, *[None] * len(cells)]
        return [mask_words(str(cell)) if field is not None and is_personal(field) else str(cell)
                for field, cell in zip(fields, cells, strict=False)]

    def _without_blank_tail(self, cells: list[Any]) -> list[Any]:
        expected = len(self.columns)
        return cells if any(str(cell).strip() for cell in cells[expected:]) else cells[:expected]


def _picker(places: list[int], width: int) -> Callable[[list[Any]], Sequence[Any]]:
    """The cells of the used columns, without a copy where all are."""
    if len(places) == width:
        return lambda cells: cells
    if len(places) == 1:
        return lambda cells: (cells[places[0]],)
    return itemgetter(*places) if places else lambda _: ()


def _compile_cell(field: Field, use: ColumnUse, photos: PhotoNames | None) -> Reader:
    read = read_hinted(compile_field(field), kind=field.kind, unit=use.unit, dates=use.dates)
    return _finding(read, photos) if kind_of(field).is_file else read


def _finding(read: Reader, photos: PhotoNames | None) -> Reader:
    """A reader of file names that answers with what they stand for."""

    def find(name: str) -> str:
        found = None if photos is None else photos.find(name)
        if found is None:
            raise BadValue("photo_missing", Text(
                "압축 파일에 ‘{name}’ 사진이 없어요.", "There is no photo “{name}” in the zip file."), name=name[:80])
        return found

    def read_file(raw: object) -> Any:
        named = read(raw)
        return [find(name) for name in named] if isinstance(named, list) else None if named is None else find(named)

    return read_file
