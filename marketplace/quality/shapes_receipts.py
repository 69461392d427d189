"""What the API says about receipts and their published hashes."""

from datetime import datetime

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.kernel.text import Text
from marketplace.money.receipts import Appealed, ItemScored, Receipt, Sent
from marketplace.quality.queries_hashes import DayHashes


class ReceiptItemShape(msgspec.Struct):
    """One checklist item, what it is worth of the price, and how it was judged."""

    label: Text
    weight: int
    share: AmountShape
    critical: bool
    passed: bool
    evidence: str


class ReceiptLineShape(msgspec.Struct):
    """One leg of the ledger entry that paid it."""

    account: str
    amount: AmountShape


class SentShape(msgspec.Struct):
    """The payout that the money left with."""

    payout_id: int
    state: str
    at: datetime
    transfer_id: str | None


class ReceiptShape(msgspec.Struct):
    """How an amount came about: the checklist, the rule, the ledger entry, the payout."""

    claim_id: int
    outcome: str
    price: AmountShape
    score: int
    rule: Text
    pay: AmountShape
    items: list[ReceiptItemShape]
    entry_key: str | None
    lines: list[ReceiptLineShape]
    payout: SentShape | None
    appeal: "ReceiptAppealShape | None"
    total: AmountShape
    decided_at: datetime


class ReceiptAppealShape(msgspec.Struct):
    """What an appeal made of it: before and after, the entry that added the difference, and the payout it left with."""

    outcome: str
    score: int | None
    rule: Text
    paid: AmountShape
    pay: AmountShape
    entry_key: str | None
    lines: list[ReceiptLineShape]
    payout: SentShape | None
    decided_at: datetime


class DayHashesShape(msgspec.Struct):
    """SHA-256 of the canonical JSON of every verdict's receipt, payout and decided appeal of one day; `root` is over all of them, sorted."""

    date: str
    root: str
    receipts: list[str]
    payouts: list[str]
    appeals: list[str]


def shape_day_hashes(found: DayHashes) -> DayHashesShape:
    """The published list of a day."""
    return DayHashesShape(found.date, found.root, found.receipts, found.payouts, found.appeals)


def shape_receipt(receipt: Receipt) -> ReceiptShape:
    """A receipt that has been added up."""
    items = [_shape_item(item, shape_amount(share)) for item, share in zip(receipt.items, receipt.shares, strict=True)]
    return ReceiptShape(
        receipt.claim_id, receipt.outcome, shape_amount(receipt.price), receipt.score, receipt.rule, shape_amount(receipt.pay), items,
        receipt.entry_key, _shape_lines(receipt), _shape_sent(receipt.payout), _shape_appealed(receipt.appeal), shape_amount(receipt.total),
        receipt.decided_at)


def _shape_appealed(appeal: Appealed | None) -> ReceiptAppealShape | None:
    return None if appeal is None else ReceiptAppealShape(
        appeal.outcome, appeal.score, appeal.rule, shape_amount(appeal.paid), shape_amount(appeal.pay), appeal.entry_key, _shape_lines(appeal),
        _shape_sent(appeal.payout), appeal.decided_at)


def _shape_lines(part: Receipt | Appealed) -> list[ReceiptLineShape]:
    return [ReceiptLineShape(line.account, shape_amount(line.amount)) for line in part.lines]


def _shape_sent(sent: Sent | None) -> SentShape | None:
    return SentShape(sent.payout_id, sent.state, sent.at, sent.transfer_id) if sent else None


def _shape_item(item: ItemScored, share: AmountShape) -> ReceiptItemShape:
    return ReceiptItemShape(item.label, item.weight, share, item.critical, item.passed, item.evidence)
