"""Times of day."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from marketplace.kernel.text import Text, current_locale
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import ascii_digits

_HALVES = {"오전": 0, "am": 0, "a.m.": 0, "오후": 12, "pm": 12, "p.m.": 12}
_HALF = "|".join(map(re.escape, _HALVES))
_TYPED = re.compile(
    rf"(?P<before>{_HALF})?\s*(?P<hour>[0-9]{{1,2}})\s*(?:[:：]\s*(?P<minute>[0-9]{{2}})(?::00)?|시(?:\s*(?P<minutes>[0-9]{{1,2}})\s*분)?)?"
    rf"\s*(?P<after>{_HALF})?", re.ASCII | re.IGNORECASE)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first and the last time allowed."""

    first: str = "00:00"
    last: str = "23:59"


class TimeOfDay(Kind[str, Settings]):
    """A time as `14:30`, also typed as `오후 2시 30분` or `2:30 pm`; `tolerance` is in minutes of the same day."""

    name, title, widget = "time", Text("시각", "Time of day"), "time"
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        limits = self.settings(field)
        first, last = _read_time(limits.first), _read_time(limits.last)

        def read(raw: object) -> str:
            time = _read_time(raw)
            if first <= time <= last:
                return time
            raise BadValue("time_out_of_range", Text(
                "{first}부터 {last} 사이의 시각을 입력해 주세요.", "Please enter a time from {first} to {last}."), first=first, last=last)

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        limits = self.settings(field)
        return {"min": limits.first, "max": limits.last}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the range is beyond a schema."""
        limits = self.settings(field)
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "$comment": f"from {limits.first} to {limits.last}"}

    def show(self, value: str, field: Field) -> str:
        """`오후 2시 30분` in Korean, as stored in English."""
        if current_locale() != "ko":
            return value
        hour, minute = divmod(_minutes(value), 60)
        half = "오후" if hour >= 12 else "오전"
        return f"{half} {(hour - 1) % 12 + 1}시" + (f" {minute}분" if minute else "")

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """Within `tolerance` minutes of each other."""
        return abs(_minutes(a) - _minutes(b)) <= tolerance


def _read_time(raw: object) -> str:
    match = _TYPED.fullmatch(ascii_digits(raw)) if isinstance(raw, str) else None
    half = match and (match["before"] or match["after"])
    is_told = match and (half or match["minute"] or "시" in match[0])  # a bare 14 may be anything
    if match is None or not is_told or (match["before"] and match["after"]):
        raise BadValue("not_a_time", Text("시각을 14:30처럼 입력해 주세요.", "Please enter a time such as 14:30."))
    hour, minute = int(match["hour"]), int(match["minute"] or match["minutes"] or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + _HALVES[half.lower()]
    elif half:
        hour = 24
    if hour > 23 or minute > 59:
        raise BadValue("no_such_time", Text("시계에 없는 시각이에요.", "There is no such time on the clock."))
    return f"{hour:02}:{minute:02}"


def _minutes(value: str) -> int:
    return int(value[:2]) * 60 + int(value[3:])


KIND = TimeOfDay()
