"""What happens to submissions by themselves: silence past the review time accepts."""

from typing import Final

from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.text import Text
from marketplace.quality.service import accept_by_silence
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
