"""What the journal of this room tells whom."""

from collections.abc import Iterator

from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells


@tells("expire_claim")
def tell_worker(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears that the time ran out, without blame; the draft is kept."""
    yield Told(entry.facts["worker_id"], Text(
        "작업 시간이 끝나서 일감이 다른 분께 돌아갔어요. 불이익은 없고, 쓰던 내용은 보관해 두었어요.",
        "Your time for a task ran out, so it went back to others. Nothing is held against you, and your draft is kept."),
        f"/claims/{entry.subject_id}")
