"""How often somebody may apply: one open application of a kind at a time, and so many within a month."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from marketplace.kernel import clock
from marketplace.kernel.errors import TooMany
from marketplace.kernel.text import Text
from marketplace.vetting.models import Application

APPLICATIONS_MOST: Final = 3
WINDOW: Final = timedelta(days=30)


def may_apply_from(sent: Sequence[Application]) -> datetime | None:
    """From when another application may follow those of one person and kind, newest first; None unless the newest was rejected."""
    if not sent or sent[0].state != "rejected":
        return None
    if len(sent) < APPLICATIONS_MOST:
        return sent[0].decided_at
    return max(sent[0].decided_at or sent[0].created_at, sent[APPLICATIONS_MOST - 1].created_at + WINDOW)


def refuse_too_soon(moment: datetime) -> None:
    """Raises `TooMany` applied_too_often, with when to try again, while `moment` is ahead."""
    left = moment - clock.now()
    if left <= timedelta():
        return
    days = -(-left // timedelta(days=1))
    raise TooMany("applied_too_often", Text(
        "{window}일 동안 {most}번까지 신청할 수 있어요. {days} 뒤에 다시 신청해 주세요.",
        "You can apply {most} times within {window} days. Please apply again in {days}."),
        most=APPLICATIONS_MOST, window=WINDOW.days, days=Text(f"{days}일", "1 day" if days == 1 else f"{days} days"),
        again_from=moment.isoformat(), retry_after=-(-left // timedelta(seconds=1)))
