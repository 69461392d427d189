"""How amounts, times and numbers are written for people, in the current language."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from babel import Locale
from flask import Flask
from jinja2 import pass_context

from marketplace.audit.words import shown_actor
from marketplace.kernel import clock
from marketplace.kernel.clock import SEOUL
from marketplace.kernel.dates import format_clock, format_day, format_time, format_time_long, hour_words
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text, current_locale, t
from marketplace.standards.kinds.reading import is_personal
from marketplace.web.differences import diff_words
from marketplace.web.links import sort_link, url_with

MINUS: Final = "\N{MINUS SIGN}"
MINUTE, HOUR, DAY = 60, 3600, 86400
UNITS: Final = ((DAY, Text("일", " d")), (HOUR, Text("시간", " h")), (MINUTE, Text("분", " min")), (1, Text("초", " s")))


def register_formats(app: Flask) -> None:
    """Give the templates the filters of this module and the link builders of the lists."""
    filters: dict[str, Callable[..., Any]] = {
        "money": format_money, "money_words": format_money_words, "number": format_number, "percent": format_percent,
        "filesize": format_size, "duration": format_duration, "when": format_time, "day": format_day,
        "when_long": format_time_long, "clock_time": format_clock, "relative": format_relative, "hours": hour_words,
        "diff_words": diff_words, "options": list_options, "actor": shown_actor,
        "country": name_country}
    app.jinja_env.filters.update({name: _when_drawn(write) for name, write in filters.items()})
    app.jinja_env.tests["personal"] = is_personal
    app.jinja_env.globals.update(url_with=url_with, sort_link=sort_link, server_now=lambda: clock.now().isoformat())


def _when_drawn(write: Callable[..., Any]) -> Callable[..., Any]:
    # Jinja writes a filtered constant once, when it compiles the template: in the language of whoever came first.
    @pass_context
    def written(_: Any, *given: Any, **named: Any) -> Any:
        return write(*given, **named)

    return written


def format_money(amount: Money, signed: bool = False) -> str:
    """`₩12,345`, `−₩500`, `$12.34`; with `signed` a gain carries its plus."""
    return f"{'+' if signed and amount.minor > 0 else ''}{amount.figures()}"


def format_money_words(amount: Money) -> str:
    """An amount inside a sentence: `12,345원` in Korean, `₩12,345` in English."""
    return str(amount.words())


def format_number(number: float | Decimal, places: int = 0) -> str:
    """`12,345`, `0.82`; halves go away from zero, as people expect on paper."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,}".replace("-", MINUS)


def format_percent(share: float | Decimal | None, places: int = 1) -> str:
    """0.9512 as `95.1%`; an unknown share is a dash."""
    return "–" if share is None else f"{format_number(Decimal(str(share)) * 100, places)}%"


def format_size(size: int) -> str:
    """A file's size: `840 B`, `12 KB`, `3.4 MB`."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"


def format_duration(seconds: float) -> str:
    """The two largest units: `1시간 5분`, `2 d 3 h`, `40초`."""
    left, parts = int(abs(seconds)), []
    for length, word in UNITS:
        count, left = divmod(left, length)
        if count:
            parts.append(f"{count}{word}")
        if len(parts) == 2 or (parts and length == MINUTE):
            break
    return " ".join(parts) or t("0초", "0 s")


def format_relative(at: datetime, timezone: tzinfo = SEOUL) -> str:
    """`3분 전`, `in 2 h`; further than a week away it is the day."""
    seconds = (clock.now() - at).total_seconds()
    if abs(seconds) < MINUTE:
        return t("방금", "just now") if seconds >= 0 else t("곧", "in a moment")
    if abs(seconds) >= 7 * DAY:
        return format_day(at, timezone)
    unit = next(length for length in (DAY, HOUR, MINUTE) if abs(seconds) >= length)
    span = format_duration(abs(seconds) // unit * unit)
    return t("{span} 전", "{span} ago", span=span) if seconds > 0 else t("{span} 뒤", "in {span}", span=span)


def name_country(code: str) -> str:
    """`KR` as 대한민국, South Korea."""
    return str(Locale(current_locale()).territories.get(code, code))


def list_options(choices: Mapping[str, object], details: Mapping[str, object] | None = None) -> list[tuple[str, object, object]]:
    """A choice field's words with their labels and, for cards, a line of detail each."""
    return [(word, label, (details or {}).get(word)) for word, label in choices.items()]
