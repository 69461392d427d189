"""What the journal of this room tells whom."""

from collections.abc import Iterator

from sqlalchemy import select

from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells
from marketplace.money.cause_models import Bonus
from marketplace.money.words import amount_words
from marketplace.quality.models import Review, Verdict
from marketplace.work.models import Batch

MESSAGE_SHOWN = 200
_SAID = {
    "accept": Text("‘{title}’ 제출이 승인됐어요. {pay}을 벌었어요.", "Your work on “{title}” was accepted. You earned {pay}."),
    "partial": Text("‘{title}’ 제출이 부분 승인돼서 {pay}을 벌었어요. 통과하지 못한 항목과 근거를 확인해 주세요.",
                    "Your work on “{title}” was accepted in part: you earned {pay}. See which items failed, and why."),
    "rework": Text("‘{title}’ 제출을 고쳐 주세요: {message}", "Please rework “{title}”: {message}"),
    "reject": Text("‘{title}’ 제출은 지급되지 않아요. 반려된 항목과 근거를 확인해 주세요.",
                   "“{title}” will not be paid: it was rejected. See the items and the evidence."),
}
_BY_MAIL = ("rework", "reject")


@tells("review_submission")
def tell_worker(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears the verdict: what it pays first, then what to fix or where the evidence is."""
    facts = entry.facts
    with transaction() as session:
        review, title = session.get_one(Review, facts["review_id"]), session.get_one(Batch, facts["batch_id"]).title
        verdict = session.scalar(select(Verdict).where(Verdict.review_id == review.id))
    words = _SAID[facts["decision"]].format(title=title, message=_short(review.message), pay=amount_words(verdict.pay) if verdict else "")
    link = f"/claims/{facts['claim_id']}" if facts["decision"] == "rework" else f"/submissions/{entry.subject_id}"
    yield Told(facts["worker_id"], words, link, by_mail=facts["decision"] in _BY_MAIL)


@tells("give_bonus")
def tell_bonus(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears what was paid on top, and why."""
    with transaction() as session:
        bonus = session.get_one(Bonus, entry.facts["bonus_id"])
    words = Text("보너스 {amount}을 받았어요: {reason}", "You got a bonus of {amount}: {reason}")
    yield Told(bonus.worker_id, words.format(amount=amount_words(bonus.amount), reason=_short(bonus.reason)), f"/submissions/{entry.subject_id}")


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= MESSAGE_SHOWN else f"{line[:MESSAGE_SHOWN]}…"
