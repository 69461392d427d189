"""Reading what the jobs did and who leads."""

from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.kernel.database import db
from marketplace.kernel.leases import JobRun, Lease
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.scheduler.job import Job
from marketplace.scheduler.leadership import LEASE
from marketplace.scheduler.table import JOBS


@dataclass(frozen=True)
class JobStatus:
    """A job and its last run, if it ever ran."""

    job: Job
    last: JobRun | None


def list_jobs(actor: Actor) -> list[JobStatus]:
    """Every job in its order, each with its last run."""
    require(actor, Permission.SEE_JOBS)
    newest = select(func.max(JobRun.id)).group_by(JobRun.job)
    runs = {run.job: run for run in db.session.scalars(select(JobRun).where(JobRun.id.in_(newest)))}
    return [JobStatus(job, runs.get(job.name)) for job in JOBS]


def list_runs(actor: Actor, cut: Cut, *, job: str | None = None) -> Page[JobRun]:
    """What the jobs did, newest first; with `job`, only that one's runs."""
    require(actor, Permission.SEE_JOBS)
    query = select(JobRun) if job is None else select(JobRun).where(JobRun.job == job)
    return page_by_id(db.session(), query, JobRun.id, cut)


def present_lease(actor: Actor) -> Lease | None:
    """Who leads, or led last."""
    require(actor, Permission.SEE_JOBS)
    return db.session.scalar(select(Lease).where(Lease.name == LEASE))
