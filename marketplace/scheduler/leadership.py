"""Who leads: one scheduler at a time does the work, however many are running."""

import os
import secrets
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.kernel.leases import drop_lease, holds_lease, take_lease
from marketplace.kernel.logs import get_log

LEASE: Final = "scheduler"
HOLD: Final = timedelta(seconds=30)
RENEW_SECONDS: Final = 10
_log = get_log("scheduler")


def new_owner() -> str:
    """A name no other scheduler has: host, process and a random word."""
    return f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"


class Leadership:
    """This scheduler's claim to lead, and the fencing number it leads under."""

    def __init__(self, owner: str, *, hold: timedelta = HOLD) -> None:
        self.owner, self.hold = owner, hold
        self.epoch: int | None = None

    def renew(self) -> bool:
        """Become or stay the leader; False while somebody else leads or the database doesn't answer."""
        before = self.epoch
        try:
            self.epoch = take_lease(LEASE, self.owner, hold=self.hold)
        except IntegrityError:  # two schedulers met an empty table, and the other was quicker
            self.epoch = None
        except DBAPIError:
            _log.warning("lease_not_renewed", owner=self.owner)
            return False
        if self.epoch != before:
            _log.info("leader_changed", owner=self.owner, epoch=self.epoch)
        return self.epoch is not None

    def leads(self) -> bool:
        """Whether this scheduler leads right now, by the database: asked before each piece of work."""
        return self.epoch is not None and holds_lease(LEASE, self.owner, self.epoch)

    def step_down(self) -> None:
        """Let another scheduler lead at once."""
        if self.epoch is not None:
            drop_lease(LEASE, self.owner)
            self.epoch = None
