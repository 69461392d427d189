"""Who is told of entries made by hand: admins that one waits or is needed, and whoever's money it changed, with the reason."""

from collections.abc import Iterator

from sqlalchemy import select

from marketplace.accounts.models import Person
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells
from marketplace.money.cause_models import Adjustment
from marketplace.money.models import LedgerAccount, Line
from marketplace.money.notices import payers_of
from marketplace.money.words import DIFFERENCES, amount_words

_TAKEN = Text("지급했던 {amount}을 되돌려 받았어요. 이유: {reason}", "{amount} that you were paid was taken back. Reason: {reason}")
_ADDED = Text("잔액에 {amount}을 더했어요. 이유: {reason}", "{amount} was added to your balance. Reason: {reason}")
_WALLET_LESS = Text("지갑에서 {amount}을 뺐어요. 이유: {reason}", "{amount} was taken from your wallet. Reason: {reason}")
_WALLET_MORE = Text("지갑에 {amount}을 더했어요. 이유: {reason}", "{amount} was added to your wallet. Reason: {reason}")
_FORGIVEN = Text("미수금 {amount}을 없앴어요. 이유: {reason}", "{amount} that you owed was written off. Reason: {reason}")


@tells("propose_adjustment")
def tell_second_person(entry: JournalEntry) -> Iterator[Told]:
    """Above the limit every other admin hears that a correction waits for one of them."""
    if not entry.facts["needs_second"]:
        return
    with transaction() as session:
        admins = session.scalars(select(Person.id).where(Person.is_admin, Person.id != entry.actor_id)).all()
        amount = session.get_one(Adjustment, entry.subject_id).amount
    words = Text("{amount} 정정이 승인을 기다려요.", "A correction of {amount} waits for approval.").format(amount=amount_words(amount))
    for person_id in admins:
        yield Told(person_id, words, f"/admin/ledger/adjustments/{entry.subject_id}")


@tells("find_difference")
def tell_of_difference(entry: JournalEntry) -> Iterator[Told]:
    """Every admin hears that the books differ, once for each difference."""
    with transaction() as session:
        admins = session.scalars(select(Person.id).where(Person.is_admin)).all()
    words = Text("장부 대조에서 차이를 찾았어요: {what}", "The books differ: {what}").format(what=DIFFERENCES[entry.facts["kind"]])
    for person_id in admins:
        yield Told(person_id, words, "/admin/ledger/differences")


@tells("approve_adjustment")
def tell_whose_money(entry: JournalEntry) -> Iterator[Told]:
    """Workers and businesses whose money a correction changed hear of it, with its reason as it was written."""
    with transaction() as session:
        one = session.get_one(Adjustment, entry.subject_id)
        lines = session.execute(select(LedgerAccount.kind, LedgerAccount.owner_id, Line.amount_minor)
                                .join(LedgerAccount, LedgerAccount.id == Line.account_id).where(Line.entry_key == f"correction:{one.id}")).all()
    changes: dict[tuple[str, int], int] = {}
    for kind, owner_id, minor in lines:
        # What the balance gave and what became a debt is one loss to its worker.
        place = ("worker", owner_id) if kind == "debt" and one.purpose != "write_off" else (kind, owner_id)
        changes[place] = changes.get(place, 0) + minor
    for (kind, owner_id), minor in changes.items():
        amount = amount_words(Money(abs(minor), one.currency))
        if kind in ("worker", "debt"):
            words = _FORGIVEN if kind == "debt" else _ADDED if minor > 0 else _TAKEN
            yield Told(owner_id, words.format(amount=amount, reason=one.reason), "/earnings", by_mail=True)
        elif kind == "wallet":
            for person_id in payers_of(owner_id):
                yield Told(person_id, (_WALLET_MORE if minor > 0 else _WALLET_LESS).format(amount=amount, reason=one.reason), "/money", by_mail=True)
