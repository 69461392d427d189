"""The clock in a test's hands: it moves for the test and for the server that the test talks to."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

from marketplace.kernel import clock as kernel_clock


class Timepiece:
    """`clock.forward(hours=73)` or `clock.move(moment)`; put back when the test ends."""

    def __init__(self) -> None:
        self._moved: timedelta | None = None
        self._blocks = ExitStack()

    def now(self) -> datetime:
        return kernel_clock.now()

    def move(self, moment: datetime) -> datetime:
        """Let it be `moment` (aware) from here on; the clock runs on from there."""
        self.reset()
        self._moved = moment - kernel_clock.now()
        self._blocks.enter_context(kernel_clock.at(moment))
        return moment

    def forward(self, **duration: float) -> datetime:
        """Let time pass: `forward(days=1, minutes=2)`."""
        return self.move(self.now() + timedelta(**duration))

    def reset(self) -> None:
        self._blocks.close()
        self._moved = None

    def carried_into(self, application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        """The same WSGI application, answering at this clock's time in the server's own threads."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            if self._moved is None:
                return application(environ, start)
            with kernel_clock.at(kernel_clock.now() + self._moved):
                return application(environ, start)

        return answer
