"""When a worker's money goes out by itself: on days in Korea that they choose; by hand it goes out at any time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from marketplace.kernel import clock
from marketplace.kernel.text import Text

PAYDAY: Final = 25  # when most wages in Korea are paid
AT_ONCE: Final = "at_once"  # for whoever chose nothing


@dataclass(frozen=True)
class Schedule:
    """What a schedule is called, and on which days it sends."""

    name: Text
    sends_on: Callable[[date], bool]


SCHEDULES: Final[dict[str, Schedule]] = {
    AT_ONCE: Schedule(Text("보낼 수 있게 되는 대로", "As soon as it can be sent"), lambda _: True),
    "mondays": Schedule(Text("매주 월요일", "Every Monday"), lambda day: day.weekday() == 0),
    "payday": Schedule(Text("매달 25일", "On the 25th of each month"), lambda day: day.day == PAYDAY),
    "by_hand": Schedule(Text("내가 신청할 때만", "Only when I ask"), lambda _: False),
}


def last_days() -> dict[str, date]:
    """The schedules with days of their own, and the last day, up to this one in Korea, on which each sends."""
    found = {name: _nearest(name, clock.today(), -clock.DAY) for name in SCHEDULES if name != AT_ONCE}
    return {name: day for name, day in found.items() if day}


def next_day(schedule: str, start: date) -> date | None:
    """The first day from `start` on that a schedule sends; none when it never does by itself."""
    return _nearest(schedule, start, clock.DAY)


def _nearest(schedule: str, start: date, step: timedelta) -> date | None:
    days = (start + number * step for number in range(31))
    return next((day for day in days if SCHEDULES[schedule].sends_on(day)), None)


def begins_at(day: date) -> datetime:
    """A day's midnight in Korea."""
    return datetime.combine(day, time(), clock.SEOUL)
