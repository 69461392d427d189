"""What a reviewer sends in."""

from marketplace.kernel.forms import ChoiceField, ObjectField, TextField, VerbForm
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
