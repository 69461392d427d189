"""A published batch on one page: its numbers, its stages, what goes wrong, the latest results and its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import joinedload

from marketplace.kernel.database import db
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.money import Money
from marketplace.money.queries.company import Flow, flows_of
from marketplace.work.fair_pay import FairPay, fair_pay
from marketplace.work.models import Batch, Claim, Import, Submission
from marketplace.work.pace import Pace, pace_of
from marketplace.work.queries import Progress, progress_of
from marketplace.work.states import UNPAID

PAID = ("accepted", "partial")  # the only answers a business ever sees
LATEST = 10
HISTORY = 30


@dataclass(frozen=True)
class Answers:
    """A batch counted in answers: asked for, paid, in review, being worked on, free, taken back at closing."""

    asked: int
    done: int
    in_review: int
    in_work: int
    is_closed: bool

    @property
    def left(self) -> int:
        """Neither paid nor on its way."""
        return max(self.asked - self.done - self.in_review - self.in_work, 0)

    @property
    def free(self) -> int:
        """Nobody has claimed these yet."""
        return 0 if self.is_closed else self.left

    @property
    def withdrawn(self) -> int:
        """What the closing took back."""
        return self.left if self.is_closed else 0


@dataclass(frozen=True)
class Rounds:
    """How the decided answers went: accepted at the first try, after rework, in part, rejected; and claims that came to nothing."""

    first_try: int
    decided: int
    rework: int
    partial: int
    rejected: int
    released: int
    expired: int

    @property
    def first_pass(self) -> float | None:
        """The share accepted whole at the first try, once there are decisions."""
        return self.first_try / self.decided if self.decided else None


@dataclass(frozen=True)
class Board:
    """Everything the page of a published batch shows."""

    progress: Progress
    answers: Answers
    rounds: Rounds
    flow: Flow
    pace: Pace
    fair: FairPay | None

    def spent(self, batch: Batch) -> Money:
        """What accepted work has cost so far, fee included."""
        return Money(self.flow.spent, batch.currency)

    def rest(self, batch: Batch) -> Money:
        """What comes back at once when the batch is closed now: the money of every answer that nobody holds."""
        return batch.unit * self.answers.free

    def held(self, batch: Batch) -> Money:
        """What is held for what isn't accepted yet."""
        return Money(self.flow.left, batch.currency)

    def each(self, batch: Batch) -> Money | None:
        """The cost of one accepted answer, rounded to a minor unit; none before the first."""
        return Money((self.flow.spent + self.answers.done // 2) // self.answers.done, batch.currency) if self.answers.done else None


def read_board(batch: Batch) -> Board:
    """The numbers of a batch that its reader may see, in a fixed number of statements."""
    progress = progress_of([batch.id])[batch.id]
    pace = pace_of(db.session(), batch, batch.template_version.spec)
    return Board(progress, _answers(batch, progress), _rounds(batch.id, progress), flows_of([batch.id])[batch.id], pace, fair_pay(batch, pace))


def latest_results(batch_id: int, most: int = LATEST) -> list[Submission]:
    """The newest accepted answers of a batch, with their tasks."""
    query = select(Submission).where(Submission.batch_id == batch_id, Submission.state.in_(PAID)).options(joinedload(Submission.task))
    return list(db.session.scalars(query.order_by(Submission.id.desc()).limit(most)))


def results_of(task_ids: Sequence[int]) -> dict[int, list[Submission]]:
    """The accepted answers to some tasks, by task."""
    # Written as the partial index has it, so that both engines take that index instead of walking the batch.
    live = text("claims.state IN ('active', 'submitted')")
    query = select(Submission).join(Claim, Claim.id == Submission.claim_id) \
        .where(Claim.task_id.in_(task_ids), live, Submission.state.in_(PAID)).order_by(Submission.id)
    found: dict[int, list[Submission]] = {task_id: [] for task_id in task_ids}
    for submission in db.session.scalars(query):
        found[submission.task_id].append(submission)
    return found


def batch_history(batch: Batch) -> list[JournalEntry]:
    """What the company did with a batch and its uploads, newest first; who worked on it is not the company's to read."""
    imports = select(Import.id).where(Import.batch_id == batch.id)
    about = or_((JournalEntry.subject_kind == "batch") & (JournalEntry.subject_id == batch.id),
                (JournalEntry.subject_kind == "import") & JournalEntry.subject_id.in_(imports))
    query = select(JournalEntry).where(about, JournalEntry.company_id == batch.company_id).order_by(JournalEntry.id.desc()).limit(HISTORY)
    return list(db.session.scalars(query))


def _answers(batch: Batch, progress: Progress) -> Answers:
    # Counted from what the indexes hold: adding up the tasks' own columns would read every row of a large batch.
    states = progress.submissions
    return Answers(batch.answers_asked, sum(states.get(state, 0) for state in PAID), states.get("under_review", 0),
                   progress.active_claims, batch.state == "closed")


def _rounds(batch_id: int, progress: Progress) -> Rounds:
    first = db.session.scalar(select(func.count()).where(Submission.batch_id == batch_id, Submission.state == "accepted", Submission.round == 1))
    claims = select(Claim.state, func.count()).where(Claim.batch_id == batch_id, Claim.state.in_(("released", "expired"))).group_by(Claim.state)
    ended = dict(db.session.execute(claims).all())
    states = progress.submissions
    rejected, partial = sum(states.get(state, 0) for state in UNPAID), states.get("partial", 0)
    decided = states.get("accepted", 0) + partial + rejected
    return Rounds(first or 0, decided, states.get("rework", 0), partial, rejected,
                  ended.get("released", 0), ended.get("expired", 0))
