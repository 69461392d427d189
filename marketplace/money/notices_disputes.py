"""Who is told of card disputes: the company whose payment it is, and the admins."""

from collections.abc import Iterator

from sqlalchemy import select

from marketplace.accounts.models import Person
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells
from marketplace.money.dispute_models import Dispute
from marketplace.money.notices import payers_of
from marketplace.money.words import amount_words

_OPENED = Text(
    "카드 결제 {amount}에 분쟁이 접수돼서 그 돈을 쓰는 묶음을 잠시 멈춰요. 카드사의 판단이 나오면 알려 드릴게요. 하던 작업은 그대로 지급돼요.",
    "A payment of {amount} was disputed, so what it may pay for is paused until the card's bank decides. Work already done is still paid.")
_ENDED = {
    "won": Text("카드 분쟁이 끝났고 {amount} 결제는 그대로예요. 이제 멈춘 묶음을 다시 열 수 있어요.",
                "The dispute ended and your payment of {amount} stands. You can resume what was paused now."),
    "lost": Text("카드사가 {amount} 결제를 되돌렸어요. 지갑에서 빠진 금액은 결제 화면에서 볼 수 있어요.",
                 "The card's bank took your payment of {amount} back. What left your wallet is on the payments page."),
}
_FOR_ADMINS = Text("카드 결제 {amount}에 분쟁이 접수됐어요. 기한 안에 답해 주세요.",
                   "A card payment of {amount} was disputed. Please answer in time.")


@tells("open_dispute")
def tell_disputed(entry: JournalEntry) -> Iterator[Told]:
    """The company's owners and its finance hear why its batch stops; admins, that the bank waits for an answer."""
    dispute = _dispute(entry)
    for person_id in payers_of(dispute.company_id):
        yield Told(person_id, _OPENED.format(amount=amount_words(dispute.amount)), "/money", by_mail=True)
    with transaction() as session:
        admins = session.scalars(select(Person.id).where(Person.is_admin)).all()
    for person_id in admins:
        yield Told(person_id, _FOR_ADMINS.format(amount=amount_words(dispute.amount)), "/admin/ledger/disputes", by_mail=True)


@tells("close_dispute")
def tell_decided(entry: JournalEntry) -> Iterator[Told]:
    """The company's owners and its finance hear what the bank decided."""
    dispute = _dispute(entry)
    for person_id in payers_of(dispute.company_id):
        yield Told(person_id, _ENDED[dispute.state].format(amount=amount_words(dispute.amount)), "/money", by_mail=True)


def _dispute(entry: JournalEntry) -> Dispute:
    with transaction() as session:
        return session.get_one(Dispute, entry.subject_id)
