"""What the journal of this room tells whom."""

from collections.abc import Iterator

from marketplace.accounts.queries import people_with
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Role
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells


@tells("expire_claim")
def tell_worker(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears that the time ran out, without blame; the draft is kept."""
    yield Told(entry.facts["worker_id"], Text(
        "작업 시간이 끝나서 일감이 다른 분께 돌아갔어요. 불이익은 없고, 쓰던 내용은 보관해 두었어요.",
        "Your time for a task ran out, so it went back to others. Nothing is held against you, and your draft is kept."),
        f"/claims/{entry.subject_id}")


@tells("adopt_version")
def tell_holders(entry: JournalEntry) -> Iterator[Told]:
    """Who holds a claim under an earlier version hears that there is a new one, and that both ways are open."""
    for claim_id, worker_id in entry.facts["holders"]:
        yield Told(worker_id, Text(
            "맡은 일감의 작업 기준이 새 버전으로 바뀌었어요. 하던 대로 내거나, 불이익 없이 돌려줄 수 있어요.",
            "The guide of a task you hold has a new version. You may go on as before, or return it without fault."), f"/claims/{claim_id}")


@tells("warn_low_pay")
def tell_managers(entry: JournalEntry) -> Iterator[Told]:
    """The company's owners and managers hear that measured pay is below the minimum, and which price would do."""
    facts = {name: Text.from_json(entry.facts[name]) for name in ("hourly", "minimum", "least_price")}
    words = Text("일해 보니 한 시간에 {hourly}밖에 안 돼요. 최저 기준은 {minimum}이에요. 단가를 {least_price}까지 올리면 맞아요.",
                 "Measured, an hour pays only {hourly}; the minimum is {minimum}. A price of {least_price} would do.").format(**facts)
    for person_id in people_with(entry.company_id, Role.OWNER, Role.MANAGER):
        yield Told(person_id, words, f"/batches/{entry.subject_id}", by_mail=True)
