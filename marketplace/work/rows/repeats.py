"""Rows that repeat an earlier one: the same key, the same content, or the same photo."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.kinds.reading import show_value
from marketplace.work.rows.row_errors import safe_to_show

SHOWN: Final = 100


@dataclass(frozen=True)
class Repeat:
    """A row, the first row it repeats, and in what: `row` (all of it), `key` or `photo`, with the column and its value."""

    row: int
    first: int
    kind: str
    column: str = ""
    value: str = ""

    def to_json(self) -> dict[str, Any]:
        """As stored with an import and answered by the API."""
        return vars(self).copy()


class Repeats:
    """Remembers hashes of what was seen, never the rows: some bytes a row, however long it is."""

    def __init__(self, columns: Sequence[str], fields: Sequence[Field], key: str) -> None:
        """`columns` and `fields` in the order of a row's values; `key` is the field that tells rows apart."""
        self._columns, self._fields = columns, fields
        self._key = next((place for place, field in enumerate(fields) if field.name == key), None)
        self._files = [place for place, field in enumerate(fields) if kind_of(field).is_file]
        self._seen: dict[int, int] = {}
        self.count = 0
        self.first: list[Repeat] = []

    def found(self, number: int, values: list[Any], written: bytes) -> bool:
        """Whether the row, `written` as a whole, repeats an earlier one."""
        # Every place is marked, also behind the first that repeats: a later row may repeat only that.
        again = [one for one in self._again(number, values, written) if one is not None]
        if not again:
            return False
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(again[0])
        return True

    def _again(self, number: int, values: list[Any], written: bytes) -> list[Repeat | None]:
        """In what it repeats another, the plainest first."""
        found = [self._mark(number, "photo", place, name) for place in self._files for name in _listed(values[place])]
        first = self._seen.setdefault(hash(written), number)
        found.append(Repeat(number, first, "row") if first != number else None)
        if self._key is not None and values[self._key] is not None:
            found.append(self._mark(number, "key", self._key, values[self._key]))
        return found

    def _mark(self, number: int, kind: str, place: int, value: Any) -> Repeat | None:
        first = self._seen.setdefault(hash((kind, str(value))), number)
        if first == number:
            return None
        # A photo's value is our own number for it, which says nothing to a reader.
        shown = safe_to_show(self._fields[place], show_value(self._fields[place], value)) if kind == "key" else ""
        return Repeat(number, first, kind, self._columns[place], shown)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]
