"""Several choices out of a list."""

import re
from collections.abc import Callable
from typing import Any, cast

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.choice import find_key, label_of, words_to_keys

_SEPARATORS = re.compile(r"[,;|\n]")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many may be chosen, and the key (such as `none`) that stands alone."""

    least: int = 1
    most: int = 50
    alone: str = ""


class Choices(Kind[list[str], Settings]):
    """Keys in the order of the options; `tolerance` is the share of all chosen ones that may differ."""

    name, title, widget, needs_options = "choices", Text("여러 개 고르기", "Several choices"), "many", True
    settings_type = Settings
    is_simple = False

    def compile(self, field: Field) -> Callable[[object], list[str]]:
        """See `Kind`."""
        by_word, limits = words_to_keys(field.options), self.settings(field)
        order = {option.key: place for place, option in enumerate(field.options)}

        def read(raw: object) -> list[str]:
            chosen = {find_key(item, by_word, field.options) for item in split_items(raw)}
            if limits.alone in chosen and len(chosen) > 1:
                raise BadValue("stands_alone", Text(
                    "‘{option}’은 다른 것과 함께 고를 수 없어요.", "“{option}” can't be chosen together with others."),
                    option=next(option.label for option in field.options if option.key == limits.alone))
            check_count(len(chosen), limits.least, limits.most)
            return sorted(chosen, key=order.__getitem__)

        return read

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """All that were ticked."""
        return values_of(field.name)

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """One value for each."""
        return {field.name: [str(item) for item in raw] if isinstance(raw, list) else [str(raw)] if raw else []}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        limits = self.settings(field)
        return {"type": "array", "items": {"type": "string", "enum": [option.key for option in field.options]},
                "minItems": max(limits.least, 1), "maxItems": limits.most, "uniqueItems": True}

    def show(self, value: list[str], field: Field) -> str:
        """Their labels."""
        return ", ".join(label_of(key, field.options) for key in value)

    def cell(self, value: list[str], field: Field) -> str:
        """The keys with semicolons between."""
        return "; ".join(value)

    def compare(self, a: list[str], b: list[str], field: Field, tolerance: float = 0.0) -> bool:
        """The same set, but for the share."""
        return share_apart(a, b) <= tolerance


def split_items(raw: object) -> list[str]:
    """The items of a JSON list, or of typed text with commas, semicolons, bars or line ends between; raises `BadValue`."""
    if isinstance(raw, str):
        return [item for item in _SEPARATORS.split(raw) if item.strip()]
    if isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw):
        return [item for item in cast(list[str], raw) if item.strip()]
    raise BadValue("not_a_list", Text("목록으로 보내 주세요.", "Please send this as a list."))


def check_count(count: int, least: int, most: int) -> None:
    """Refuse too few or too many; raises `BadValue` too_few, too_many."""
    if count < least:
        raise BadValue("too_few", Text("{least}개 이상 골라 주세요.", "Please choose at least {least}."), least=least)
    if count > most:
        raise BadValue("too_many", Text("{most}개까지 고를 수 있어요.", "Please choose at most {most}."), most=most)


def share_apart(a: list[str], b: list[str]) -> float:
    """Jaccard's distance: 0.0 for the same set, 1.0 for nothing in common."""
    one, other = set(a), set(b)
    return len(one ^ other) / len(one | other) if one or other else 0.0


KIND = Choices()
