"""What a reviewer has before them: the answers beside what they were before, the findings, the checklist and its arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from marketplace.kernel import clock
from marketplace.kernel.clean import BadText, clean_text
from marketplace.kernel.errors import FieldError, Invalid
from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.text import Text
from marketplace.quality.queries import Round
from marketplace.quality.scoring import EVIDENCE_MOST, ItemResult
from marketplace.standards.kinds.reading import show_masked
from marketplace.standards.spec import Spec
from marketplace.work.shown_answers import files_of, photos_of

SOON: Final = timedelta(hours=6)
ANSWERS: Final = {"pass": True, "fail": False}
_ITEM_WRONG = FieldError("item_wrong", Text("통과와 미달 중에서 골라 주세요.", "Please choose pass or fail."))


@dataclass(frozen=True)
class Typed:
    """What a reviewer has answered so far: each item's answer and note, as typed."""

    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def results(self) -> dict[str, ItemResult]:
        """The items answered; raises `Invalid` naming those that can't be read."""
        results, wrong = {}, {}
        for key, answer in self.answers.items():
            try:
                note = clean_text(self.notes.get(key, ""), most=EVIDENCE_MOST, lines=True)
            except BadText as error:
                wrong[f"items.{key}"] = error.args[0]
                continue
            if answer not in ANSWERS:
                wrong[f"items.{key}"] = _ITEM_WRONG
                continue
            results[key] = ItemResult(key, ANSWERS[answer], note)
        if wrong:
            first = next(iter(wrong.values()))
            raise Invalid(first.code, first.message, fields=wrong)
        return results


def checklist_items(spec: Spec, typed: Typed) -> list[dict[str, Any]]:
    """The checklist as `ui.checklist` draws it."""
    return [{"key": item.key, "text": item.label, "guide": item.hint if str(item.hint) else None, "weight": item.weight,
             "critical": item.critical, "answer": typed.answers.get(item.key), "note": typed.notes.get(item.key, "")}
            for item in spec.checklist]


def arithmetic(spec: Spec, price: Money) -> dict[str, Any]:
    """The facts from which a page works out score and pay as `scoring` does: whole weights, rounded down."""
    return {"price": price.minor, "currency": price.currency, "decimals": DECIMALS[price.currency], "pass_mark": spec.pass_mark,
            "items": {item.key: {"weight": item.weight, "critical": item.critical} for item in spec.checklist}}


def answer_rows(spec: Spec, rounds: Sequence[Round], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each answer of the last round, beside the round before when there was one: rows of `ui.diff`, with the pictures to look at."""
    now = rounds[-1].submission.answers
    before = rounds[-2].submission.answers if len(rounds) > 1 else None
    return [{"name": one.name, "label": str(one.label), "after": show_masked(one, now.get(one.name)),
             "before": show_masked(one, before.get(one.name)) if before is not None else None,
             "photos": photos_of(one, now.get(one.name), given), "files": files_of(one, now.get(one.name))} for one in spec.outputs]


def findings_of(spec: Spec, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the automatic checks found, in words, with the field and the checklist item they speak of."""
    labels, items = {one.name: one.label for one in (*spec.inputs, *spec.outputs)}, {item.key: item.label for item in spec.checklist}
    return [{"message": Text.from_json(one["message"]), "field": _joined(labels, one.get("fields") or [one["field"]]),
             "item": items.get(one.get("item", "")), "blocking": one.get("blocking", False)} for one in found]


def _joined(labels: Mapping[str, Text], names: Sequence[str]) -> str:
    return ", ".join(str(labels[name]) for name in names if name in labels)


def urgency(due_at: datetime) -> str:
    """The tone of a review's due time: lost when it is over, waiting when it is soon, closed while there is time."""
    left = due_at - clock.now()
    return "lost" if left <= timedelta() else "waiting" if left < SOON else "closed"
