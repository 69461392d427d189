"""Calendar dates."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from marketplace.kernel.text import Text, current_locale
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import ascii_digits

_TYPED = re.compile(
    r"([0-9]{4})\s*(?:년|[-./])\s*([0-9]{1,2})\s*(?:월|[-./])\s*([0-9]{1,2})\s*[일.]?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first and the last day allowed."""

    first: str = "1900-01-01"
    last: str = "2199-12-31"


class Day(Kind[str, Settings]):
    """A day as `2026-11-23`, year first however it is typed; `tolerance` is in days."""

    name, title, widget = "date", Text("날짜", "Date"), "date"
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        limits = self.settings(field)

        def read(raw: object) -> str:
            day = _read_day(raw)
            if limits.first <= day <= limits.last:
                return day
            raise BadValue("date_out_of_range", Text(
                "{first}부터 {last} 사이의 날짜를 입력해 주세요.", "Please enter a date from {first} to {last}."),
                first=limits.first, last=limits.last)

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        limits = self.settings(field)
        return {"min": limits.first, "max": limits.last}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the calendar and the range are beyond a pattern."""
        limits = self.settings(field)
        return {"type": "string", "format": "date", "$comment": f"from {limits.first} to {limits.last}",
                "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}

    def show(self, value: str, field: Field) -> str:
        """`2026년 11월 23일` in Korean, as stored in English."""
        if current_locale() != "ko":
            return value
        day = date.fromisoformat(value)
        return f"{day.year}년 {day.month}월 {day.day}일"

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """Within `tolerance` days of each other."""
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= tolerance


def _read_day(raw: object) -> str:
    match = _TYPED.fullmatch(ascii_digits(raw)) if isinstance(raw, str) else None
    if match is None:
        raise BadValue("not_a_date", Text("날짜를 2026-11-23처럼 입력해 주세요.", "Please enter a date such as 2026-11-23."))
    try:
        return date(*(int(part) for part in match.groups() if part)).isoformat()
    except ValueError:
        raise BadValue("no_such_date", Text("달력에 없는 날짜예요.", "There is no such day in the calendar.")) from None


KIND = Day()
