"""The hashes of all receipts of one day, for everybody: who keeps a copy of the list sees later that nothing was changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import Invalid
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.queries.worker import appeal_postings, payout_postings, payouts_between, postings_of
from marketplace.money.receipt import digest, root
from marketplace.money.receipt_file import appeal_part, decided_part, payout_part
from marketplace.money.withholding import ZONES
from marketplace.quality.models import Appeal, Review, Verdict
from marketplace.quality.queries_worker import WHOLE, write_appeal, write_receipt, write_sent
from marketplace.work.models import Submission


@dataclass(frozen=True)
class DayHashes:
    """A day in Korea: one hash for each verdict given, each appeal decided and each payout asked for, sorted, and one over all of them."""

    date: str
    root: str
    receipts: list[str]
    payouts: list[str]
    appeals: list[str]


def published_hashes(actor: Actor, typed: str) -> DayHashes:
    """The list of a day that is over, in six statements at most; raises `Invalid` day_unknown or day_not_over."""
    require(actor, Permission.SEE_PUBLIC)
    day, zone = _read_day(typed), ZONES["KR"]
    if day >= clock.now().astimezone(zone).date():
        raise Invalid.field("date", "day_not_over", Text(
            "아직 끝나지 않은 날이에요. 지난 날짜를 골라 주세요.", "That day isn't over yet. Please choose an earlier one."))
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    receipts, payouts, appeals = (find(start, start + timedelta(days=1)) for find in (_decided, _paid, _appealed))
    return DayHashes(day.isoformat(), root(receipts + payouts + appeals), receipts, payouts, appeals)


def _decided(start: datetime, end: datetime) -> list[str]:
    rows = db.session.execute(
        select(Verdict, Review, Submission).join(Review, Review.id == Verdict.review_id).join(Submission, Submission.id == Verdict.submission_id)
        .options(*WHOLE).where(Verdict.at >= start, Verdict.at < end)).all()
    postings = postings_of([verdict.id for verdict, _, _ in rows])
    return sorted(digest(decided_part(write_receipt(verdict, review, submission, postings.get(verdict.id), None)))
                  for verdict, review, submission in rows)


def _appealed(start: datetime, end: datetime) -> list[str]:
    rows = db.session.execute(select(Appeal, Submission).join(Submission, Submission.id == Appeal.submission_id).options(*WHOLE).where(
        Appeal.decided_at >= start, Appeal.decided_at < end)).all()
    postings = appeal_postings([appeal.id for appeal, _ in rows]) if rows else {}
    return sorted(digest(appeal_part(appeal.claim_id, write_appeal(appeal, submission, postings.get(appeal.id), None)))
                  for appeal, submission in rows)


def _paid(start: datetime, end: datetime) -> list[str]:
    payouts = payouts_between(start, end)
    postings = payout_postings([payout.id for payout in payouts])
    return sorted(digest(payout_part(write_sent(payout, postings[payout.reference]))) for payout in payouts)


def _read_day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Invalid.field("date", "day_unknown", Text(
            "날짜를 2026-11-25처럼 적어 주세요.", "Please write a day such as 2026-11-25.")) from None
