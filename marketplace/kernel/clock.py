"""The one clock: every moment the program stores or compares comes from `now()`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC as UTC
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SEOUL = ZoneInfo("Asia/Seoul")
_moved: ContextVar[timedelta] = ContextVar("clock_moved", default=timedelta())


def now() -> datetime:
    """The present moment, aware, in UTC, with whole microseconds."""
    return datetime.now(UTC) + _moved.get()


def today() -> date:
    """The day in Korea: fees and laws change at its midnight."""
    return now().astimezone(SEOUL).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the clock start at `moment` (aware) inside the block and run on from there."""
    if moment.tzinfo is None:
        raise ValueError("the clock moves to aware moments only")
    token = _moved.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
