"""What the API says about batches, tasks, claims and submissions."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.kernel.text import Text
from marketplace.standards.kinds.reading import mask_values
from marketplace.standards.spec import Spec
from marketplace.work.answers import suggestions_for
from marketplace.work.models import Batch, Claim, StoredFile, Submission, Task
from marketplace.work.proof import claims_proof
from marketplace.work.queries import OpenWork, Progress


class BatchShape(msgspec.Struct):
    """A batch and its terms; `unit` is what is held for one answer, `version` counts its edits."""

    id: int
    company_id: int
    template_version_id: int
    title: str
    note: str
    state: str
    price: AmountShape
    unit: AmountShape
    fee_bps: int
    slots_per_task: int
    claim_minutes: int
    review_hours: int
    deadline_at: datetime | None
    version: int
    created_at: datetime
    published_at: datetime | None
    closed_at: datetime | None


class ProgressShape(msgspec.Struct):
    """How far a batch is, in counts by state."""

    tasks: dict[str, int]
    submissions: dict[str, int]
    active_claims: int


class TaskShape(msgspec.Struct):
    """One row of a batch; `reason` says why a route holds it back or wants several answers."""

    id: int
    number: int
    state: str
    slots: int
    free_slots: int
    slots_done: int
    reason: Text | None
    input: dict[str, Any]


class OpenWorkShape(msgspec.Struct):
    """A batch with free tasks, as a worker sees it; `free` places are counted up to 200."""

    batch_id: int
    company_name: str
    title: str
    note: str
    state: str
    template_id: int
    template_version_id: int
    price: AmountShape
    minutes: int
    claim_minutes: int
    deadline_at: datetime | None
    free: int
    qualified: bool


class FreeTaskShape(msgspec.Struct):
    """A task that can be claimed now."""

    id: int
    number: int


class OpenWorkDetailShape(OpenWorkShape):
    """An open batch with some of its free tasks."""

    tasks: list[FreeTaskShape]


class ClaimShape(msgspec.Struct):
    """A held slot of a task, at the price and template version of that moment."""

    id: int
    task_id: int
    batch_id: int
    template_version_id: int
    state: str
    round: int
    price: AmountShape
    claimed_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class RoundShape(msgspec.Struct):
    """One round handed in for a claim."""

    submission_id: int
    round: int
    state: str
    submitted_at: datetime


class SuggestionShape(msgspec.Struct):
    """An answer that a rule suggests, in its normal form, and in words where it comes from."""

    value: Any
    source: Text


class ClaimFileShape(msgspec.Struct):
    """A file added to a claim: answers name it by its id, as text; a photo has its pixels, anything else 0."""

    id: int
    claim_id: int
    name: str
    media_type: str
    size: int
    width: int
    height: int


class ClaimDetailShape(ClaimShape):
    """A claim with what to work on, its files, the draft, and what was handed in before.

    `suggestions` are what rules suggest, never handed in by themselves. `proof_code` must be seen in the photos. `adopted_version_id` is
    the newer version that its batch has gone over to since: the claim may go on or be returned.
    """

    adopted_version_id: int | None
    number: int
    note: str
    input: dict[str, Any]
    suggestions: dict[str, SuggestionShape]
    draft: dict[str, Any] | None
    draft_at: datetime | None
    rounds: list[RoundShape]
    proof_code: str | None
    files: list[ClaimFileShape]


class DraftShape(msgspec.Struct):
    """What is kept of an answer so far."""

    claim_id: int
    draft: dict[str, Any]
    draft_at: datetime


class FindingShape(msgspec.Struct):
    """What an automatic check found."""

    code: str
    field: str
    item: str
    message: Text
    blocking: bool
    fields: list[str] = []


class HandedInShape(msgspec.Struct):
    """What was handed in, in its normal form, with what the automatic checks found."""

    id: int
    claim_id: int
    round: int
    state: str
    answers: dict[str, Any]
    findings: list[FindingShape]
    submitted_at: datetime
    review_due_at: datetime


def shape_batch(batch: Batch) -> BatchShape:
    """A batch for its company and for admins."""
    return BatchShape(
        batch.id, batch.company_id, batch.template_version_id, batch.title, batch.note, batch.state, shape_amount(batch.price),
        shape_amount(batch.unit), batch.fee_bps, batch.slots_per_task, batch.claim_minutes, batch.review_hours, batch.deadline_at,
        batch.version, batch.created_at, batch.published_at, batch.closed_at)


def shape_progress(progress: Progress) -> ProgressShape:
    """A batch's progress."""
    return ProgressShape(progress.tasks, progress.submissions, progress.active_claims)


