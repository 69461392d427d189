"""A forked copy of this process that dies at its k-th commit or outbound call, just before it or just after."""

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import requests
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from marketplace.kernel.database import db

Acknowledge = Callable[[str], None]
Flow = Callable[[Acknowledge], None]


@dataclass(frozen=True)
class Ended:
    """How it ended, and what it had told others by then."""

    was_killed: bool
    acknowledged: list[str]


def run_and_kill(flow: Flow, point: int) -> Ended:
    """Run `flow` in a fork that is killed by -9 at its `point`-th moment; it ends whole when it has fewer."""
    db.session.remove()
    db.engine.dispose()  # nobody inherits a connection
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        _live_and_die(flow, point, write_end)
    os.close(write_end)
    with os.fdopen(read_end) as said:
        acknowledged = said.read().splitlines()
    _, status = os.waitpid(child, 0)
    was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert was_killed or os.waitstatus_to_exitcode(status) == 0, acknowledged
    return Ended(was_killed, acknowledged)


def _live_and_die(flow: Flow, point: int, write_end: int) -> None:
    _count_moments(point)
    try:
        flow(lambda said: os.write(write_end, f"{said}\n".encode()))
    except BaseException:  # noqa: BLE001 - this copy of the test never comes back
        os.write(write_end, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)


def _count_moments(point: int) -> None:
    passed = 0

    def pass_moment(*_: object) -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def send(self: requests.Session, *words: object, **named: object) -> requests.Response:
        pass_moment()
        answer = whole(self, *words, **named)
        pass_moment()
        return answer

    event.listen(Engine, "commit", pass_moment)
    event.listen(Session, "after_commit", pass_moment)
    whole, requests.Session.send = requests.Session.send, send
