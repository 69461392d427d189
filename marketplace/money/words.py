"""What entries and accounts of the ledger are called on pages, with their tone and icon."""

from typing import Final

from marketplace.kernel.machines import Display
from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.text import Text

ENTRIES: Final[dict[str, Display]] = {
    "funding": Display(Text("결제", "Payment"), "settled", "credit-card"),
    "hold": Display(Text("묶음에 보관", "Held for a batch"), "progress", "lock"),
    "release": Display(Text("승인 지급", "Paid for accepted work"), "settled", "check"),
    "give_back": Display(Text("보관금 반환", "Given back"), "closed", "undo"),
    "payout": Display(Text("정산 신청", "Payout requested"), "progress", "hand-coins"),
    "payout_paid": Display(Text("정산 입금", "Payout settled"), "settled", "banknote"),
    "payout_returned": Display(Text("정산 되돌림", "Payout returned"), "lost", "undo"),
    "payout_reversed": Display(Text("입금 뒤 되돌아옴", "Came back after it was paid"), "lost", "undo"),
    "refund": Display(Text("카드로 환불", "Refund to the card"), "progress", "undo"),
    "refund_returned": Display(Text("환불 되돌림", "Refund returned"), "lost", "undo"),
    "bonus": Display(Text("보너스", "Bonus"), "settled", "plus"),
    "appeal": Display(Text("이의 신청 인정", "Appeal granted"), "settled", "scale"),
    "correction": Display(Text("정정", "Correction"), "progress", "pencil"),
    "repayment": Display(Text("미수금 상환", "Debt repaid"), "progress", "undo"),
    "dispute": Display(Text("카드 분쟁으로 빠져나감", "Taken by a card dispute"), "lost", "alert"),
    "dispute_won": Display(Text("카드 분쟁에서 되찾음", "Won back from a card dispute"), "settled", "check"),
}

ACCOUNTS: Final[dict[str, Text]] = {
    "wallet": Text("지갑", "Wallet"), "hold": Text("묶음 보관금", "Held for the batch"), "worker": Text("작업자", "Worker"),
    "fee": Text("수수료", "Fee"), "transit": Text("보내는 중", "On its way"), "provider": Text("결제 회사", "Payment provider"),
    "bank": Text("회사 통장", "Our bank account"), "tax": Text("원천징수 세금", "Tax withheld"), "loss": Text("플랫폼 손실", "Platform loss"),
    "debt": Text("작업자 미수금", "Owed by the worker"),
}


DIFFERENCES: Final[dict[str, Text]] = {
    "not_booked": Text("기록은 있는데 장부 항목이 없어요", "A row has no entry in the ledger"),
    "booked_differently": Text("장부와 기록의 금액이 달라요", "The ledger and the row say different amounts"),
    "sent_twice": Text("정산이 두 번 나갔어요", "A payout was sent twice"),
    "sent_unknown": Text("보내지 않았다는 정산이 결제 회사에서는 나갔어요", "The provider sent a payout that we call unsent"),
    "not_at_provider": Text("결제 회사에 없어요", "The provider doesn't have it"),
    "amount_differs": Text("결제 회사의 금액이 달라요", "The provider has another amount"),
    "destination_differs": Text("다른 계좌로 나갔어요", "It went to another account"),
    "unknown_transfer": Text("우리 것이 아닌 송금이 있어요", "A transfer is none of ours"),
    "refunded_twice": Text("환불이 두 번 나갔어요", "A refund was made twice"),
    "refunded_unknown": Text("하지 않았다는 환불이 결제 회사에서는 됐어요", "The provider made a refund that we call unmade"),
    "payment_differs": Text("결제 상태가 달라요", "A payment stands differently at the provider"),
    "unknown_payment": Text("우리 것이 아닌 결제가 있어요", "A payment is none of ours"),
    "paid_twice": Text("같은 결제를 두 번 받았어요", "A payment was made twice"),
    "unknown_dispute": Text("듣지 못한 카드 분쟁이 있어요", "We never heard of a card dispute"),
    "dispute_differs": Text("카드 분쟁의 상태가 달라요", "A dispute stands differently at the provider"),
    "dispute_taken_differs": Text("카드 분쟁으로 빠져나간 금액이 달라요", "A dispute took another amount at the provider"),
    "bank_differs": Text("은행의 결과와 정산의 상태가 달라요", "The bank's answer and a payout say different things"),
    "bank_amount_differs": Text("은행 파일과 정산의 금액이 달라요", "A bank run and a payout say different amounts"),
    "run_differs": Text("은행 파일의 합계가 그 줄과 달라요", "A bank run isn't the sum of its rows"),
    "booked_elsewhere": Text("나간 곳과 다른 계정에 적혀 있어요", "It is booked at another place than it went through"),
    "event_unreadable": Text("읽지 못한 알림이 있어요", "An event could not be read"),
}


def amount_words(amount: Money) -> Text:
    """An amount inside a sentence that is stored in both languages: `12,345원`, `₩12,345`."""
    places = DECIMALS[amount.currency]
    whole, part = divmod(abs(amount.minor), 10**places)
    digits = f"{whole:,}.{part:0{places}}" if places else f"{whole:,}"
    if amount.currency == "KRW":
        return Text(f"{digits}원", f"₩{digits}")
    return Text(f"{digits} {amount.currency}", f"{digits} {amount.currency}")

WALLET: Final = Text("일감 지갑 충전", "Ilgam wallet")
