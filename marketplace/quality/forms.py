"""What a reviewer sends in, and what a business pays on top."""

from typing import Any

from marketplace.kernel.forms import AmountField, ChoiceField, ObjectField, TextField, VerbForm
from marketplace.kernel.money import DECIMALS
from marketplace.kernel.text import Text

DECISIONS = {"accept": Text("승인", "Accept"), "partial": Text("부분 승인", "Pay in part"), "rework": Text("재작업 요청", "Ask for rework"),
             "reject": Text("반려", "Reject")}
ITEMS_SHAPE = {"type": "object", "additionalProperties": {
    "type": "object", "additionalProperties": False, "required": ["passed"],
    "properties": {"passed": {"type": "boolean"}, "evidence": {"type": "string", "maxLength": 1000}}},
    "description": "Every checklist item by its key; a failed one needs its evidence."}


class ReviewForm(VerbForm):
    """The checklist, the decision, and what to fix."""

    decision = ChoiceField(Text("결정", "Decision"), choices=DECISIONS)
    items = ObjectField(Text("점검표", "Checklist"), shape=ITEMS_SHAPE)
    message = TextField(Text("작업자에게", "To the worker"), needed=False, lines=True, most=2000)


class BonusForm(VerbForm):
    """What is paid on top, and what for."""

    currency = ChoiceField(Text("통화", "Currency"), choices={code: Text(code, code) for code in DECIMALS})
    amount = AmountField(Text("보너스", "Bonus"), hint=Text(
        "작업자가 받는 금액이에요. 수수료는 따로 더해져요.", "What the worker gets; our fee comes on top."))
    reason = TextField(Text("이유", "Reason"), most=500, hint=Text("작업자에게 그대로 보여요.", "The worker reads this as it is."))

    def read(self) -> dict[str, Any]:
        """The values; the currency is the amount's own."""
        return {name: value for name, value in super().read().items() if name != "currency"}


RULINGS = {key: DECISIONS[key] for key in ("accept", "partial", "reject")}


class AppealForm(VerbForm):
    """Why a worker asks for a second look."""

    reason = TextField(Text("이유", "Reason"), lines=True, most=1000, hint=Text(
        "어느 항목이 왜 맞는지 적어 주세요. 다시 보는 분이 읽어요.", "Say which item is right, and why. Whoever looks again reads it."))


class RulingForm(VerbForm):
    """The checklist scored a second time, and the decision."""

    decision = ChoiceField(Text("결정", "Decision"), choices=RULINGS)
    items = ObjectField(Text("점검표", "Checklist"), shape=ITEMS_SHAPE)
    message = TextField(Text("작업자에게", "To the worker"), needed=False, lines=True, most=2000)
