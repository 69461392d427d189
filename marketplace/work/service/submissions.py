"""Working on a claim: drafts are kept, and what is handed in is complete and checked."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session, joinedload

from marketplace.kernel import clock
from marketplace.kernel.clean import NOT_KEEPABLE, is_keepable
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import Conflict, Invalid, NotFound
from marketplace.kernel.forms import raise_field
from marketplace.kernel.journal import record
from marketplace.kernel.machines import refuse_move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.standards.queries import spec_of_version
from marketplace.work.checks import check_answers
from marketplace.work.claim_files import load_claim_files, named_files
from marketplace.work.models import SUBMIT_GRACE, Claim, StoredFile, Submission
from marketplace.work.service import statements as sql
from marketplace.work.service.outcomes import take_seat
from marketplace.work.states import CLAIM, SUBMISSION

DRAFT_MOST = 60_000


@verb
def save_draft(claim_id: int, *, answers: dict[str, Any], actor: Actor) -> Claim:
    """Keep what has been typed so far, right or wrong; nothing is lost on reload. Raises `Conflict` wrong_state."""
    with transaction() as session:
        claim = _find_claim(session, claim_id, actor)
        require(actor, Permission.SAVE_DRAFT, claim)
        draft = {name: value for name, value in answers.items() if name in {field.name for field in claim.template_version.spec.outputs}}
        if len(str(draft)) > DRAFT_MOST:
            raise Invalid.field("answers", "draft_too_large", Text("초안이 너무 길어요.", "The draft is too long."))
        if not is_keepable(draft):
            raise raise_field("answers", NOT_KEEPABLE)
        saved = session.execute(update(Claim).where(Claim.id == claim_id, Claim.state == CLAIM.start)
                                .values(draft=draft, draft_at=clock.now()).execution_options(synchronize_session=False))
        if changed(saved) == 0:
            raise refuse_move(CLAIM, claim.state)
        session.refresh(claim, ["draft", "draft_at"])
    return claim


@verb
def submit_claim(claim_id: int, *, answers: dict[str, Any], expected_round: int | None = None, actor: Actor) -> Submission:
    """Hand in complete answers, once a round; they wait for review from now.

    Raises `Invalid` with every wrong field, `Conflict` claim_expired, wrong_state, or round_over for a late copy of an earlier round.
    """
    with transaction() as session:
        claim = _own_claim(session, claim_id, actor)
        require(actor, Permission.SUBMIT_CLAIM, claim)
        refuse_late(claim)
        _refuse_other_round(claim, expected_round)
        spec = spec_of_version(session, claim.template_version_id, claim.published_at)
        checked = check_answers(spec, claim.input, answers, load_claim_files(session, spec, claim.id))
        if checked.wrong:
            raise Invalid("answers_wrong", Text("{count}개 항목을 확인해 주세요.", "Please check {count} fields."),
                          fields=checked.wrong, count=len(checked.wrong))
        ended = session.connection().execute(sql.END_CLAIM, {"which_claim": claim_id, "latest": clock.now() - SUBMIT_GRACE})
        if changed(ended) == 0:
            raise refuse_move(CLAIM, CLAIM.start)
        take_seat(session, claim.worker_id, -1)
        submission = _hand_in(session, claim, checked.answers, checked.findings)
        _take_files(session, submission, [int(file_id) for _, file_id in named_files(spec, checked.answers)])
        record(session, actor, "submit_claim", "submission", submission.id, company_id=claim.company_id, claim_id=claim.id,
               batch_id=claim.batch_id, task_id=claim.task_id, round=claim.round)
    return submission


def _refuse_other_round(claim: Row[Any], meant: int | None) -> None:
    if meant not in (None, claim.round):
        raise Conflict("round_over", Text("이 답은 지난번 제출 때 쓴 거예요. 화면을 새로고침해 주세요.",
                                          "These answers were for an earlier round. Please reload the page."), round=claim.round)


def _own_claim(session: Session, claim_id: int, actor: Actor) -> Row[Any]:
    """The claim with what handing in needs of its task, its batch and its template's version; foreign ones look like none."""
    claim = session.connection().execute(sql.OWN_CLAIM, {"which_claim": claim_id, "which_worker": actor.person_id}).first()
    if claim is None:
        raise NotFound()
    return claim


def _hand_in(session: Session, claim: Row[Any], answers: dict[str, Any], findings: list[Any]) -> Submission:
    now = clock.now()
    values = {"claim_id": claim.id, "task_id": claim.task_id, "batch_id": claim.batch_id, "company_id": claim.company_id,
              "worker_id": claim.worker_id, "round": claim.round, "answers": answers, "findings": [f.to_json() for f in findings],
              "seconds": int((now - claim.claimed_at).total_seconds()), "state": SUBMISSION.start, "submitted_at": now,
              "review_due_at": now + timedelta(hours=claim.review_hours)}
    submission_id = session.connection().execute(sql.HAND_IN, values).scalar_one()
    return Submission(id=submission_id, decided_at=None, **values)


def _take_files(session: Session, submission: Submission, file_ids: list[int]) -> None:
    """From now on these files of the claim belong to what was handed in; an earlier round keeps its own."""
    if file_ids:
        session.execute(update(StoredFile).where(
            StoredFile.id.in_(file_ids), StoredFile.claim_id == submission.claim_id, StoredFile.submission_id.is_(None))
            .values(submission_id=submission.id).execution_options(synchronize_session=False))


def _find_claim(session: Session, claim_id: int, actor: Actor) -> Claim:
    claim = session.scalar(select(Claim).where(Claim.id == claim_id, Claim.worker_id == actor.person_id)
                           .options(joinedload(Claim.template_version)))
    if claim is None:
        raise NotFound()
    return claim


def refuse_late(claim: Row[Any] | Claim) -> None:
    """Refuse unless the claim is still being worked on; raises `Conflict` already_submitted, claim_expired or wrong_state."""
    if claim.state == "submitted":
        raise Conflict("already_submitted", Text("이미 제출했어요. 검수를 기다려 주세요.",
                                                 "You have submitted this already. It is waiting for review."))
    if claim.state == "expired" or (claim.state == "active" and claim.expires_at <= clock.now() - SUBMIT_GRACE):
        raise Conflict("claim_expired", Text("작업 시간이 끝나서 제출할 수 없어요. 쓰던 내용은 보관해 두었어요. 다음 일감을 잡아 주세요.",
                                             "The time for this task is over. Your draft is kept. Please take another task."))
    if claim.state == "released":
        raise refuse_move(CLAIM, claim.state)
