"""A job: the items that are due now, and the one verb that each of them gets in a transaction of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select, update

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Refusal
from marketplace.kernel.leases import JobRun
from marketplace.kernel.logs import get_log
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text

ERROR_MOST: Final = 300
_log = get_log("jobs")


@dataclass(frozen=True)
class Job:
    """What runs every so many `seconds`. `act` may be called again for the same item: it does a thing once.

    `act` answers False when an item has to be tried again, and may answer how many things it did (none is nothing to
    write down); `overtaken` are refusals that only mean somebody was quicker.
    """

    name: str
    says: Text
    seconds: int
    due: Callable[[], Sequence[Any]]
    act: Callable[[Any, Actor], object]
    overtaken: frozenset[str] = field(default=frozenset({"wrong_state"}))


@dataclass
class Outcome:
    """What one run came to: items done, items that failed, and the last failure in a few words."""

    done: int = 0
    failed: int = 0
    last_error: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether there was nothing to do."""
        return not self.done and not self.failed

    def fail(self, words: str) -> None:
        """Count a failure and go on."""
        self.failed, self.last_error = self.failed + 1, words[:ERROR_MOST]


def whole(name: str) -> Callable[[], Sequence[str]]:
    """What is due for a job that finds its work itself: itself."""
    return lambda: [name]


def always() -> bool:
    """Nobody else could lead: the job was asked for by hand."""
    return True


def run_job(job: Job, *, may_go_on: Callable[[], bool] = always, keep_idle: bool = True) -> Outcome:
    """Run a job once over all that is due; failures are recorded and the rest goes on.

    `may_go_on` is asked before every item: a leader that lost its lease stops where it is.
    """
    started_at, outcome = clock.now(), Outcome()
    if may_go_on():
        _run_items(job, outcome, may_go_on)
        if keep_idle or not outcome.is_idle:
            _keep(job.name, started_at, outcome)
    return outcome


def _run_items(job: Job, outcome: Outcome, may_go_on: Callable[[], bool]) -> None:
    actor = Actor.system(job.name)
    try:
        items = job.due()
    except Exception as error:  # noqa: BLE001 - the next run may fare better
        _log.exception("job_failed", job=job.name)
        outcome.fail(_named(error))
        return
    for number, item in enumerate(items):
        if number and not may_go_on():
            _log.warning("job_interrupted", job=job.name, left=len(items) - number)
            return
        _run_item(job, item, actor, outcome)


def _run_item(job: Job, item: Any, actor: Actor, outcome: Outcome) -> None:
    try:
        did = job.act(item, actor)
        if did is False:
            outcome.fail(f"{item}: not yet, it will be tried again")
        else:
            outcome.done += did if type(did) is int else 1
    except Refusal as refusal:
        if refusal.code in job.overtaken:
            return
        _log.warning("job_item_refused", job=job.name, item=str(item), code=refusal.code)
        outcome.fail(f"{item}: {refusal.code}")
    except Exception as error:  # noqa: BLE001 - one bad item must not keep the others waiting
        _log.exception("job_item_failed", job=job.name, item=str(item))
        outcome.fail(f"{item}: {_named(error)}")


def _named(error: Exception) -> str:
    # Only the kind of it: the words of a database error can hold people's data.
    return error.code if isinstance(error, Refusal) else type(error).__name__


@verb
def _keep(name: str, started_at: datetime, outcome: Outcome) -> None:
    """Write the run down; a run that found nothing only renews the one before it that found nothing either."""
    facts = {"started_at": started_at, "ended_at": clock.now(), "done": outcome.done, "failed": outcome.failed,
             "last_error": outcome.last_error}
    with transaction() as session:
        last = session.scalar(select(JobRun).where(JobRun.job == name).order_by(JobRun.id.desc()).limit(1))
        if outcome.is_idle and last is not None and not last.done and not last.failed:
            session.execute(update(JobRun).where(JobRun.id == last.id).values(**facts))
        else:
            session.execute(insert(JobRun).values(job=name, **facts))
