"""What a worker reads about their own work: verdicts with evidence, what to fix, what it earned, and receipts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.money.provider_models import Payout
from marketplace.money.queries.worker import (
    Posting,
    appeal_postings,
    payout_postings,
    payout_with,
    postings_of,
)
from marketplace.money.receipts import Appealed, ItemScored, Receipt, ReceiptLine, Sent, check_receipt
from marketplace.money.withholding import rule_behind
from marketplace.quality.appeals import appeal_until
from marketplace.quality.models import Appeal, Review, Verdict
from marketplace.quality.queries_appeals import is_blind_to
from marketplace.quality.scoring import OUTCOMES
from marketplace.standards.models import TemplateVersion
from marketplace.standards.parts import CheckItem
from marketplace.work.models import Batch, Claim, Submission

WHOLE = (joinedload(Submission.task), joinedload(Submission.batch).joinedload(Batch.company),
          joinedload(Submission.claim).joinedload(Claim.template_version).joinedload(TemplateVersion.template))


@dataclass(frozen=True)
class MySubmission:
    """A submission with what its review said, its verdict pays and its appeal came to, as far as there is one."""

    submission: Submission
    review: Review | None
    verdict: Verdict | None
    appeal: Appeal | None

    @property
    def appealable_until(self) -> datetime | None:
        """Until when its worker may ask for a second look; none where they can't, or can't any more."""
        if self.verdict is None or self.verdict.outcome == "accepted" or self.appeal is not None:
            return None
        until = appeal_until(self.verdict)
        return until if clock.now() <= until else None

    @property
    def pay(self) -> Money | None:
        """What its worker has for it in all, with what an appeal added; none before a verdict."""
        return self.appeal.pay if self.appeal is not None else self.verdict.pay if self.verdict is not None else None

    @property
    def is_to_fix(self) -> bool:
        """Whether it waits for its worker to mend it."""
        claim = self.submission.claim
        return self.submission.state == "rework" and claim.state == "active" and claim.round == self.submission.round + 1


@dataclass(frozen=True)
class Earning:
    """One verdict that pays, and the work it is for."""

    verdict: Verdict
    batch: Batch
    number: int


@dataclass(frozen=True)
class ReceiptPage:
    """A receipt and the work it is for."""

    receipt: Receipt
    claim: Claim
    submission: Submission
    worker_name: str


def my_submission(actor: Actor, submission_id: int) -> MySubmission:
    """One of the acting worker's own submissions; anybody else's looks like none."""
    require(actor, Permission.SEE_SUBMISSION)
    query = select(Submission, Review, Verdict, Appeal).outerjoin(Review, Review.submission_id == Submission.id) \
        .outerjoin(Verdict, Verdict.submission_id == Submission.id).outerjoin(Appeal, Appeal.submission_id == Submission.id).options(*WHOLE) \
        .where(Submission.id == submission_id, Submission.worker_id == actor.person_id)
    found = db.session.execute(query).first()
    if found is None:
        raise NotFound()
    return MySubmission(*found)


def latest_round(claim_id: int) -> tuple[Submission, Review | None] | None:
    """What was handed in last for a claim, and what its reviewer said."""
    found = db.session.execute(select(Submission, Review).outerjoin(Review, Review.submission_id == Submission.id)
                               .where(Submission.claim_id == claim_id).order_by(Submission.round.desc()).limit(1)).first()
    return None if found is None else (found[0], found[1])


def judged_items(checklist: Sequence[CheckItem], judged: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The items of a review or a ruling as `ui.checklist_result` draws them: each with its answer, its evidence and what to mind next time."""
    by_key = {item["key"]: item for item in judged}
    return [{"key": item.key, "text": item.label, "weight": item.weight, "critical": item.critical,
             "answer": "pass" if by_key[item.key]["passed"] else "fail", "evidence": by_key[item.key].get("evidence", ""),
             "note": "" if by_key[item.key]["passed"] else item.hint} for item in checklist if item.key in by_key]


def waiting_for_verdict(actor: Actor) -> list[tuple[int, Money]]:
    """How many of the acting worker's submissions are undecided, and what they would pay, by currency."""
    require(actor, Permission.SEE_EARNINGS)
    query = select(Claim.currency, func.count(), func.sum(Claim.price_minor)).join(Submission, Submission.claim_id == Claim.id) \
        .where(Submission.worker_id == actor.person_id, Submission.state == "under_review").group_by(Claim.currency)
    return [(count, Money(int(total), currency)) for currency, count, total in db.session.execute(query)]


