"""What the API says about reviews, verdicts, appeals and earnings."""

from datetime import datetime
from typing import Any

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.kernel.text import Text
from marketplace.money.cause_models import Bonus
from marketplace.quality.models import Appeal, Review, Verdict
from marketplace.quality.queries_appeals import Waiting
from marketplace.quality.queries_submission import Seen
from marketplace.quality.queries_worker import Earning
from marketplace.work.models import Submission
from marketplace.work.proof import claims_proof
from marketplace.work.shapes import FindingShape


class QueuedShape(msgspec.Struct):
    """A submission that waits for review; silence accepts it at `review_due_at`."""

    id: int
    batch_id: int
    batch_title: str
    round: int
    submitted_at: datetime
    review_due_at: datetime


class ItemShape(msgspec.Struct):
    """One checklist item as it was judged."""

    key: str
    passed: bool
    evidence: str


class ReviewShape(msgspec.Struct):
    """One look at a submission; `score` is the weights of the items passed, 0–100."""

    id: int
    submission_id: int
    decision: str
    score: int
    items: list[ItemShape]
    message: str
    at: datetime


class VerdictShape(msgspec.Struct):
    """The end of a claim: its outcome and what it pays."""

    outcome: str
    price: AmountShape
    pay: AmountShape
    at: datetime


class BonusShape(msgspec.Struct):
    """What a business paid on top for an accepted answer, and why."""

    id: int
    verdict_id: int
    amount: AmountShape
    fee: AmountShape
    reason: str
    created_at: datetime


class RulingShape(msgspec.Struct):
    """What a second reviewer decided; `score` is the weights of the items passed, 0–100."""

    decision: str
    score: int
    items: list[ItemShape]
    message: str


class AppealShape(msgspec.Struct):
    """A second look at a verdict: what it paid, and what is paid in all. Without a `ruling`, it waits until `due_at` or was conceded by us.

    `reason` is for its worker and for who looks again.
    """

    id: int
    submission_id: int
    claim_id: int
    state: str
    reason: str | None
    paid: AmountShape
    pay: AmountShape
    filed_at: datetime
    due_at: datetime
    decided_at: datetime | None
    ruling: RulingShape | None


class WaitingAppealShape(msgspec.Struct):
    """An appeal that waits for a second look; what was decided first isn't told."""

    id: int
    submission_id: int
    batch_id: int
    batch_title: str
    reason: str
    filed_at: datetime
    due_at: datetime


class SubmissionShape(msgspec.Struct):
    """What was handed in, beside what it answers; `answers` is null where rejected work is withheld, `proof_code` must be seen in the photos."""

    id: int
    claim_id: int
    task_id: int
    batch_id: int
    template_version_id: int
    number: int
    round: int
    state: str
    input: dict[str, Any]
    answers: dict[str, Any] | None
    findings: list[FindingShape]
    seconds: int
    submitted_at: datetime
    review_due_at: datetime
    review: ReviewShape | None
    verdict: VerdictShape | None
    appeal: AppealShape | None
    proof_code: str | None


class EarningShape(msgspec.Struct):
    """One verdict that pays, and the work it is for; its receipt is under the claim's id."""

    claim_id: int
    batch_id: int
    batch_title: str
    number: int
    outcome: str
    pay: AmountShape
    at: datetime


def shape_queued(submission: Submission) -> QueuedShape:
    """A submission in the queue; `batch` must be loaded."""
    return QueuedShape(submission.id, submission.batch_id, submission.batch.title, submission.round, submission.submitted_at,
                       submission.review_due_at)


def shape_review(review: Review) -> ReviewShape:
    """A review, without who did it."""
    items = [ItemShape(item["key"], item["passed"], item.get("evidence", "")) for item in review.items]
    return ReviewShape(review.id, review.submission_id, review.decision, review.score, items, review.message, review.at)


def shape_submission(seen: Seen) -> SubmissionShape:
    """A submission with its task, its review and its verdict; what is personal is masked but for whoever wrote it."""
    submission = seen.submission
    findings = [FindingShape(**{**finding, "message": Text.from_json(finding["message"])}) for finding in submission.findings]
    return SubmissionShape(
        submission.id, submission.claim_id, submission.task_id, submission.batch_id, submission.claim.template_version_id,
        submission.task.number, submission.round, seen.state, seen.given, seen.answers,
        findings if seen.answers is not None else [], submission.seconds, submission.submitted_at, submission.review_due_at,
        shape_review(seen.review) if seen.review else None, _shape_verdict(seen.verdict) if seen.verdict else None,
        shape_appeal(seen.appeal, seen.may_read_reason) if seen.appeal else None, claims_proof(submission.claim))


def shape_appeal(appeal: Appeal, with_reason: bool = True) -> AppealShape:
    """An appeal for its worker, or for who may see what was decided."""
    items = [ItemShape(item["key"], item["passed"], item.get("evidence", "")) for item in appeal.items]
    return AppealShape(
        appeal.id, appeal.submission_id, appeal.claim_id, appeal.state, appeal.reason if with_reason else None,
        shape_amount(appeal.paid), shape_amount(appeal.pay), appeal.filed_at, appeal.due_at, appeal.decided_at,
        RulingShape(appeal.decision, appeal.score, items, appeal.message) if appeal.decision else None)


def shape_waiting_appeal(one: Waiting) -> WaitingAppealShape:
    """An appeal in the queue."""
    appeal = one.appeal
    return WaitingAppealShape(appeal.id, appeal.submission_id, one.batch.id, one.batch.title, appeal.reason, appeal.filed_at, appeal.due_at)


def shape_bonus(bonus: Bonus) -> BonusShape:
    """A bonus for who gave it or got it."""
    return BonusShape(bonus.id, bonus.verdict_id, shape_amount(bonus.amount), shape_amount(bonus.fee), bonus.reason, bonus.created_at)


def shape_earning(earning: Earning) -> EarningShape:
    """One line of a worker's earnings."""
    verdict = earning.verdict
    return EarningShape(verdict.claim_id, earning.batch.id, earning.batch.title, earning.number, verdict.outcome, shape_amount(verdict.pay),
                        verdict.at)


def _shape_verdict(verdict: Verdict) -> VerdictShape:
    return VerdictShape(verdict.outcome, AmountShape(verdict.price_minor, verdict.currency), shape_amount(verdict.pay), verdict.at)
