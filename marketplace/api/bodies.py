"""JSON bodies, read strictly: one meaning or none."""

import json
import math
import re
from typing import Any, Final, NoReturn

from flask import request

from marketplace.kernel.errors import BadRequest, UnsupportedType
from marketplace.kernel.text import Text
from marketplace.web.requests import read_body

JSON_MOST: Final = 2_000_000
# Python refuses to read longer numbers; one of this size is too large for every field anyway.
_DIGITS_MOST: Final = 4_000
_WHOLE: Final = re.compile(r"-?[0-9]+\.0+", re.ASCII)


class _Doubled(ValueError):
    """A name stands twice in one object."""


def read_json(*, needed: bool) -> dict[str, Any]:
    """The body as an object; raises `UnsupportedType`, `BadRequest` invalid_json (with the position), duplicate_key."""
    body = read_body(JSON_MOST)
    if not body and not needed:
        return {}
    _refuse_other_types()
    try:
        value = json.loads(body.decode(), object_pairs_hook=_pairs, parse_constant=_no_constant, parse_int=_whole, parse_float=_fraction)
    except _Doubled as error:
        raise BadRequest("duplicate_key", Text(
            "같은 이름이 두 번 있어요: {field}", "The name {field} stands twice."), field=str(error)[:80]) from error
    except json.JSONDecodeError as error:
        _refuse(error.pos)
    except UnicodeDecodeError as error:
        _refuse(error.start)
    except (RecursionError, ValueError):
        _refuse(0)
    if not isinstance(value, dict):
        _refuse(0)
    return value


def _refuse_other_types() -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset not in ("utf-8", "utf8"):
        raise UnsupportedType("json_only", Text(
            "Content-Type: application/json (UTF-8)으로 보내 주세요.", "Please send Content-Type: application/json in UTF-8."))


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Doubled(next(name for name in names if names.count(name) > 1))
    return made


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _whole(digits: str) -> int:
    if len(digits) <= _DIGITS_MOST:
        return int(digits)
    return -(10**_DIGITS_MOST) if digits.startswith("-") else 10**_DIGITS_MOST


def _fraction(digits: str) -> float | int:
    if _WHOLE.fullmatch(digits):  # JSON Schema counts 2.0 as an integer
        return _whole(digits.partition(".")[0])
    number = float(digits)
    if not math.isfinite(number):  # 1e999 is written as a number and read as infinity
        raise ValueError(digits)
    return number


def _refuse(position: int) -> NoReturn:
    raise BadRequest("invalid_json", Text(
        "JSON을 읽을 수 없어요. {position}번째 글자를 확인해 주세요.", "This is not valid JSON, near position {position}."),
        position=position)
