"""The journal seals itself in short intervals."""

from typing import Final

from marketplace.audit.service import PORTION, seal_journal
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job, whole

PORTIONS_MOST: Final = 100


def seal_all(_: str, actor: Actor) -> int:
    """Seal everything committed so far, a portion at a time; how many rows."""
    sealed = 0
    for _portion in range(PORTIONS_MOST):
        portion = seal_journal(actor=actor)
        sealed += portion
        if portion < PORTION:
            break
    return sealed


SEAL_JOURNAL: Final = Job(
    "seal_journal", Text("기록을 봉인해요", "Seals the journal"), 30, due=whole("journal"), act=seal_all)
