"""Every job of the house, in the order in which one round of them is run."""

from typing import Final

from marketplace.api import jobs as api_jobs
from marketplace.audit import jobs as audit_jobs
from marketplace.messaging import jobs as messaging_jobs
from marketplace.money import jobs as money_jobs
from marketplace.quality import jobs as quality_jobs
from marketplace.scheduler import housekeeping
from marketplace.scheduler.job import Job
from marketplace.standards import jobs as standards_jobs
from marketplace.work import jobs as work_jobs

# What the provider said comes first, then what follows from it; telling people and sealing come last.
JOBS: Final[tuple[Job, ...]] = (
    money_jobs.TAKE_PROVIDER_EVENTS,
    work_jobs.PAUSE_DISPUTED,
    work_jobs.EXPIRE_CLAIMS,
    work_jobs.WARN_LOW_PAY,
    work_jobs.READ_IMPORTS,
    quality_jobs.ACCEPT_BY_SILENCE,
    quality_jobs.CONCEDE_APPEALS,
    money_jobs.QUEUE_PAYOUTS,
    money_jobs.SEND_PAYOUTS,
    money_jobs.SEND_REFUNDS,
    money_jobs.RECONCILE_BOOKS,
    messaging_jobs.FOLLOW_JOURNAL,
    messaging_jobs.SEND_MAIL,
    audit_jobs.SEAL_JOURNAL,
    standards_jobs.PUBLISH_CATALOGUE,
    api_jobs.FORGET_OLD_ANSWERS,
    work_jobs.REMOVE_UNUSED_FILES,
    housekeeping.FORGET_OLD_RUNS,
)


def find_job(name: str) -> Job | None:
    """The job called `name`, hyphens or underscores alike."""
    return next((job for job in JOBS if job.name == name.replace("-", "_")), None)
