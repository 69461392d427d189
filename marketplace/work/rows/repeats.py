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
        # Everything is marked, also what says no more than the rest: a later row may repeat only that.
        shown = self._of_photos(number, values) if self._files else None
        whole = self._seen.setdefault(hash(written), number)
        keyed = number if self._key is None else self._first(number, "key", values[self._key])
        if shown is None and whole == keyed == number:
            return False
        self._note(shown or (Repeat(number, whole, "row") if whole != number else self._of_key(number, keyed, values)))
        return True

    def _first(self, number: int, kind: str, value: Any) -> int:
        """The first row with this value, perhaps this one; a blank is like nothing."""
        return number if value is None else self._seen.setdefault(hash(f"{kind} {value}"), number)

    def _of_photos(self, number: int, values: list[Any]) -> Repeat | None:
        """No value: a photo's is our own number for it, which says nothing to a reader."""
        named = [(place, self._first(number, "photo", name)) for place in self._files for name in _listed(values[place])]
        return next((Repeat(number, first, "photo", self._columns[place]) for place, first in named if first != number), None)

    def _of_key(self, number: int, first: int, values: list[Any]) -> Repeat:
        place = self._key or 0
        field = self._fields[place]
        return Repeat(number, first, "key", self._columns[place], safe_to_show(field, show_value(field, values[place])))

    def _note(self, repeat: Repeat) -> None:
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(repeat)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]
