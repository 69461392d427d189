"""What the JSON door leaves behind: answers kept for a day under their Idempotency-Key."""

from typing import Final

from marketplace.api.keeping import forget_old_answers
from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job, whole

FORGET_OLD_ANSWERS: Final = Job(
    "forget_old_answers", Text("하루 지난 API 답을 지워요", "Forgets API answers older than a day"), 3600,
    due=whole("answers"), act=lambda _, _actor: forget_old_answers())
