"""How the API writes an amount: the one shape that every room's shapes share."""

import msgspec

from marketplace.kernel.money import Money


class AmountShape(msgspec.Struct):
    """An amount in minor units (won, cents, fils) beside its currency."""

    minor: int
    currency: str


def shape_amount(amount: Money) -> AmountShape:
    """An amount for the API."""
    return AmountShape(amount.minor, amount.currency)
