"""How moments, and how many hours, are written for people."""

from datetime import datetime, tzinfo
from typing import Final

from marketplace.kernel import clock
from marketplace.kernel.clock import SEOUL
from marketplace.kernel.text import Text, t

# English months are spelled here: strftime("%b") would follow the server's locale.
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_clock(at: datetime, timezone: tzinfo = SEOUL) -> str:
    """`오후 3:00`, `3:00 PM`."""
    local = at.astimezone(timezone)
    hour = local.hour % 12 or 12
    return t("{half} {hour}:{minute:02}", "{hour}:{minute:02} {half}", hour=hour, minute=local.minute,
             half=Text("오전", "AM") if local.hour < 12 else Text("오후", "PM"))


def format_day(at: datetime, timezone: tzinfo = SEOUL) -> str:
    """`11월 23일`, `Nov 23`; the year is written when it isn't this one."""
    local = at.astimezone(timezone)
    if local.year != clock.now().astimezone(timezone).year:
        return format_day_long(at, timezone)
    return t("{month}월 {day}일", "{name} {day}", month=local.month, name=MONTHS[local.month - 1], day=local.day)


def format_time(at: datetime, timezone: tzinfo = SEOUL) -> str:
    """`11월 23일 오후 3:00`, `Nov 23, 3:00 PM`."""
    return t("{day} {clock}", "{day}, {clock}", day=format_day(at, timezone), clock=format_clock(at, timezone))


def format_day_long(at: datetime, timezone: tzinfo = SEOUL) -> str:
    """`2026년 11월 23일`, `Nov 23, 2026`: for documents, whenever they are read."""
    local = at.astimezone(timezone)
    return t("{year}년 {month}월 {day}일", "{name} {day}, {year}", year=local.year, month=local.month, name=MONTHS[local.month - 1], day=local.day)


def format_time_long(at: datetime, timezone: tzinfo = SEOUL) -> str:
    """For reports and receipts: the year and the zone are always named."""
    return t("{day} {clock} ({zone})", "{day}, {clock} ({zone})",
             day=format_day_long(at, timezone), clock=format_clock(at, timezone), zone=at.astimezone(timezone).tzname())


def hour_words(hours: int) -> Text:
    """So many hours inside a sentence: `24시간`, `24 hours`, `1 hour`."""
    return Text(f"{hours}시간", "1 hour" if hours == 1 else f"{hours} hours")
