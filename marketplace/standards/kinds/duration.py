"""How long something takes."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, Literal

import msgspec

from marketplace.kernel.text import Text, current_locale
from marketplace.standards.expressions import Amount, Sort
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import as_whole, ascii_digits

SECONDS: Final = {"h": 3600, "min": 60, "s": 1}
_UNITS: Final = {"h": "h|hr|hrs|hours?|시간", "min": "m|min|mins|minutes?|분", "s": "s|sec|secs|seconds?|초"}
_NUMBER: Final = r"([0-9]{1,7}(?:\.[0-9]{1,2})?)"
_TYPED = re.compile(r"\s*".join(rf"(?:{_NUMBER}\s*(?:{words}))?" for words in _UNITS.values()), re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{1,5}):([0-5][0-9]):([0-5][0-9])", re.ASCII)
_BARE = re.compile(_NUMBER, re.ASCII)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unit meant by a bare typed number, and the range in seconds."""

    unit: Literal["h", "min", "s"] = "min"
    least: int = 0
    most: int = 30 * 24 * 3600


class Duration(Kind[int, Settings]):
    """Whole seconds; `tolerance` is the difference allowed in them.

    Typed as `1시간 30분`, `1 h 30 min`, `1:30:00`, or a number in the field's unit; a JSON number is in seconds.
    """

    name, title, widget = "duration", Text("걸린 시간", "Duration"), "duration"
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], int]:
        """See `Kind`."""
        limits = self.settings(field)
        least = max(limits.least, 0)

        def read(raw: object) -> int:
            given = as_whole(raw)
            seconds = given if type(given) is int else _read_typed(raw, SECONDS[limits.unit])
            if least <= seconds <= limits.most:
                return seconds
            raise BadValue("duration_out_of_range", Text(
                "{least}부터 {most} 사이로 입력해 주세요.", "Please enter a duration from {least} to {most}."),
                least=_in_words(least), most=_in_words(limits.most))

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"placeholder": "1:30:00", "data-unit": self.settings(field).unit}

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """Seconds as `1:30:00`; what was typed as it was."""
        return {field.name: [self.cell(raw, field) if type(raw) is int and raw >= 0 else str(raw or "")]}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        limits = self.settings(field)
        return {"type": "integer", "minimum": max(limits.least, 0), "maximum": limits.most}

    def show(self, value: int, field: Field) -> str:
        """`1시간 30분`, `1 h 30 min`."""
        return _in_words(value).in_locale(current_locale())

    def cell(self, value: int, field: Field) -> str:
        """Hours, minutes and seconds, as spreadsheets write them."""
        return f"{value // 3600}:{value // 60 % 60:02}:{value % 60:02}"

    def compare(self, a: int, b: int, field: Field, tolerance: float = 0.0) -> bool:
        """Within `tolerance` seconds of each other."""
        return abs(a - b) <= tolerance

    def sort(self, field: Field) -> Sort:
        """Seconds, so that one may write `30 min` or `2 h`."""
        return frozenset({"s"})

    def operand(self, value: int, field: Field) -> Amount:
        """The amount in seconds."""
        return Amount(Decimal(value), "s")


def _read_typed(raw: object, bare_seconds: int) -> int:
    typed = ascii_digits(raw) if isinstance(raw, str) else ""
    if _BARE.fullmatch(typed):
        return round(float(typed) * bare_seconds)
    match = _CLOCK.fullmatch(typed) or _TYPED.fullmatch(typed)
    if not typed or match is None:
        raise BadValue("not_a_duration", Text(
            "1시간 30분 또는 1:30:00처럼 입력해 주세요.", "Please enter a duration such as 1 h 30 min or 1:30:00."))
    return round(sum(float(part or 0) * seconds for part, seconds in zip(match.groups(), SECONDS.values(), strict=True)))


def _in_words(seconds: int) -> Text:
    amounts = (seconds // 3600, seconds // 60 % 60, seconds % 60)
    shown = [(amount, ko, en) for amount, ko, en in zip(amounts, ("시간", "분", "초"), SECONDS, strict=True) if amount] or [(0, "초", "s")]
    return Text(" ".join(f"{amount}{ko}" for amount, ko, _ in shown), " ".join(f"{amount} {en}" for amount, _, en in shown))


KIND = Duration()
