"""What the journal of this room tells whom."""

from collections.abc import Iterator, Sequence

from marketplace.accounts.queries import people_with
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Role
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells
from marketplace.money.provider_models import Payment, Payout, Refund
from marketplace.money.words import amount_words

_FOR_BATCH = Text("{amount} 결제가 확인됐어요. 이제 묶음을 공개할 수 있어요.", "Your payment of {amount} arrived. You can publish the batch now.")
_FOR_WALLET = Text("{amount} 결제가 확인됐어요. 돈은 지갑에 있어요.", "Your payment of {amount} arrived. It is in your wallet.")
_FROM_BANK = Text("은행이 {amount}을 돌려보냈어요: {reason}. 돈은 잔액에 다시 있어요. 계좌를 확인하고 다시 등록해 주세요.",
                  "The bank sent {amount} back: {reason}. The money is in your balance again. Please check your account and register it again.")
_FROM_PROVIDER = Text("보냈던 {amount}이 되돌아왔어요. 돈은 잔액에 다시 있고, 하루 뒤에 다시 보내요.",
                      "{amount} that was sent came back. The money is in your balance again, and it is sent again after a day.")


@tells("settle_payment")
def tell_payers(entry: JournalEntry) -> Iterator[Told]:
    """The company's owners and its finance hear that the money arrived, and what can be done with it."""
    with transaction() as session:
        payment = session.get_one(Payment, entry.subject_id)
    words, link = (_FOR_BATCH, f"/batches/{payment.batch_id}") if payment.batch_id else (_FOR_WALLET, "/money")
    for person_id in payers_of(payment.company_id):
        yield Told(person_id, words.format(amount=amount_words(payment.amount)), link)


@tells("fail_refund")
def tell_not_refunded(entry: JournalEntry) -> Iterator[Told]:
    """The company's owners and its finance hear that the card didn't take a refund: the money is in the wallet again, and what to do."""
    with transaction() as session:
        refund = session.get_one(Refund, entry.subject_id)
    words = Text("카드로 {amount}을 돌려주지 못했어요. 돈은 지갑에 다시 있어요. 카드사에 확인한 뒤 다시 신청해 주세요.",
                 "{amount} could not be refunded to the card. The money is in your wallet again. Please check with the card's bank, then ask again.")
    for person_id in payers_of(refund.company_id):
        yield Told(person_id, words.format(amount=amount_words(refund.amount)), "/money", by_mail=True)


@tells("settle_payout")
def tell_paid(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears that their money has left for their account."""
    payout = _payout(entry)
    yield Told(payout.worker_id, Text("{amount}을 정산 계좌로 보냈어요.", "{amount} is on its way to your account.")
               .format(amount=amount_words(payout.amount)), "/earnings", by_mail=True)


@tells("fail_payout")
def tell_unpaid(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears that a payout failed: the money is still theirs, and what to do."""
    payout = _payout(entry)
    yield Told(payout.worker_id, Text(
        "{amount}을 보내지 못했어요. 돈은 잔액에 그대로 있어요. 정산 계좌를 확인해 주세요.",
        "{amount} could not be sent. The money is still in your balance. Please check your payout account.")
        .format(amount=amount_words(payout.amount)), "/earnings", by_mail=True)


@tells("return_payout")
def tell_came_back(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears that money which had arrived came back: it is in their balance, and what to do."""
    payout = _payout(entry)
    words, link = (_FROM_BANK, "/payouts/bank-account") if payout.method == "bank" else (_FROM_PROVIDER, "/earnings")
    reason = payout.last_error.partition(": ")[2]
    yield Told(payout.worker_id, words.format(amount=amount_words(payout.amount), reason=reason), link, by_mail=True)


def payers_of(company_id: int) -> Sequence[int]:
    """Who is told of a company's money: its owners and its finance."""
    return people_with(company_id, Role.OWNER, Role.FINANCE)


def _payout(entry: JournalEntry) -> Payout:
    with transaction() as session:
        return session.get_one(Payout, entry.subject_id)
