"""The jobs by page: who leads, what each job does, and what its runs came to."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock
from marketplace.kernel.policy import Permission
from marketplace.scheduler.queries import list_jobs, list_runs, present_lease
from marketplace.scheduler.table import find_job
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door

pages = Door("jobs", __name__)


@pages.get("/admin/jobs", permission=Permission.SEE_JOBS)
def show_jobs() -> ResponseReturnValue:
    """Every job with its last run, who leads, and the newest runs (of one job with `job`)."""
    actor, cut = current_actor(), asked_cut("job")
    wanted = find_job(request.args.get("job", ""))
    runs = list_runs(actor, cut, job=wanted.name if wanted else None)
    return render_template("web/jobs.html", jobs=list_jobs(actor), lease=present_lease(actor), runs=runs, now=clock.now())
