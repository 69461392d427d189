"""What is wrong with a row, in words that may be shown to anybody of the company."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.base import mask_words
from marketplace.standards.kinds.reading import is_personal

SHOWN_MOST: Final = 60


@dataclass(frozen=True)
class RowError:
    """One wrong cell: the row's number in the file, the column's header, the value shortened or masked, and why."""

    row: int
    column: str
    value: str
    code: str
    message: Text

    def to_json(self) -> dict[str, Any]:
        """As stored with an import and answered by the API."""
        return {"row": self.row, "column": self.column, "value": self.value, "code": self.code, "message": self.message.to_json()}


class Checked(msgspec.Struct):
    """One row: its values as JSON and whether it repeats an earlier row; or what is wrong with it, and its cells masked where personal."""

    number: int
    values: bytes = b""
    repeats: bool = False
    errors: Sequence[RowError] = ()
    cells: Sequence[str] = ()


def safe_to_show(field: Field | None, cell: object) -> str:
    """A cell on one line: shortened, without control characters, masked where personal."""
    value = " ".join("".join(char if char.isprintable() else " " for char in str(cell)[:200]).split())
    if field is not None and is_personal(field):
        return mask_words(value)
    return value if len(value) <= SHOWN_MOST else value[:SHOWN_MOST - 1] + "…"


def ragged(number: int, found: int, expected: int) -> RowError:
    """The error of a row with more or fewer cells than the header."""
    return RowError(number, "", "", "ragged_row", Text(
        "칸이 {expected}개여야 하는데 {found}개예요.", "There should be {expected} cells; there are {found}.").format(
        expected=expected, found=found))
