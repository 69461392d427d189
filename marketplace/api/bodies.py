"""JSON bodies, read strictly: one meaning or none."""

import json
from typing import Any, NoReturn

from flask import request

from marketplace.kernel.errors import BadRequest, UnsupportedType
from marketplace.kernel.text import Text


class _Doubled(ValueError):
    """A name stands twice in one object."""


def read_json(*, needed: bool) -> dict[str, Any]:
    """The body as an object; raises `UnsupportedType`, `BadRequest` invalid_json (with the position), duplicate_key."""
    body = request.get_data(cache=True)
    if not body and not needed:
        return {}
    if request.mimetype != "application/json" or request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise UnsupportedType("json_only", Text(
            "Content-Type: application/json (UTF-8)으로 보내 주세요.", "Please send Content-Type: application/json in UTF-8."))
    try:
        value = json.loads(body.decode(), object_pairs_hook=_pairs, parse_constant=_no_constant)
    except _Doubled as error:
        raise BadRequest("duplicate_key", Text("같은 이름이 두 번 있어요: {field}", "The name {field} stands twice."), field=str(error)[:80]) from error
    except json.JSONDecodeError as error:
        _refuse(error.pos)
    except UnicodeDecodeError as error:
        _refuse(error.start)
    except (RecursionError, ValueError):
        _refuse(0)
    if not isinstance(value, dict):
        _refuse(0)
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise _Doubled(name)
        made[name] = value
    return made


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _refuse(position: int) -> NoReturn:
    raise BadRequest("invalid_json", Text(
        "JSON을 읽을 수 없어요. {position}번째 글자를 확인해 주세요.", "This is not valid JSON, near position {position}."), position=position)
