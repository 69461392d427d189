"""Loaded by Python itself in the scheduler of one test: the process dies, or the attempt freezes, at the moment of a transfer.

FAULT_AT says where: `kill_before`, `kill_after`, `freeze_before` (until the file THAW_FILE is there); CLOCK_FORWARD moves
the clock by so many seconds.
"""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

FAULT = os.environ.get("FAULT_AT", "")
FORWARD = os.environ.get("CLOCK_FORWARD", "")


def _kill():
    os.kill(os.getpid(), signal.SIGKILL)


def _freeze():
    thaw = Path(os.environ["THAW_FILE"])
    thaw.with_suffix(".reached").touch()
    while not thaw.exists():
        time.sleep(0.05)


def _break_transfers(fault):
    import requests  # noqa: PLC0415 - every Python of the test loads this file; only the broken one needs it

    whole = requests.Session.request
    act, _, where = fault.partition("_")
    happen = {"kill": _kill, "freeze": _freeze}[act]

    def request(self, method, url, *words, **named):
        is_transfer = method.lower() == "post" and url.endswith("/v1/transfers")
        if is_transfer and where == "before":
            happen()
        answer = whole(self, method, url, *words, **named)
        if is_transfer and act == "freeze":
            Path(os.environ["THAW_FILE"]).with_suffix(".reached").unlink()
        if is_transfer and where == "after":
            happen()
        return answer

    requests.Session.request = request


def _move_clock(seconds):
    from marketplace.kernel import clock  # noqa: PLC0415 - as above

    real = clock.now
    clock.now = lambda: real() + timedelta(seconds=seconds)


if FAULT:
    _break_transfers(FAULT)
if FORWARD:
    _move_clock(int(FORWARD))
