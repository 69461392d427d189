"""One leader at a time: a lease row with a fencing number, and the record of what the jobs did."""

from datetime import datetime, timedelta

from sqlalchemy import Index, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.database import Base, Id, Moment, transaction


class Lease(Base):
    """Who leads until when; `epoch` rises with every new leader, so an old one can be told apart."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    epoch: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(Moment)


class JobRun(Base):
    """One run of a job: how many items were due, done and failed."""

    __tablename__ = "job_runs"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    job: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    done: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    __table_args__ = (Index("ix_job_runs_job", "job", "id"),)


def take_lease(name: str, owner: str, *, hold: timedelta) -> int | None:
    """Become or stay the leader for `hold`; the fencing number, or None while somebody else leads."""
    now = clock.now()
    with transaction() as session:
        lease = session.scalar(select(Lease).where(Lease.name == name).with_for_update())
        if lease is None:
            session.execute(insert(Lease).values(name=name, owner=owner, epoch=1, expires_at=now + hold))
            return 1
        if lease.owner != owner and lease.expires_at > now:
            return None
        epoch = lease.epoch if lease.owner == owner else lease.epoch + 1
        session.execute(update(Lease).where(Lease.name == name, Lease.epoch == lease.epoch)
                        .values(owner=owner, epoch=epoch, expires_at=now + hold))
        return epoch


def holds_lease(name: str, owner: str, epoch: int) -> bool:
    """Whether this leader still leads: asked before each piece of work, since an old leader ticks on after its lease."""
    with transaction() as session:
        lease = session.scalar(select(Lease).where(Lease.name == name))
        return lease is not None and (lease.owner, lease.epoch) == (owner, epoch) and lease.expires_at > clock.now()


def drop_lease(name: str, owner: str) -> None:
    """Let somebody else lead at once: said when stopping."""
    with transaction() as session:
        session.execute(update(Lease).where(Lease.name == name, Lease.owner == owner).values(expires_at=clock.now()))
