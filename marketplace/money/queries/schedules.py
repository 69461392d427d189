"""When the acting worker's money goes out by itself."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.provider_models import Payout
from marketplace.money.schedule_models import PayoutSchedule
from marketplace.money.schedules import AT_ONCE, begins_at, next_day


@dataclass(frozen=True)
class MySchedule:
    """What was chosen, and the next day on which it sends; none when it sends only by hand."""

    schedule: str
    next_day: date | None

    @property
    def next_at(self) -> datetime | None:
        """When that day begins."""
        return begins_at(self.next_day) if self.next_day else None


def my_payout_schedule(actor: Actor) -> MySchedule:
    """The acting worker's schedule. A day on which a payout was made already counts no more."""
    require(actor, Permission.SEE_EARNINGS)
    chosen = db.session.get(PayoutSchedule, actor.person_id)
    schedule = chosen.schedule if chosen else AT_ONCE
    is_done = schedule != AT_ONCE and db.session.scalar(
        select(Payout.id).where(Payout.worker_id == actor.person_id, Payout.created_at >= begins_at(clock.today())).limit(1)) is not None
    return MySchedule(schedule, next_day(schedule, clock.today() + is_done * clock.DAY))
