"""The months and years that statements are about, as days are counted in Korea."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from marketplace.kernel import clock
from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.money.withholding import ZONES

ZONE: Final = ZONES["KR"]
_YEAR, _MONTH = re.compile(r"20[0-9]{2}", re.ASCII), re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Period:
    """A stretch of time with the name that people type for it."""

    name: str
    start: datetime
    end: datetime

    @property
    def is_over(self) -> bool:
        """Whether nothing can be added to it any more."""
        return clock.now() >= self.end

    @property
    def last_day(self) -> datetime:
        """Midnight of its last day, or of this one while it runs: the date of what is written about it."""
        today = clock.now().astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        return min(self.end - clock.DAY, today)


def read_year(typed: str | None) -> Period:
    """A year such as 2026, this one when nothing is typed; raises `Invalid` year_unknown."""
    typed = typed or str(this_day().year)
    if not _YEAR.fullmatch(typed):
        raise Invalid.field("year", "year_unknown", Text("연도를 2026처럼 적어 주세요.", "Please write a year such as 2026."))
    return Period(typed, _first(int(typed), 1), _first(int(typed) + 1, 1))


def read_month(typed: str | None) -> Period:
    """A month such as 2026-11, this one when nothing is typed; raises `Invalid` month_unknown."""
    typed = typed or f"{this_day():%Y-%m}"
    match = _MONTH.fullmatch(typed)
    if match is None:
        raise Invalid.field("month", "month_unknown", Text("달을 2026-11처럼 적어 주세요.", "Please write a month such as 2026-11."))
    year, month = int(match[1]), int(match[2])
    return Period(typed, _first(year, month), _first(year + month // 12, month % 12 + 1))


def months_beside(month: Period) -> tuple[str, str]:
    """The names of the month before and the one after; no name for a month that has not begun."""
    return f"{month.start - clock.DAY:%Y-%m}", f"{month.end:%Y-%m}" if month.is_over else ""


def this_day() -> date:
    """Today in Korea."""
    return clock.now().astimezone(ZONE).date()


def _first(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=ZONE)
