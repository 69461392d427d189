"""What the workers of the demo do: sit down, take tasks, save drafts, submit, return some, forget a few."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from marketplace.demo.answers import answers_for
from marketplace.demo.judging import Judging
from marketplace.demo.people import Player
from marketplace.demo.stage import Stage
from marketplace.demo.trade import Posting
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Refusal
from marketplace.quality.appeals import file_appeal
from marketplace.training import service as training
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim, StoredFile, Task

RETURNED, FORGOTTEN = 0.04, 0.07
CHOICES: Final = 8
Spoil = Callable[[dict[str, Any]], dict[str, Any]]


class Labour:
    """Work on the postings that are open."""

    def __init__(self, stage: Stage, judging: Judging) -> None:
        self.stage, self.judging = stage, judging
        self.postings: list[Posting] = []

    def pass_quiz(self, player: Player, template: str, *, wrong: int = 0) -> None:
        """Take a quiz with so many wrong answers."""
        version = self.stage.templates[template]
        questions = version.spec.quiz.questions
        answers = [(question.right + (number < wrong)) % len(question.options) for number, question in enumerate(questions)]
        training.take_quiz(version.template_id, answers=answers, actor=self.stage.actor(player))

    def sit_down(self, player: Player, tasks: int) -> None:
        """Work on so many tasks, one after the other."""
        posting = self._choose()
        claim = self._take(player, posting) if posting else None
        if posting is None or claim is None:
            return
        minutes = self.stage.templates[posting.template].spec.minutes
        needed = timedelta(seconds=int(minutes * 60 * self.stage.random.uniform(0.5, 1.6)) + 8)
        fate = self.stage.random.random()
        if fate < RETURNED:
            self.stage.agenda.after(needed / 2, lambda: self._return(player, claim))
        elif fate >= FORGOTTEN:
            self.stage.agenda.after(needed / 2, lambda: self.draft(player, posting, claim))
            self.stage.agenda.after(needed, lambda: self.submit(player, posting, claim))
        if tasks > 1:
            pause = timedelta(seconds=self.stage.random.randint(15, 120))
            self.stage.agenda.after(needed + pause, lambda: self.sit_down(player, tasks - 1))

    def forget(self, player: Player, posting: Posting) -> None:
        """Take a task and never come back to it."""
        self._take(player, posting)

    def give_back(self, player: Player, posting: Posting) -> None:
        """Take a task and return it after a look."""
        claim = self._take(player, posting)
        if claim is not None:
            self.stage.agenda.after(timedelta(minutes=3), lambda: self._return(player, claim))

    def hold(self, player: Player, posting: Posting) -> None:
        """Take a task and have a draft of it when the story ends."""
        claim = self._take(player, posting)
        if claim is not None:
            self.stage.agenda.after(timedelta(minutes=2), lambda: self.draft(player, posting, claim))

    def deliver(self, player: Player, posting: Posting, *, then: Callable[[int], None] | None = None, spoil: Spoil | None = None,
                quality: float | None = None) -> None:
        """Take a task and submit it within two minutes; `then` is told the submission, `spoil` makes the mistake in it."""
        claim = self._take(player, posting)
        if claim is not None:
            self.stage.agenda.after(timedelta(minutes=2), lambda: self.submit(player, posting, claim, quality=quality, then=then, spoil=spoil))

    def appeal(self, player: Player, submission_id: int, reason: str) -> int:
        """Ask for a second look; the appeal's id."""
        return file_appeal(submission_id, reason=reason, actor=self.stage.actor(player)).id

    def draft(self, player: Player, posting: Posting, claim: Claim) -> None:
        """Save half of an answer."""
        answers = self._answers(posting, claim, 1.0)
        half = dict(list(answers.items())[: max(1, len(answers) // 2)])
        _if_possible(lambda: work.save_draft(claim.id, answers=half, actor=self.stage.actor(player)))

    def submit(self, player: Player, posting: Posting, claim: Claim, *, quality: float | None = None,
               then: Callable[[int], None] | None = None, spoil: Spoil | None = None) -> None:
        """Hand a claim in; a reviewer will look at it."""
        answers = self._answers(posting, claim, player.quality if quality is None else quality)
        answers = spoil(answers) if spoil else answers
        submission = _if_possible(lambda: work.submit_claim(claim.id, answers=answers, actor=self.stage.actor(player)))
        if submission is None:
            return
        again = timedelta(minutes=self.stage.random.randint(3, 9))
        self.judging.expect(submission.id, posting, then=then, on_rework=lambda: self.stage.agenda.after(
            again, lambda: self.submit(player, posting, claim, quality=1.0)))

    def _choose(self) -> Posting | None:
        """An open posting that is not done far enough yet."""
        with transaction() as session:
            opened = set(session.scalars(select(Batch.id).where(Batch.state == "open")))
        wanted = [one for one in self.postings if one.batch_id in opened and one.claimed < one.most]
        return self.stage.pick(wanted) if wanted else None

    def _take(self, player: Player, posting: Posting) -> Claim | None:
        actor = self.stage.actor(player)
        with transaction() as session:
            mine = select(Claim.task_id).where(Claim.batch_id == posting.batch_id, Claim.worker_id == actor.person_id)
            free = session.scalars(select(Task.id).where(
                Task.batch_id == posting.batch_id, Task.state == "open", Task.slots_taken + Task.slots_withdrawn < Task.slots,
                Task.id.not_in(mine)).order_by(Task.number).limit(CHOICES)).all()
        claim = _if_possible(lambda: work.claim_task(self.stage.pick(free), actor=actor)) if free else None
        posting.claimed += claim is not None
        return claim

    def _return(self, player: Player, claim: Claim) -> None:
        _if_possible(lambda: work.release_claim(claim.id, actor=self.stage.actor(player)))

    def _answers(self, posting: Posting, claim: Claim, quality: float) -> dict[str, Any]:
        return answers_for(posting.template, row_of(claim.task_id), self.stage.random, quality)


def row_of(task_id: int) -> dict[str, Any]:
    """A task's input, its photo under the name it was uploaded by."""
    with transaction() as session:
        row = dict(session.get_one(Task, task_id).input)
        if "photo" in row:
            row["photo_name"] = session.get_one(StoredFile, int(row["photo"])).shown_name
    return row


def _if_possible(act: Callable[[], Any]) -> Any:
    """What people meet every day: too late, somebody was quicker, too many at once. None then."""
    try:
        return act()
    except Refusal:
        return None
