"""What an admin writes to decide."""

from marketplace.kernel.forms import ChoiceField, TextField, VerbForm
from marketplace.kernel.text import Text


class DecisionForm(VerbForm):
    """A decision with what was seen and why."""

    decision = ChoiceField(Text("결정", "Decision"), choices={"approve": Text("승인", "Approve"), "reject": Text("거절", "Reject")})
    evidence = TextField(Text("확인한 자료", "Evidence seen"), needed=False, lines=True, most=4000,
                         hint=Text("등록증, 통화, 계약서처럼 직접 확인한 것", "What you checked yourself: certificate, call, contract"))
    reason = TextField(Text("이유", "Reason"), lines=True, most=2000)
