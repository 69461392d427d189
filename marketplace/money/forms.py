"""What people send to move money."""

from typing import Any, Final

from marketplace.kernel.forms import AmountField, ChoiceField, TextField, VerbForm, WholeField
from marketplace.kernel.money import DECIMALS
from marketplace.kernel.text import Text
from marketplace.money.adjusting import BY_HAND, PURPOSES
from marketplace.money.schedules import SCHEDULES
from marketplace.money.words import ACCOUNTS

OWNER_MOST: Final = 10**18 - 1
OWNER_HINT: Final = Text("기업이나 작업자의 번호; 우리 계정이면 0", "The id of the company or worker; 0 for our own accounts")


class CurrencyForm(VerbForm):
    """Which currency's balance."""

    currency = ChoiceField(Text("통화", "Currency"), choices={code: Text(code, code) for code in DECIMALS})


class PayoutScheduleForm(VerbForm):
    """When the money goes out by itself."""

    schedule = ChoiceField(Text("자동 정산", "Automatic payout"), choices={name: one.name for name, one in SCHEDULES.items()})


class TopUpForm(CurrencyForm):
    """How much to pay into the wallet."""

    amount = AmountField(Text("금액", "Amount"))


class EmptyForm(VerbForm):
    """Nothing but the wish."""


class AdjustmentForm(VerbForm):
    """What is moved by hand, from where to where, and why."""

    purpose = ChoiceField(Text("무엇을 위한 정정인가요?", "What is it for?"), choices={name: one.words for name, one in PURPOSES.items()})
    from_kind = ChoiceField(Text("나가는 계정", "From account"), choices={kind: ACCOUNTS[kind] for kind in BY_HAND})
    from_owner = WholeField(Text("나가는 계정의 번호", "Whose account it leaves"), most=OWNER_MOST, hint=OWNER_HINT)
    to_kind = ChoiceField(Text("들어가는 계정", "To account"), choices={kind: ACCOUNTS[kind] for kind in BY_HAND})
    to_owner = WholeField(Text("들어가는 계정의 번호", "Whose account it reaches"), most=OWNER_MOST, hint=OWNER_HINT)
    currency = ChoiceField(Text("통화", "Currency"), choices={code: Text(code, code) for code in DECIMALS})
    amount = AmountField(Text("금액", "Amount"))
    reason = TextField(Text("이유", "Reason"), lines=True, most=1000, hint=Text(
        "금액이 바뀌는 작업자와 기업에게 그대로 보여요.", "The worker or business whose money changes reads this as it is."))
    mends = TextField(Text("무엇을 바로잡나요?", "What does it put right?"), needed=False, most=200, hint=Text(
        "장부 번호나 대조에서 나온 차이의 이름", "The key of an entry, or the name of a difference"))

    def read(self) -> dict[str, Any]:
        """The values; the currency is the amount's own."""
        return {name: value for name, value in super().read().items() if name != "currency"}


class AdjustmentDecisionForm(VerbForm):
    """Yes, no, or taken back."""

    decision = ChoiceField(Text("결정", "Decision"), choices={
        "approve": Text("승인", "Approve"), "refuse": Text("거절", "Refuse"), "withdraw": Text("거둬들이기", "Withdraw")})
