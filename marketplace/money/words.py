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
    "refund": Display(Text("카드로 환불", "Refund to the card"), "progress", "undo"),
    "refund_returned": Display(Text("환불 되돌림", "Refund returned"), "lost", "undo"),
    "bonus": Display(Text("보너스", "Bonus"), "settled", "plus"),
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


def amount_words(amount: Money) -> Text:
    """An amount inside a sentence that is stored in both languages: `12,345원`, `₩12,345`."""
    places = DECIMALS[amount.currency]
    whole, part = divmod(abs(amount.minor), 10**places)
    digits = f"{whole:,}.{part:0{places}}" if places else f"{whole:,}"
    if amount.currency == "KRW":
        return Text(f"{digits}원", f"₩{digits}")
    return Text(f"{digits} {amount.currency}", f"{digits} {amount.currency}")

WALLET: Final = Text("일감 지갑 충전", "Ilgam wallet")
