"""What the journal of this room tells whom."""

from collections.abc import Iterator

from sqlalchemy import select

from marketplace.accounts.queries import people_with
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Role
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells
from marketplace.money.cause_models import Bonus
from marketplace.money.words import amount_words
from marketplace.quality.models import Appeal, Review, Verdict
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


_RULED = {
    "upheld": Text("‘{title}’의 이의 신청을 다른 검수자가 다시 봤지만 판정은 그대로예요. 근거를 확인해 주세요.",
                   "A second reviewer looked at your appeal on “{title}”: the verdict stands. See the evidence."),
    "overturned": Text("‘{title}’의 이의 신청이 받아들여져 {more}을 더 벌었어요.", "Your appeal on “{title}” was granted: you earned {more} more."),
    "conceded": Text("‘{title}’의 이의 신청을 제때 다시 보지 못해서, Ilgam이 {more}을 지급했어요.",
                     "Nobody looked at your appeal on “{title}” in time, so Ilgam paid you {more}."),
}


@tells("rule_on_appeal")
def tell_ruling(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears how the second look ended; the company's owners and managers, when it changed what they get and pay."""
    appeal, title = _appealed(entry)
    yield _tell_appellant(appeal, title)
    if appeal.state == "overturned":
        words = Text("‘{title}’의 판정이 이의 신청으로 바뀌어 답을 받았어요. 회사가 낸 금액은 {paid}이에요.",
                     "An appeal changed a verdict of “{title}”: the answer is yours, and your company paid {paid}.")
        said = words.format(title=title, paid=amount_words(appeal.more + appeal.fee - appeal.lost))
        for person_id in people_with(appeal.company_id, Role.OWNER, Role.MANAGER):
            yield Told(person_id, said, f"/batches/{entry.facts['batch_id']}")


@tells("concede_appeal")
def tell_conceded(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears that we pay because nobody looked."""
    yield _tell_appellant(*_appealed(entry))


def _appealed(entry: JournalEntry) -> tuple[Appeal, str]:
    with transaction() as session:
        return session.get_one(Appeal, entry.facts["appeal_id"]), session.get_one(Batch, entry.facts["batch_id"]).title


def _tell_appellant(appeal: Appeal, title: str) -> Told:
    words = _RULED[appeal.state].format(title=title, more=amount_words(appeal.more))
    return Told(appeal.worker_id, words, f"/submissions/{appeal.submission_id}", by_mail=True)


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= MESSAGE_SHOWN else f"{line[:MESSAGE_SHOWN]}…"