def shape_task(task: Task, spec: Spec, masked: Collection[str]) -> TaskShape:
    """A task for the company that posted it, under its batch's `spec`; the fields `masked` are shown as words with most of them hidden."""
    reason = spec.routing(task.input).reason(is_held=task.state == "held")
    return TaskShape(task.id, task.number, task.state, task.slots, task.free_slots, task.slots_done, reason,
                     mask_values(spec.inputs, task.input, masked))


def shape_open_work(found: OpenWork) -> OpenWorkShape:
    """An open batch for a worker."""
    batch, version = found.batch, found.batch.template_version
    return OpenWorkShape(
        batch.id, batch.company.name, batch.title, batch.note, batch.state, version.template_id, version.id, shape_amount(batch.price),
        version.spec.minutes, batch.claim_minutes, batch.deadline_at, found.free, found.qualified)


def shape_open_work_detail(found: OpenWork, tasks: list[Task]) -> OpenWorkDetailShape:
    """An open batch with some of its free tasks."""
    return OpenWorkDetailShape(**_fields(shape_open_work(found)), tasks=[FreeTaskShape(task.id, task.number) for task in tasks])


def shape_claim(claim: Claim) -> ClaimShape:
    """A claim for its worker."""
    return ClaimShape(claim.id, claim.task_id, claim.batch_id, claim.template_version_id, claim.state, claim.round,
                      shape_amount(claim.price), claim.claimed_at, claim.expires_at, claim.ended_at)


def shape_claim_detail(claim: Claim, rounds: list[Submission], files: list[StoredFile]) -> ClaimDetailShape:
    """A claim with its task; `task`, `batch` and `template_version` must be loaded."""
    is_behind = claim.state == "active" and claim.batch.template_version_id != claim.template_version_id
    adopted = claim.batch.template_version_id if is_behind else None
    suggestions = {name: SuggestionShape(one.value, one.source) for name, one in suggestions_for(claim).items()}
    return ClaimDetailShape(
        **_fields(shape_claim(claim)), adopted_version_id=adopted, number=claim.task.number, note=claim.batch.note,
        input=claim.task.input, suggestions=suggestions, draft=claim.draft, draft_at=claim.draft_at,
        rounds=[RoundShape(one.id, one.round, one.state, one.submitted_at) for one in rounds],
        proof_code=claims_proof(claim), files=[shape_claim_file(file) for file in files])


def shape_claim_file(file: StoredFile) -> ClaimFileShape:
    """A file of a claim, for its worker."""
    return ClaimFileShape(file.id, file.claim_id or 0, file.shown_name, file.media_type, file.size, file.width, file.height)


def shape_draft(claim: Claim) -> DraftShape:
    """The draft of a claim that has one."""
    if claim.draft_at is None:
        raise ValueError(f"claim {claim.id} has no draft")
    return DraftShape(claim.id, claim.draft or {}, claim.draft_at)


def shape_handed_in(submission: Submission) -> HandedInShape:
    """A submission for its worker, just handed in."""
    findings = [FindingShape(**{**finding, "message": Text.from_json(finding["message"])}) for finding in submission.findings]
    return HandedInShape(submission.id, submission.claim_id, submission.round, submission.state, submission.answers, findings,
                         submission.submitted_at, submission.review_due_at)


def _fields(shape: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(shape, name) for name in shape.__struct_fields__}
