"""What people send to move money."""

from marketplace.kernel.forms import AmountField, ChoiceField, VerbForm
from marketplace.kernel.money import DECIMALS
from marketplace.kernel.text import Text


class CurrencyForm(VerbForm):
    """Which currency's balance."""

    currency = ChoiceField(Text("통화", "Currency"), choices={code: Text(code, code) for code in DECIMALS})


class TopUpForm(CurrencyForm):
    """How much to pay into the wallet."""

    amount = AmountField(Text("금액", "Amount"))


class EmptyForm(VerbForm):
    """Nothing but the wish."""
