"""The scheduler's own dust: records of runs older than two weeks."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.leases import JobRun
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job, whole

KEPT: Final = timedelta(days=14)
AT_ONCE: Final = 5_000


@verb
def forget_runs(*, actor: Actor) -> int:
    """Remove the oldest records of runs; how many."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        oldest = select(JobRun.id).where(JobRun.started_at < clock.now() - KEPT).order_by(JobRun.id).limit(AT_ONCE)
        return changed(session.execute(delete(JobRun).where(JobRun.id.in_(oldest.scalar_subquery()))))


FORGET_OLD_RUNS: Final = Job(
    "forget_old_runs", Text("오래된 작업 기록을 지워요", "Forgets old records of jobs"), 3600,
    due=whole("runs"), act=lambda _, actor: forget_runs(actor=actor))
