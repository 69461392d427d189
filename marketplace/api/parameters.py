"""What may stand in an address behind the question mark: declared with its operation, read strictly, shown in the document."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import request

from marketplace.kernel.errors import BadRequest, Invalid
from marketplace.kernel.paging import PAGE_SIZE, read_cut
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

TEXT_MOST: Final = 200
ID_MOST: Final = 10**18 - 1
_PAGING: Final = frozenset({"limit", "cursor"})


@dataclass(frozen=True)
class Asked:
    """One parameter: one of `choices`, a row's id (`is_id`), or a free text that is looked for literally."""

    choices: tuple[str, ...] = ()
    is_id: bool = False

    def read(self, name: str, typed: str) -> Any:
        """Its value; raises `Invalid` not_a_choice, not_an_id or too_long."""
        if self.choices:
            return _chosen(name, typed, self.choices)
        if self.is_id:
            if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:19]) <= ID_MOST):
                raise Invalid.field(name, "not_an_id", Text("번호로 입력해 주세요.", "Please send an id, a whole number from 1."))
            return int(typed)
        if len(typed) > TEXT_MOST:
            raise Invalid.field(name, "too_long", Text(
                "{most}자까지 찾을 수 있어요.", "It may be up to {most} characters long."), most=TEXT_MOST)
        return unicodedata.normalize("NFC", typed.replace("\x00", "")).strip() or None

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        return {"type": "integer", "minimum": 1, "maximum": ID_MOST} if self.is_id else {"type": "string", "maxLength": TEXT_MOST}


Query = Mapping[str, Asked]
WORDS: Final = Asked()
ID: Final = Asked(is_id=True)


def one_of(*choices: str) -> Asked:
    """A parameter that takes one of some words."""
    return Asked(choices)


def read_query(query: Query, *, paged: bool, own_cursor: bool = False) -> dict[str, Any]:
    """The values by name, None for what isn't asked, and `cut` where the answer is a list; raises `BadRequest` field_not_allowed."""
    given = request.args
    for name in given:
        if name not in query and not (paged and name in _PAGING):
            raise BadRequest("field_not_allowed", Text(
                "쓸 수 없는 조건이에요: {field}. 쓸 수 있는 것: {allowed}", "{field} can't be asked for. Allowed: {allowed}"),
                field=name[:80], allowed=", ".join(sorted({*query, *(_PAGING if paged else ())})))
    values: dict[str, Any] = {name: asked.read(name, given[name]) if name in given else None for name, asked in query.items()}
    if paged:
        values["cut"] = read_cut(given.get("limit"), None if own_cursor else given.get("cursor"))
    if own_cursor:
        values["cursor"] = given.get("cursor")
    return values


def describe_query(query: Query, *, paged: bool) -> list[dict[str, Any]]:
    """The parameters as the document shows them."""
    described = {name: asked.schema() for name, asked in query.items()}
    if paged:
        most = current_settings().page_max
        described["limit"] = {"type": "integer", "minimum": 1, "maximum": most, "default": min(PAGE_SIZE, most)}
        described["cursor"] = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": 400,
                               "description": "next_cursor of the page before."}
    return [{"name": name, "in": "query", "schema": schema} for name, schema in described.items()]


def _chosen(name: str, typed: str, choices: tuple[str, ...]) -> str:
    if typed not in choices:
        raise Invalid.field(name, f"{name}_unknown", Text(
            "다음 중에서 골라 주세요: {known}", "Please choose one of: {known}"), known=", ".join(choices))
    return typed
