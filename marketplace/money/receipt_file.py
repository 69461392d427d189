"""A receipt as a file that anybody can check: what was decided, what it left with, and the hashes of both."""

from typing import Any

from marketplace.money import receipt as checking
from marketplace.money.receipts import Receipt, ReceiptLine, Sent


def decided_part(receipt: Receipt) -> dict[str, Any]:
    """Claim, version, verdict, items, price rule, fee and entry: all that stands from the moment of the verdict."""
    items = [{"label": item.label.to_json(), "weight": item.weight, "critical": item.critical, "passed": item.passed,
              "evidence": item.evidence, "share_minor": share.minor} for item, share in zip(receipt.items, receipt.shares, strict=True)]
    entry = {"key": receipt.entry_key, "at": receipt.entry_at.isoformat(), "lines": _lines(receipt.lines)} if receipt.entry_at else None
    return {"claim_id": receipt.claim_id, "version_id": receipt.version_id, "outcome": receipt.outcome, "decided_at": receipt.decided_at.isoformat(),
            "currency": receipt.price.currency, "price_minor": receipt.price.minor, "items": items, "score": receipt.score,
            "rule": receipt.rule.to_json(), "pay_minor": receipt.pay.minor, "fee_bps": receipt.fee_bps, "fee_minor": receipt.fee.minor,
            "entry": entry}


def payout_part(sent: Sent) -> dict[str, Any]:
    """The withholding and the payout that took the money; the same for every receipt that it paid."""
    return {"payout_id": sent.payout_id, "at": sent.asked_at.isoformat(), "currency": sent.gross.currency, "gross_minor": sent.gross.minor,
            "rule": sent.rule, "income_tax_minor": sent.income_tax.minor, "local_tax_minor": sent.local_tax.minor, "net_minor": sent.net.minor,
            "lines": _lines(sent.lines)}


def receipt_facts(receipt: Receipt) -> dict[str, Any]:
    """Both parts with their hashes, and the hash of the whole."""
    decided = decided_part(receipt)
    payout = payout_part(receipt.payout) if receipt.payout else None
    hashes = checking.digest(decided), checking.digest(payout) if payout else None
    return {"format": checking.FORMAT, "decided": decided, "decided_sha256": hashes[0], "payout": payout, "payout_sha256": hashes[1],
            "sha256": checking.chain(*hashes)}


def receipt_file(receipt: Receipt) -> bytes:
    """The file, canonical: `python -m marketplace.money.receipt` checks it."""
    return checking.canonical(receipt_facts(receipt))


def _lines(lines: tuple[ReceiptLine, ...]) -> list[dict[str, Any]]:
    return [{"account": line.account, "minor": line.amount.minor} for line in lines]
