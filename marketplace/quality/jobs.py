"""What happens by itself: silence past the review time accepts, and pays an appeal that nobody looked at."""

from typing import Final

from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.text import Text
from marketplace.quality.appeals import concede_appeal
from marketplace.quality.models import Appeal
from marketplace.quality.service import accept_by_silence
from marketplace.quality.states import APPEAL
from marketplace.scheduler.job import Job
from marketplace.work.models import Submission
from marketplace.work.states import SUBMISSION


def unreviewed_submissions(limit: int = 500) -> list[int]:
    """Submissions whose review time is over, the longest waiting first."""
    return list(db.session.scalars(
        select(Submission.id).where(Submission.state == SUBMISSION.start, Submission.review_due_at <= clock.now())
        .order_by(Submission.review_due_at, Submission.id).limit(limit)))


ACCEPT_BY_SILENCE: Final = Job(
    "accept_by_silence", Text("검수 시간이 지난 제출물을 승인해요", "Accepts what nobody reviewed in time"), 30,
    due=unreviewed_submissions, act=lambda submission_id, actor: accept_by_silence(submission_id, actor=actor),
    overtaken=frozenset({"wrong_state", "already_reviewed", "not_due"}))


def overdue_appeals(limit: int = 500) -> list[int]:
    """Appeals whose time for a second look is over, the longest waiting first."""
    return list(db.session.scalars(
        select(Appeal.id).where(Appeal.state == APPEAL.literal(APPEAL.start), Appeal.due_at <= clock.now())
        .order_by(Appeal.due_at, Appeal.id).limit(limit)))


CONCEDE_APPEALS: Final = Job(
    "concede_appeals", Text("제때 다시 보지 못한 이의 신청을 지급해요", "Pays appeals that nobody looked at in time"), 60,
    due=overdue_appeals, act=lambda appeal_id, actor: concede_appeal(appeal_id, actor=actor), overtaken=frozenset({"wrong_state", "not_due"}))
