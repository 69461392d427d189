"""What happens when: actions in the order of their moments, each carried out with the clock moved there."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from marketplace.kernel import clock

Action = Callable[[], None]
SEOUL: Final = timedelta(hours=9)


class Agenda:
    """A history that ends now. An action may note later ones; what would come after the end never happens."""

    def __init__(self, end: datetime) -> None:
        self.end = end
        self._waiting: list[tuple[datetime, int, Action]] = []
        self._order = count()

    def at(self, moment: datetime, action: Action) -> None:
        """Let `action` happen at a moment."""
        heapq.heappush(self._waiting, (moment, next(self._order), action))

    def after(self, wait: timedelta, action: Action) -> None:
        """Let `action` happen so long after the present moment."""
        self.at(clock.now() + wait, action)

    def ago(self, action: Action, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let `action` happen so long before the end."""
        self.at(self.end - timedelta(days=days, hours=hours, minutes=minutes), action)

    def on_day(self, days_ago: int, hour: float) -> datetime:
        """So many days ago at an hour of the day in Seoul."""
        local = self.end + SEOUL - timedelta(days=days_ago)
        return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour) - SEOUL

    def play(self) -> int:
        """Let everything happen; how many actions that were."""
        played = 0
        while self._waiting and self._waiting[0][0] <= self.end:
            moment, _, action = heapq.heappop(self._waiting)
            with clock.at(moment):
                action()
            played += 1
        return played
