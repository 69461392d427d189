"""What the reviewers of the demo do: compare with the right answer, fail what differs, and decide as the rules allow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.demo.answers import answers_for
from marketplace.demo.people import REVIEWER, SECOND_REVIEWER, Player
from marketplace.demo.stage import Stage
from marketplace.demo.trade import Posting
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Refusal
from marketplace.quality import service as quality
from marketplace.quality.appeals import rule_on_appeal
from marketplace.quality.models import Appeal
from marketplace.quality.scoring import ItemResult
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.reading import show_value
from marketplace.standards.spec import Spec
from marketplace.work.models import Claim, StoredFile, Submission

OVERLOOKED: Final = 0.04  # nobody gets to it: silence accepts
ITEM_OF: Final = {"tags": "main_tag", "count_visible": "count", "photo_quality": "description"}
ROUNDS_MOST: Final = 3


@dataclass
class Found:
    """A submission as its reviewer sees it."""

    id: int
    spec: Spec
    row: dict[str, Any]
    answers: dict[str, Any]
    round: int


class Judging:
    """Reviews, each some hours after its submission."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def expect(self, submission_id: int, posting: Posting, *, on_rework: Callable[[], None],
               then: Callable[[int], None] | None = None) -> None:
        """A submission has come in: somebody looks at it later, or nobody does."""
        if then is not None:
            then(submission_id)
            return
        if self.stage.chance(OVERLOOKED):
            return
        wait = timedelta(hours=self.stage.random.triangular(1, 36, 10))
        self.stage.agenda.after(wait, lambda: self.review(submission_id, posting, on_rework=on_rework))

    def misjudge(self, submission_id: int, reviewer: Player) -> None:
        """Reject a right answer by mistake."""
        found = _find(submission_id)
        critical = next(item.key for item in found.spec.checklist if item.critical)
        items = {item.key: ItemResult(item.key, item.key != critical, "" if item.key != critical else "카드와 다르게 판단한 것 같아요.")
                 for item in found.spec.checklist}
        quality.review_submission(found.id, decision="reject", items=items, actor=self.stage.actor(reviewer))

    def review(self, submission_id: int, posting: Posting, *, on_rework: Callable[[], None], decision: str = "") -> None:
        """Look at it and decide."""
        found = _find(submission_id)
        items, notes = self._compare(found, posting)
        failed = [key for key, item in items.items() if not item.passed]
        decision = decision or self._decide(found, failed)
        message = "고치면 되는 곳: " + " / ".join(notes) if decision == "rework" else ""
        reviewer = self.stage.pick([REVIEWER, REVIEWER, SECOND_REVIEWER])
        try:
            quality.review_submission(found.id, decision=decision, items=items, message=message, actor=self.stage.actor(reviewer))
        except Refusal:
            return
        if decision == "rework":
            on_rework()

    def rule(self, appeal_id: int, posting: Posting) -> None:
        """Look at an appealed answer as if nobody had, and decide; who of the two didn't decide first does it."""
        with transaction() as session:
            appeal = session.get_one(Appeal, appeal_id)
        found = _find(appeal.submission_id)
        items, _ = self._compare(found, posting)
        failed = [key for key, item in items.items() if not item.passed]
        actors = [self.stage.actor(one) for one in (REVIEWER, SECOND_REVIEWER)]
        second = next(actor for actor in actors if actor.person_id != appeal.first_reviewer_id)
        rule_on_appeal(appeal_id, decision="accept" if not failed else self._must(found, failed), items=items, actor=second)

    def _must(self, found: Found, failed: list[str]) -> str:
        """The decision that takes least away."""
        allowed = self._final(found, failed)
        return next(one for one in ("accept", "partial", "reject") if one in allowed)

    def _compare(self, found: Found, posting: Posting) -> tuple[dict[str, ItemResult], list[str]]:
        right, _ = found.spec.parse_answers(answers_for(posting.template, found.row, self.stage.random, 1.0))
        items = {item.key: ItemResult(item.key, True) for item in found.spec.checklist}
        notes = []
        for name in [field.name for field in found.spec.outputs if found.answers.get(field.name) != right.get(field.name)]:
            key, label = ITEM_OF.get(name, name), found.spec.field(name).label.ko
            given, wanted = (_spelled(found.spec.field(name), answers.get(name)) for answers in (found.answers, right))
            items[key] = ItemResult(key, False, f"{label}: 제출은 ‘{given}’, 자료로는 ‘{wanted}’이에요.")
            notes.append(f"‘{label}’ 칸을 자료와 다시 맞춰 주세요")
        return items, notes

    def _decide(self, found: Found, failed: list[str]) -> str:
        """One of the decisions that the rules leave open, rework rather than money taken away."""
        if not failed:
            return "accept"
        choices = ["rework"] * 4 if found.round < ROUNDS_MOST else []
        return str(self.stage.pick(choices + self._final(found, failed)))

    def _final(self, found: Found, failed: list[str]) -> list[str]:
        """The final decisions that the rules leave open, the likelier ones more often."""
        weights = {item.key: item.weight for item in found.spec.checklist}
        score = 100 - sum(weights[key] for key in failed) * 100 // sum(weights.values())
        is_critical = any(item.critical and item.key in failed for item in found.spec.checklist)
        passes = not is_critical and score >= found.spec.pass_mark
        return (["accept"] * 5 if passes else ["reject"] * 3) + ([] if is_critical else ["partial"] * 2)


def _find(submission_id: int) -> Found:
    query = select(Submission).where(Submission.id == submission_id).options(
        joinedload(Submission.task), joinedload(Submission.claim).joinedload(Claim.template_version))
    with transaction() as session:
        one = session.scalars(query).one()
        row = dict(one.task.input)
        if "photo" in row:
            row["photo_name"] = session.get_one(StoredFile, int(row["photo"])).shown_name
        return Found(one.id, one.claim.template_version.spec, row, dict(one.answers), one.round)


def _spelled(field: Field, value: Any) -> str:
    return "없음" if value in (None, "", []) else show_value(field, value)
