"""The one envelope of every error."""

from typing import Any

import msgspec


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
