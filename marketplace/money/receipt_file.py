"""A receipt as a file that anybody can check: what was decided, what it left with, and the hashes of both."""

from typing import Any

from marketplace.money import receipt as checking
from marketplace.money.receipts import Appealed, ItemScored, Receipt, ReceiptLine, Sent


def decided_part(receipt: Receipt) -> dict[str, Any]:
    """Claim, version, verdict, items, price rule, fee and entry: all that stands from the moment of the verdict."""
    items = [_item(item) | {"share_minor": share.minor} for item, share in zip(receipt.items, receipt.shares, strict=True)]
    return {"claim_id": receipt.claim_id, "version_id": receipt.version_id, "outcome": receipt.outcome, "decided_at": receipt.decided_at.isoformat(),
            "currency": receipt.price.currency, "price_minor": receipt.price.minor, "items": items, "score": receipt.score,
            "rule": receipt.rule.to_json(), "pay_minor": receipt.pay.minor, "fee_bps": receipt.fee_bps, "fee_minor": receipt.fee.minor,
            "entry": _entry(receipt)}


def appeal_part(claim_id: int, appeal: Appealed) -> dict[str, Any]:
    """The items scored again, what was paid before and is paid in all, who bore it, and the entry: from the moment of the ruling."""
    return {"claim_id": claim_id, "outcome": appeal.outcome, "decision": appeal.decision, "decided_at": appeal.decided_at.isoformat(),
            "currency": appeal.pay.currency, "items": [_item(item) for item in appeal.items], "score": appeal.score, "rule": appeal.rule.to_json(),
            "paid_minor": appeal.paid.minor, "pay_minor": appeal.pay.minor, "fee_minor": appeal.fee.minor, "lost_minor": appeal.lost.minor,
            "entry": _entry(appeal)}


def payout_part(sent: Sent) -> dict[str, Any]:
    """The withholding and the payout that took the money; the same for every receipt that it paid."""
    return {"payout_id": sent.payout_id, "at": sent.asked_at.isoformat(), "currency": sent.gross.currency, "gross_minor": sent.gross.minor,
            "rule": sent.rule, "income_tax_minor": sent.income_tax.minor, "local_tax_minor": sent.local_tax.minor, "net_minor": sent.net.minor,
            "lines": _lines(sent.lines)}


def receipt_facts(receipt: Receipt) -> dict[str, Any]:
    """Its parts with their hashes, and the hash of the whole; an appeal brings two more parts and the newer format."""
    parts: dict[str, Any] = {"decided": decided_part(receipt), "payout": _sent(receipt.payout)}
    if receipt.appeal:
        parts |= {"appeal": appeal_part(receipt.claim_id, receipt.appeal), "appeal_payout": _sent(receipt.appeal.payout)}
    hashes = {f"{name}_sha256": checking.digest(part) if part else None for name, part in parts.items()}
    return {"format": checking.FORMATS[len(parts)], **parts, **hashes, "sha256": checking.chain(*hashes.values())}


def receipt_file(receipt: Receipt) -> bytes:
    """The file, canonical: `python -m marketplace.money.receipt` checks it."""
    return checking.canonical(receipt_facts(receipt))


def _sent(sent: Sent | None) -> dict[str, Any] | None:
    return payout_part(sent) if sent else None


def _item(item: ItemScored) -> dict[str, Any]:
    return {"label": item.label.to_json(), "weight": item.weight, "critical": item.critical, "passed": item.passed, "evidence": item.evidence}


def _entry(part: Receipt | Appealed) -> dict[str, Any] | None:
    return {"key": part.entry_key, "at": part.entry_at.isoformat(), "lines": _lines(part.lines)} if part.entry_at else None


def _lines(lines: tuple[ReceiptLine, ...]) -> list[dict[str, Any]]:
    return [{"account": line.account, "minor": line.amount.minor} for line in lines]
