"""Shapes that every operation shares."""

from typing import Any

import msgspec

from marketplace.kernel.money import Money


class AmountShape(msgspec.Struct):
    """An amount in minor units beside its currency."""

    minor: int
    currency: str


class FieldErrorShape(msgspec.Struct):
    """What is wrong with one field."""

    code: str
    message: str
    facts: dict[str, Any]


class ErrorBody(msgspec.Struct):
    """A refusal: its machine code, a sentence, and the id that is also in the log."""

    code: str
    message: str
    status: int
    request_id: str
    facts: dict[str, Any]
    fields: dict[str, FieldErrorShape]


class ErrorShape(msgspec.Struct):
    """The one envelope of every error."""

    error: ErrorBody


def shape_amount(amount: Money) -> AmountShape:
    """An amount for the API."""
    return AmountShape(amount.minor, amount.currency)
