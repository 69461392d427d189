"""Where it is kept when a worker wants to be paid."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.database import Base, Id, Moment
from marketplace.money.schedules import SCHEDULES


class PayoutSchedule(Base):
    """When a worker's money goes out by itself; whoever has no row is paid at once."""

    __tablename__ = "payout_schedules"

    worker_id: Mapped[int] = mapped_column(Id, ForeignKey("workers.person_id"), primary_key=True, autoincrement=False)
    schedule: Mapped[str]
    chosen_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (CheckConstraint(f"schedule IN ({', '.join(map(repr, SCHEDULES))})", name="schedule"),)
