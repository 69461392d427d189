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


APPEAL_RULES: Final = {
    "upheld": Text("다른 검수자가 다시 봤고, 판정은 그대로예요.", "Another reviewer looked again, and the verdict stands."),
    "overturned": Text("다른 검수자가 다시 채점해서, 처음 금액과의 차이를 더 지급했어요.",
                       "Another reviewer scored it again; what it pays beyond the first amount was added."),
    "conceded": Text("제때 다시 보지 못해서, 단가에서 모자란 금액을 Ilgam이 지급했어요.",
                     "Nobody looked in time, so Ilgam paid what was missing of the price."),
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
class Appealed:
    """How an appeal ended: the items scored again, what was paid before and is paid in all, its own entry and payout."""

    outcome: str  # upheld, overturned, or conceded by us because nobody looked
    decision: str  # as a verdict's outcome; empty where nobody looked
    decided_at: datetime
    items: tuple[ItemScored, ...]
    paid: Money
    pay: Money
    fee: Money
    lost: Money  # what the platform bore of it
    entry_key: str | None = None
    entry_at: datetime | None = None
    lines: tuple[ReceiptLine, ...] = ()
    payout: Sent | None = None

    @property
    def more(self) -> Money:
        """What it added."""
        return self.pay - self.paid

    @property
    def score(self) -> int | None:
        """0–100: the weights of the items passed the second time; none where nobody looked."""
        return score_of(self.items) if self.items else None

    @property
    def rule(self) -> Text:
        """The sentence that makes the pay out of the price."""
        return APPEAL_RULES[self.outcome]


@dataclass(frozen=True)
class Receipt:
    """What was judged, what it pays by which rule, the entry that says so, the payout it left with, and what an appeal made of it."""

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
    appeal: Appealed | None = None

    @property
    def score(self) -> int:
        """0–100: the weights of the items passed."""
        return score_of(self.items)

    @property
    def total(self) -> Money:
        """What the work paid in all."""
        return self.appeal.pay if self.appeal else self.pay

    @property
    def rule(self) -> Text:
        """The sentence that makes the pay out of the price."""
        return RULES[self.outcome]

    @property
    def shares(self) -> list[Money]:
        """What each item is worth of the price; together exactly the price."""
        return split(self.price, [item.weight for item in self.items])


def score_of(items: tuple[ItemScored, ...]) -> int:
    """0–100: the weights of the items passed."""
    return sum(item.weight for item in items if item.passed) * 100 // sum(item.weight for item in items)


def owed_for(outcome: str, price: Money, score: int) -> Money:
    """What a verdict owes by its rule."""
    return {"accepted": price, NOTHING: Money(0, price.currency), "partial": Money(price.minor * score // 100, price.currency)}[outcome]


def check_receipt(receipt: Receipt) -> Receipt:
    """The receipt, once it is sure that it adds up; raises `ReceiptBroken` naming what doesn't."""
    currency = receipt.price.currency
    owed = owed_for(receipt.outcome, receipt.price, receipt.score)
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
    if receipt.appeal:
        _check_appeal(receipt, receipt.appeal)
    return receipt


def _check_appeal(receipt: Receipt, appeal: Appealed) -> None:
    name = f"the appeal of claim {receipt.claim_id}"
    ruled = max(owed_for(appeal.decision, receipt.price, appeal.score or 0), receipt.pay) if appeal.decision else receipt.price
    if (appeal.paid, appeal.pay) != (receipt.pay, ruled):
        raise ReceiptBroken(f"{name} pays {appeal.pay} after {appeal.paid}, its checklist says {ruled} after {receipt.pay}")
    if appeal.fee > part_of(appeal.pay, receipt.fee_bps) - receipt.fee:
        raise ReceiptBroken(f"{name} adds {appeal.more}, its fee is {appeal.fee}")
    moved: dict[str, int] = {line.account: line.amount.minor for line in appeal.lines}
    if (moved.get("worker", 0), moved.get("fee", 0), moved.get("loss", 0)) != (appeal.more.minor, appeal.fee.minor, -appeal.lost.minor) \
            or sum(moved.values()) != 0:
        raise ReceiptBroken(f"{name} adds {appeal.more}, {appeal.entry_key} moves {moved}")
    if appeal.payout:
        _check_sent(appeal.payout)


def _check_sent(sent: Sent) -> None:
    if sent.net + sent.income_tax + sent.local_tax != sent.gross or (bool(sent.rule) != bool(sent.income_tax + sent.local_tax)):
        raise ReceiptBroken(f"payout {sent.payout_id} takes {sent.gross}, sends {sent.net}, its taxes don't follow a rule")
    moved = [(line.account, line.amount) for line in sent.lines]
    taxes = sent.income_tax + sent.local_tax
    if moved != [("worker", -sent.gross), ("transit", sent.net), *([("tax", taxes)] if taxes else [])]:
        raise ReceiptBroken(f"payout {sent.payout_id} is booked differently")
