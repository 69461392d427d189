"""What the API says about the jobs."""

from datetime import datetime

import msgspec

from marketplace.kernel.leases import JobRun
from marketplace.kernel.text import Text
from marketplace.scheduler.queries import JobStatus


class RunShape(msgspec.Struct):
    """One run of a job: how many items were done and how many failed."""

    id: int
    job: str
    started_at: datetime
    ended_at: datetime | None
    done: int
    failed: int
    last_error: str


class JobShape(msgspec.Struct):
    """A job, how often it runs, and its last run."""

    name: str
    says: Text
    seconds: int
    last: RunShape | None


class JobsShape(msgspec.Struct):
    """Every job, in the order they run in."""

    jobs: list[JobShape]


def shape_run(run: JobRun) -> RunShape:
    """One run."""
    return RunShape(run.id, run.job, run.started_at, run.ended_at, run.done, run.failed, run.last_error)


def shape_job(status: JobStatus) -> JobShape:
    """One job with its last run."""
    return JobShape(status.job.name, status.job.says, status.job.seconds, shape_run(status.last) if status.last else None)
