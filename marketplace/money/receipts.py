"""Receipts: how an amount came about, from the checklist to the ledger, in numbers that anybody can add up again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from marketplace.kernel.money import Money, part_of, split
from marketplace.kernel.text import Text

NOTHING: Final = "rejected"
RULES: Final = {
    "accepted": Text("합격이라 단가를 모두 지급해요.", "It passed, so the whole price is paid."),
    "partial": Text("단가 × 통과한 항목의 비중. 통화의 가장 작은 단위 아래는 버려요.",
                    "Price × the weights of the items passed, rounded down to the smallest unit."),
    NOTHING: Text("반려되어 지급액이 없어요.", "It was rejected, so nothing is paid."),
}


class ReceiptBroken(ValueError):
    """The rows behind a receipt don't add up: it must not be shown."""


@dataclass(frozen=True)
class ItemScored:
    """One checklist item as it was judged."""

    label: Text
    weight: int
    critical: bool
    passed: bool
    evidence: str = ""


@dataclass(frozen=True)
class ReceiptLine:
    """One leg of the entry: which account, and how much to (+) or from (−) it."""

    account: str
    amount: Money


@dataclass(frozen=True)
class Sent:
    """The payout that the money left with."""

    payout_id: int
    state: str
    at: datetime
    transfer_id: str | None
    asked_at: datetime
    gross: Money
    income_tax: Money
    local_tax: Money
    net: Money
    rule: str  # of the withholding; empty where nothing was withheld
    lines: tuple[ReceiptLine, ...]


@dataclass(frozen=True)
class Receipt:
    """What was judged, what it pays by which rule, the entry that says so, and the payout it left with."""

    claim_id: int
    outcome: str
    price: Money
    pay: Money
    fee_bps: int
    fee: Money
    version_id: int
    items: tuple[ItemScored, ...]
    decided_at: datetime
    entry_key: str | None = None
    entry_at: datetime | None = None
    lines: tuple[ReceiptLine, ...] = ()
    payout: Sent | None = None

    @property
    def score(self) -> int:
        """0–100: the weights of the items passed."""
        total = sum(item.weight for item in self.items)
        return sum(item.weight for item in self.items if item.passed) * 100 // total

    @property
    def rule(self) -> Text:
        """The sentence that makes the pay out of the price."""
        return RULES[self.outcome]

    @property
    def shares(self) -> list[Money]:
        """What each item is worth of the price; together exactly the price."""
        return split(self.price, [item.weight for item in self.items])


def check_receipt(receipt: Receipt) -> Receipt:
    """The receipt, once it is sure that it adds up; raises `ReceiptBroken` naming what doesn't."""
    currency = receipt.price.currency
    owed = {"accepted": receipt.price, NOTHING: Money(0, currency),
            "partial": Money(receipt.price.minor * receipt.score // 100, currency)}[receipt.outcome]
    if receipt.pay != owed:
        raise ReceiptBroken(f"claim {receipt.claim_id} pays {receipt.pay}, its checklist says {owed}")
    if receipt.fee != part_of(receipt.pay, receipt.fee_bps):
        raise ReceiptBroken(f"claim {receipt.claim_id} pays {receipt.pay}, its fee is {receipt.fee}")
    if bool(receipt.lines) != (receipt.outcome != NOTHING):
        raise ReceiptBroken(f"claim {receipt.claim_id} is {receipt.outcome} with {len(receipt.lines)} ledger lines")
    if sum((line.amount for line in receipt.lines), Money(0, currency)):
        raise ReceiptBroken(f"{receipt.entry_key} does not sum to zero")
    credited = sum((line.amount for line in receipt.lines if line.account == "worker"), Money(0, currency))
    if credited != receipt.pay:
        raise ReceiptBroken(f"{receipt.entry_key} credits {credited}, the verdict pays {receipt.pay}")
    if receipt.payout:
        _check_sent(receipt.payout)
    return receipt


def _check_sent(sent: Sent) -> None:
    if sent.net + sent.income_tax + sent.local_tax != sent.gross or (bool(sent.rule) != bool(sent.income_tax + sent.local_tax)):
        raise ReceiptBroken(f"payout {sent.payout_id} takes {sent.gross}, sends {sent.net}, its taxes don't follow a rule")
    moved = [(line.account, line.amount) for line in sent.lines]
    taxes = sent.income_tax + sent.local_tax
    if moved != [("worker", -sent.gross), ("transit", sent.net), *([("tax", taxes)] if taxes else [])]:
        raise ReceiptBroken(f"payout {sent.payout_id} is booked differently")
