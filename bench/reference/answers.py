"""JSON in and out."""

from typing import Any

import msgspec
from flask import Request, Response

_encode = msgspec.json.Encoder().encode


def sent(request: Request) -> dict[str, Any]:
    """The body."""
    body: dict[str, Any] = msgspec.json.decode(request.get_data())
    return body


def answer(value: Any, status: int = 200) -> Response:
    """The answer."""
    return Response(_encode(value), status, mimetype="application/json")