def my_earnings(actor: Actor, cut: Cut) -> Page[Earning]:
    """Every verdict that paid the acting worker, newest first, in two statements."""
    require(actor, Permission.SEE_EARNINGS)
    page = page_by_id(db.session(), select(Verdict).where(Verdict.worker_id == actor.person_id, Verdict.pays), Verdict.id, cut)
    claims = db.session.scalars(select(Claim).where(Claim.id.in_([verdict.claim_id for verdict in page.items]))
                                .options(joinedload(Claim.batch), joinedload(Claim.task)))
    by_id = {claim.id: claim for claim in claims}
    return page.map(lambda verdict: Earning(verdict, by_id[verdict.claim_id].batch, by_id[verdict.claim_id].task.number))


def get_receipt(actor: Actor, claim_id: int) -> ReceiptPage:
    """How the pay of a decided claim came about, added up again; the worker's own, or any for an admin. Raises `NotFound`."""
    require(actor, Permission.SEE_RECEIPT)
    query = select(Verdict, Review, Submission, Person.name, Appeal).join(Review, Review.id == Verdict.review_id) \
        .join(Submission, Submission.id == Verdict.submission_id).join(Person, Person.id == Verdict.worker_id) \
        .outerjoin(Appeal, Appeal.verdict_id == Verdict.id) \
        .options(*WHOLE).where(Verdict.claim_id == claim_id)
    if Role.ADMIN not in actor.roles:
        query = query.where(Verdict.worker_id == actor.person_id)
    found = db.session.execute(query).first()
    if found is None:
        raise NotFound()
    verdict, review, submission, worker_name, appeal = found
    if is_blind_to(actor, submission, appeal):
        raise NotFound()
    posting = postings_of([verdict.id]).get(verdict.id)
    receipt = write_receipt(verdict, review, submission, posting, _sent(verdict, posting))
    if appeal is not None and appeal.decided_at is not None:
        added = appeal_postings([appeal.id]).get(appeal.id)
        receipt = replace(receipt, appeal=write_appeal(appeal, submission, added, _sent(verdict, added)))
    receipt = check_receipt(receipt)
    return ReceiptPage(receipt, submission.claim, submission, worker_name)


def write_receipt(verdict: Verdict, review: Review, submission: Submission, posting: Posting | None, payout: Sent | None) -> Receipt:
    """The receipt of a verdict out of the rows behind it."""
    claim = submission.claim
    return Receipt(
        claim_id=claim.id, outcome=verdict.outcome, price=Money(verdict.price_minor, verdict.currency), pay=verdict.pay,
        items=_scored(submission, review.items),
        fee_bps=submission.batch.fee_bps, fee=Money(verdict.fee_minor, verdict.currency), version_id=claim.template_version_id,
        decided_at=verdict.at, entry_key=posting.key if posting else None, entry_at=posting.at if posting else None,
        lines=tuple(ReceiptLine(account, amount) for account, amount in posting.lines) if posting else (),
        payout=payout)


def write_appeal(appeal: Appeal, submission: Submission, posting: Posting | None, payout: Sent | None) -> Appealed:
    """How an appeal that was decided ended, as a receipt names it."""
    return Appealed(
        outcome=appeal.state, decision=OUTCOMES.get(appeal.decision, ""), decided_at=appeal.decided_at or appeal.due_at,
        items=_scored(submission, appeal.items), paid=appeal.paid, pay=appeal.pay, fee=appeal.fee, lost=appeal.lost,
        entry_key=posting.key if posting else None, entry_at=posting.at if posting else None,
        lines=tuple(ReceiptLine(account, amount) for account, amount in posting.lines) if posting else (), payout=payout)


def _scored(submission: Submission, items: list[Any]) -> tuple[ItemScored, ...]:
    return tuple(ItemScored(item["text"], item["weight"], item["critical"], item["answer"] == "pass", item["evidence"])
                 for item in judged_items(submission.claim.template_version.spec.checklist, items))


def _sent(verdict: Verdict, posting: Posting | None) -> Sent | None:
    payout = payout_with(verdict.worker_id, verdict.currency, posting.at) if posting else None
    return None if payout is None else write_sent(payout, payout_postings([payout.id])[payout.reference])


def write_sent(payout: Payout, posting: Posting) -> Sent:
    """A payout as a receipt names it, with the entry by which it took its money."""
    rule = rule_behind(payout.gross, (payout.income_tax, payout.local_tax), payout.created_at)
    return Sent(payout.id, payout.state, payout.paid_at or payout.created_at, payout.transfer_id, payout.created_at, payout.gross,
                payout.income_tax, payout.local_tax, payout.amount, rule,
                tuple(ReceiptLine(account, amount) for account, amount in posting.lines))
