"""The jobs under /api/v1, for admins."""

from marketplace.api.door import ApiDoor
from marketplace.api.parameters import one_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.scheduler.queries import list_jobs, list_runs
from marketplace.scheduler.shapes import JobsShape, RunShape, shape_job, shape_run
from marketplace.scheduler.table import JOBS
from marketplace.web.actor import current_actor

api = ApiDoor("scheduler", __name__)


@api.get("/jobs", permission=Permission.SEE_JOBS, returns=JobsShape)
def show_jobs() -> JobsShape:
    """Every job with its last run."""
    return JobsShape([shape_job(status) for status in list_jobs(current_actor())])


@api.get("/jobs/runs", permission=Permission.SEE_JOBS, returns=(RunShape,), query={"job": one_of(*(job.name for job in JOBS))})
def list_job_runs(cut: Cut, job: str | None) -> Page[RunShape]:
    """What the jobs did, newest first."""
    return list_runs(current_actor(), cut, job=job).map(shape_run)
