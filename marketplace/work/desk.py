"""A worker's desk: what they hold, what they handed in and how it stands, and which tasks of a batch are free for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.machines import Display
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.standards.kinds.reading import is_personal, show_value
from marketplace.standards.spec import Spec
from marketplace.work.models import SUBMIT_GRACE, Claim, Submission, Task, is_free
from marketplace.work.queries import my_claims
from marketplace.work.states import CLAIM, SUBMISSION

LIVE = ("active", "submitted")
# Written inputs that may stand in a list; a photo or a personal field may not.
SHOWN_KINDS = ("text", "gtin", "integer", "date", "choice")


@dataclass(frozen=True)
class DeskRow:
    """One claim, and the latest submission made for it."""

    claim: Claim
    submission: Submission | None

    @property
    def shown(self) -> Display:
        """How it stands, for its worker: after a submission that is the submission's state."""
        if self.claim.state == "active" and self.claim.round > 1:
            return SUBMISSION.shown["rework"]
        if self.claim.state == "submitted" and self.submission is not None:
            return SUBMISSION.shown[self.submission.state]
        return CLAIM.shown[self.claim.state]

    @property
    def href(self) -> str:
        """Where it is worked on or looked at."""
        if self.claim.state == "submitted" and self.submission is not None:
            return f"/submissions/{self.submission.id}"
        return f"/claims/{self.claim.id}"


def my_desk(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[DeskRow]:
    """The acting worker's claims with what became of them, newest first, in two statements."""
    page = my_claims(actor, cut, state=state)
    latest = _latest([claim.id for claim in page.items])
    return page.map(lambda claim: DeskRow(claim, latest.get(claim.id)))


def count_desk(actor: Actor) -> dict[str, int]:
    """How many claims the acting worker has in each state."""
    require(actor, Permission.SEE_CLAIM)
    counted = select(Claim.state, func.count()).where(Claim.worker_id == actor.person_id).group_by(Claim.state)
    found = dict(db.session.execute(counted).all())
    return {state: found.get(state, 0) for state in CLAIM.states}


def held_now(actor: Actor) -> list[Claim]:
    """What the acting worker is working on, the one that runs out first on top."""
    require(actor, Permission.SEE_CLAIM)
    page = my_claims(actor, Cut(), state="active")
    return sorted(page.items, key=lambda claim: claim.expires_at)


def next_held(claim: Claim) -> int | None:
    """Another task of the same batch that its worker holds already, the one that runs out first."""
    return db.session.scalar(select(Claim.id).where(
        Claim.worker_id == claim.worker_id, Claim.batch_id == claim.batch_id, Claim.state == CLAIM.start, Claim.id != claim.id)
        .order_by(Claim.expires_at).limit(1))


def free_tasks(actor: Actor, batch_id: int, most: int) -> list[Task]:
    """Some tasks of an open batch that the acting worker could claim now, in the order of its rows."""
    require(actor, Permission.CLAIM_TASK)
    mine = exists().where(Claim.task_id == Task.id, Claim.worker_id == actor.person_id, Claim.state.in_(LIVE))
    query = select(Task).where(Task.batch_id == batch_id, is_free(), ~mine).order_by(Task.spread, Task.id).limit(most)
    return sorted(db.session.scalars(query), key=lambda task: task.number)


def is_over(claim: Claim) -> bool:
    """Whether its time has run out, also before the job has noticed."""
    return claim.state == "expired" or (claim.state == "active" and claim.expires_at <= clock.now() - SUBMIT_GRACE)


def name_task(task: Task, spec: Spec) -> str:
    """A task in a list: its first plain input, or nothing when it has none that may be shown."""
    for field in spec.inputs:
        if field.kind in SHOWN_KINDS and not is_personal(field) and field.name in task.input:
            return show_value(field, task.input[field.name])
    return ""


def _latest(claim_ids: Sequence[int]) -> dict[int, Submission]:
    rows = db.session.scalars(select(Submission).where(Submission.claim_id.in_(claim_ids)).order_by(Submission.round))
    return {row.claim_id: row for row in rows}
