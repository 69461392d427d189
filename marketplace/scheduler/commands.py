"""`jobs …` and `scheduler`."""

from typing import Any

import click
from flask import current_app

from marketplace.cli.answers import show, table
from marketplace.cli.database import need_database
from marketplace.cli.plain import ASKED_WRONGLY, FAULTY, as_json, command, give_up, group
from marketplace.kernel.policy import Actor
from marketplace.money.arming import arm_payments, is_held
from marketplace.scheduler.job import Outcome, run_job
from marketplace.scheduler.process import run_scheduler
from marketplace.scheduler.queries import JobStatus, list_jobs, present_lease
from marketplace.scheduler.table import JOBS, find_job

COMMAND_LINE = Actor.system("command line")


@group("jobs", help="What runs by itself: list it, run it now.")
def jobs() -> None:
    """The jobs."""
    need_database()


@jobs.command("list", help="Every job, its interval and its last run.")
@as_json
def list_all(is_json: bool) -> None:
    """List the jobs and who leads."""
    known, lease = list_jobs(COMMAND_LINE), present_lease(COMMAND_LINE)
    leader = None if lease is None else {"owner": lease.owner, "epoch": lease.epoch, "until": lease.expires_at.isoformat()}
    facts = {"jobs": [_facts(one) for one in known], "leader": leader, "payments_on_hold": is_held()}
    rows = [(one.job.name, f"{one.job.seconds} s", *_last_words(one)) for one in known]
    show(facts, table(("job", "every", "last run", "done", "failed", "last error"), rows), is_json=is_json)


@jobs.command("run-once", help="Run one job now, or all in their order. Exit code 1 when something failed.")
@click.argument("name", required=False)
@as_json
def run_once(name: str | None, is_json: bool) -> None:
    """Run jobs in this process, whoever leads: every job can stand being run twice."""
    chosen = [find_job(name)] if name else list(JOBS)
    if None in chosen:
        give_up(f"No such job: {name}. See: flask --app wsgi jobs list", ASKED_WRONGLY)
    ran = [(job.name, run_job(job)) for job in chosen if job is not None]
    facts = {job: {"done": outcome.done, "failed": outcome.failed, "last_error": outcome.last_error} for job, outcome in ran}
    show(facts, [_said(job, outcome) for job, outcome in ran], is_json=is_json)
    if any(outcome.failed for _, outcome in ran):
        raise click.exceptions.Exit(FAULTY)


@jobs.command("arm", help="Let payouts and refunds leave again after a restore.")
@as_json
def arm(is_json: bool) -> None:
    """Arm the payments."""
    was_held = arm_payments(actor=COMMAND_LINE)
    words = "Payouts and refunds leave again." if was_held else "Payouts and refunds were not on hold."
    show({"was_held": was_held}, [words], is_json=is_json)


@command("scheduler", help="Run the jobs at their intervals until SIGTERM; several may run, one leads.")
def scheduler() -> None:
    """Run the scheduler."""
    need_database()
    run_scheduler(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - threads need the app itself


def _facts(one: JobStatus) -> dict[str, Any]:
    last = None if one.last is None else {
        "started_at": one.last.started_at.isoformat(), "ended_at": one.last.ended_at.isoformat() if one.last.ended_at else None,
        "done": one.last.done, "failed": one.last.failed, "last_error": one.last.last_error}
    return {"name": one.job.name, "seconds": one.job.seconds, "says": one.job.says.to_json(), "last_run": last}


def _last_words(one: JobStatus) -> tuple[Any, ...]:
    if one.last is None:
        return "never", "", "", ""
    return one.last.started_at.isoformat(timespec="seconds"), one.last.done, one.last.failed, one.last.last_error


def _said(job: str, outcome: Outcome) -> str:
    trouble = f", {outcome.failed} failed ({outcome.last_error})" if outcome.failed else ""
    return f"{job}: {outcome.done} done{trouble}"
