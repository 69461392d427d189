"""The weighted checklist: what a review's items are worth and what they pay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.kernel.errors import FieldError, Invalid
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.standards.parts import CheckItem

EVIDENCE_MOST = 1000


@dataclass(frozen=True)
class ItemResult:
    """One checklist item of one review: passed, or failed with what shows it."""

    key: str
    passed: bool
    evidence: str = ""

    def to_json(self) -> dict[str, Any]:
        """As stored with the review."""
        return {"key": self.key, "passed": self.passed, "evidence": self.evidence}


@dataclass(frozen=True)
class Scored:
    """All items of a review: 0–100 points, and whether a critical one failed."""

    items: tuple[ItemResult, ...]
    score: int
    failed_critical: bool

    @property
    def failed(self) -> int:
        """How many items failed."""
        return sum(not item.passed for item in self.items)


def score(checklist: Sequence[CheckItem], results: Mapping[str, ItemResult]) -> Scored:
    """Points are the weights of the items passed; raises `Invalid` unknown_item, item_missing, evidence_missing."""
    known = {item.key for item in checklist}
    wrong = {f"items.{key}": _UNKNOWN for key in results if key not in known}
    wrong |= {f"items.{key}": _MISSING for key in known - set(results)}
    wrong |= {f"items.{key}": _NO_EVIDENCE for key, result in results.items() if key in known and not result.passed and not result.evidence}
    if wrong:
        first = next(iter(wrong.values()))
        raise Invalid(first.code, first.message, fields=wrong)
    total = sum(item.weight for item in checklist)
    passed = sum(item.weight for item in checklist if results[item.key].passed)
    return Scored(tuple(results[item.key] for item in checklist), passed * 100 // total,
                  any(item.critical and not results[item.key].passed for item in checklist))


def pay_for(price: Money, scored: Scored) -> Money:
    """Price × the weights of the items passed, rounded down to a minor unit; a failed critical item pays nothing."""
    return Money(0 if scored.failed_critical else price.minor * scored.score // 100, price.currency)


def refuse_misfit(decision: str, scored: Scored, pay: Money, pass_mark: int) -> None:
    """Refuse a final decision that its items don't bear: raises `Invalid` below_pass_mark, above_pass_mark, evidence_missing, nothing_to_pay."""
    if decision == "accept" and (scored.failed_critical or scored.score < pass_mark):
        raise Invalid.field("decision", "below_pass_mark", Text(
            "{score}점이라 승인할 수 없어요. 합격은 {mark}점부터예요.", "A score of {score} cannot be accepted; {mark} is needed."),
            score=scored.score, mark=pass_mark)
    if decision in ("partial", "reject") and not scored.failed:
        raise Invalid.field("decision", "evidence_missing", Text(
            "통과하지 못한 항목과 근거가 있어야 금액을 깎을 수 있어요.", "Money is only taken away with a failed item and its evidence."))
    if decision == "partial" and pay.minor <= 0:
        raise Invalid.field("decision", "nothing_to_pay", Text(
            "꼭 지켜야 할 항목을 통과하지 못해 부분 지급할 금액이 없어요.", "A critical item failed, so there is no part to pay."))
    if decision == "reject" and not scored.failed_critical and scored.score >= pass_mark:
        raise Invalid.field("decision", "above_pass_mark", Text(
            "{score}점이면 합격이라 반려할 수 없어요.", "A score of {score} passes; it cannot be rejected."), score=scored.score)


_UNKNOWN = FieldError("unknown_item", Text("점검표에 없는 항목이에요.", "This item is not on the checklist."))
_MISSING = FieldError("item_missing", Text("이 항목의 결과를 골라 주세요.", "Please mark this item as passed or failed."))
_NO_EVIDENCE = FieldError("evidence_missing", Text(
    "왜 통과하지 못했는지 근거를 적어 주세요.", "Please write down the evidence for failing this item."))
