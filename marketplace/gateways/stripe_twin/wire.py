"""What goes over the wire: a request, an answer, Stripe's error envelope, and its nested form encoding."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

Thing = dict[str, Any]

MAX_BODY: Final = 1_000_000
_KEY = re.compile(r"(?P<head>[^\[\]]+)(?P<tail>(?:\[[^\[\]]*\])*)")
_PART = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One HTTP request, read whole. Header names are lower-case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class HungUp(Exception):
    """The connection ends without an answer; `reset` ends it rudely."""

    def __init__(self, *, reset: bool) -> None:
        super().__init__("hung up")
        self.reset = reset


class ApiError(Exception):
    """An error as Stripe words it; `checked` means that nothing was begun, so the answer is not kept for the key."""

    def __init__(
        self, status: int, message: str, *, code: str | None = None, param: str | None = None,
        kind: str = "invalid_request_error", checked: bool = False, **more: Any,
    ) -> None:
        super().__init__(message)
        self.status, self.checked = status, checked
        facts = {"code": code, "message": message, "param": param, "type": kind, **more}
        if code and kind != "api_error":
            facts["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        self.body: Thing = {"error": {name: fact for name, fact in facts.items() if fact is not None}}


def refused(message: str, *, code: str | None = None, param: str | None = None, **more: Any) -> ApiError:
    """A 400 for something that was tried and may not be."""
    return ApiError(400, message, code=code, param=param, **more)


def malformed(message: str, *, code: str | None = None, param: str | None = None) -> ApiError:
    """A 400 for parameters that make no sense, before anything is tried."""
    return ApiError(400, message, code=code, param=param, checked=True)


def missing(kind: str, thing_id: str, *, param: str = "id", status: int = 404) -> ApiError:
    """A thing that isn't there, or isn't this account's."""
    return ApiError(status, f"No such {kind}: '{thing_id}'", code="resource_missing", param=param)


def json_answer(status: int, thing: Any, **headers: str) -> Answer:
    """`thing` as indented JSON, as Stripe writes it."""
    body = json.dumps(thing, indent=2, ensure_ascii=False).encode()
    return Answer(status, body, {"Content-Type": "application/json; charset=utf-8", **headers})


def parse_form(encoded: str) -> Thing:
    """`a[b][0]=c` as nested dicts of strings; a list stays a dict of its positions until its parameter is known."""
    nested: Thing = {}
    for position, (key, value) in enumerate(parse_qsl(encoded, keep_blank_values=True, max_num_fields=2_000)):
        match = _KEY.fullmatch(key)
        if match is None:
            raise malformed(f"Invalid parameter name: {key}", code="parameter_unknown", param=key)
        _put(nested, [match["head"], *_PART.findall(match["tail"])], value, position)
    return nested


def parse_json(encoded: str) -> Thing:
    """The body of a call of API v2, its numbers as the strings that a form would have."""
    try:
        said = json.loads(encoded or "{}")
    except ValueError:
        raise malformed("Invalid JSON.") from None
    return _as_typed(said) if isinstance(said, dict) else {}


def _as_typed(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _as_typed(value) for name, value in said.items()}
    return str(said) if isinstance(said, int) else said


def _put(nested: Thing, path: list[str], value: str, position: int) -> None:
    for name in path[:-1]:
        inner = nested.setdefault(name, {})
        if not isinstance(inner, dict):
            raise malformed("Invalid hash", param=name)
        nested = inner
    # `expand[]=a&expand[]=b` has no positions of its own: its place in the body gives it one.
    nested[path[-1] or f"{position:06d}"] = value
