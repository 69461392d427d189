"""Whole numbers."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import as_whole, ascii_digits

# Plain digits or proper groups of three; no exponent, underscore or plus, which Python's int() would take.
_WHOLE = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})", re.ASCII)
_MANY_DIGITS = re.compile(r"-?[0-9]{16,}", re.ASCII)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The range, both ends included."""

    least: int = 0
    most: int = 1_000_000_000


class WholeNumber(Kind[int, Settings]):
    """A whole number; `tolerance` is the difference allowed."""

    name, title, widget = "integer", Text("정수", "Whole number"), "number"
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], int]:
        """See `Kind`."""
        limits = self.settings(field)
        least, most = limits.least, limits.most

        def read(raw: object) -> int:
            value = raw if type(raw) is int else _read_digits(as_whole(raw), most)
            if least <= value <= most:
                return value
            raise _out_of_range(value, least, most)

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        limits = self.settings(field)
        return {"inputmode": "numeric", "min": limits.least, "max": limits.most, "step": 1}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        limits = self.settings(field)
        return {"type": "integer", "minimum": limits.least, "maximum": limits.most}

    def show(self, value: int, field: Field) -> str:
        """With thousands commas."""
        return f"{value:,}"

    def cell(self, value: int, field: Field) -> int:
        """A number, so that a spreadsheet can add it up."""
        return value

    def compare(self, a: int, b: int, field: Field, tolerance: float = 0.0) -> bool:
        """Within `tolerance` of each other."""
        return abs(a - b) <= tolerance


def _read_digits(raw: object, most: int) -> int:
    if type(raw) is int:
        return raw
    if not isinstance(raw, str):
        raise _not_a_number()
    if len(raw) < 16 and raw.isascii() and raw.isdigit():
        return int(raw)
    typed = ascii_digits(raw)
    if _WHOLE.fullmatch(typed):
        return int(typed.replace(",", ""))
    if _MANY_DIGITS.fullmatch(typed) and typed[0] != "-":
        raise BadValue("too_big", Text("{most} 이하로 입력해 주세요.", "At most {most}, please."), most=most)
    raise _not_a_number()


def _not_a_number() -> BadValue:
    return BadValue("not_a_number", Text("숫자로 입력해 주세요. 예: 12", "Please enter a whole number, for example 12."))


def _out_of_range(value: int, least: int, most: int) -> BadValue:
    if value < least:
        return BadValue("too_small", Text("{least} 이상으로 입력해 주세요.", "At least {least}, please."), least=least)
    return BadValue("too_big", Text("{most} 이하로 입력해 주세요.", "At most {most}, please."), most=most)


KIND = WholeNumber()
