"""Categories out of a tree."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from marketplace.kernel.text import LOCALES, Text, current_locale
from marketplace.standards.kinds.base import BadValue, Branch, Control, Field, Kind, Option
from marketplace.standards.kinds.wording import clean_line

BETWEEN: Final = " › "
_STEPS = re.compile(r"\s*[›>»/]\s*")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether only the ends of the tree may be chosen."""

    leaves_only: bool = True


class Category(Kind[str, Settings]):
    """A key path such as `food/dairy/milk`; `tolerance` is the share of the two paths' steps that may differ.

    Options are the tree's nodes: each key is a path, each label the words of its last step. A path of labels is understood
    too, and the last label or a synonym where it means one node only.
    """

    name, title, widget, needs_options = "category", Text("분류", "Category"), "category", True
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        _refuse_gaps(field.options)
        allowed, meant = self.allowed(field), _words_to_paths(field.options)

        def read(raw: object) -> str:
            if isinstance(raw, str) and raw in allowed:
                return raw
            found = meant.get(_comparable(clean_line(raw)), set())
            open_to_choice = found & allowed
            if len(open_to_choice) == 1:
                return next(iter(open_to_choice))
            raise _not_one(found, open_to_choice)

        return read

    def allowed(self, field: Field) -> frozenset[str]:
        """The paths that may be chosen."""
        paths = frozenset(option.key for option in field.options)
        inner = {_parent(path) for path in paths} if self.settings(field).leaves_only else set()
        return paths - inner

    def control(self, field: Field) -> Control:
        """A tree to open; as options, every path that may be chosen in words."""
        allowed = self.allowed(field)
        paths = tuple(Option(option.key, Text(*(BETWEEN.join(_labels(option.key, field.options, one)) for one in LOCALES)))
                      for option in field.options if option.key in allowed)
        return Control(self.widget, field.name, field.label, field.hint, field.required, paths, tree=_branches("", field.options, allowed))

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        allowed = self.allowed(field)
        return {"type": "string", "enum": [option.key for option in field.options if option.key in allowed]}

    def show(self, value: str, field: Field) -> str:
        """The labels from the root on: `식품 › 유제품 › 우유`."""
        return BETWEEN.join(_labels(value, field.options, current_locale()))

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """The same path; with a tolerance, paths that part late enough (Wu & Palmer 1994)."""
        one, other = a.split("/"), b.split("/")
        shared = next((depth for depth, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
        return 1 - 2 * shared / (len(one) + len(other)) <= tolerance


def _words_to_paths(options: tuple[Option, ...]) -> dict[str, set[str]]:
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for option in options:
        paths = [BETWEEN.join(_labels(option.key, options, locale)) for locale in LOCALES]
        for word in (option.key, *paths, option.label.ko, option.label.en, *option.synonyms):
            meant[_comparable(clean_line(word))].add(option.key)
    return dict(meant)


def _labels(path: str, options: tuple[Option, ...], locale: str) -> Iterator[str]:
    by_key = {option.key: option.label for option in options}
    steps = path.split("/")
    for depth in range(len(steps)):
        yield by_key["/".join(steps[:depth + 1])].in_locale(locale)


def _branches(parent: str, options: tuple[Option, ...], allowed: frozenset[str]) -> tuple[Branch, ...]:
    return tuple(Branch(option, option.key in allowed, _branches(option.key, options, allowed))
                 for option in options if _parent(option.key) == parent)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _refuse_gaps(options: tuple[Option, ...]) -> None:
    paths = {option.key for option in options}
    for path in sorted(paths):
        if _parent(path) not in paths | {""}:
            raise LookupError(f"options: {path} stands below {_parent(path)}, which is missing")


def _comparable(words: str) -> str:
    return "›".join(_STEPS.split(words.casefold()))


def _not_one(found: set[str], open_to_choice: set[str]) -> BadValue:
    if open_to_choice:
        return BadValue("category_unclear", Text(
            "같은 이름의 분류가 여러 개예요: {paths}", "Several categories are called so: {paths}"), paths=", ".join(sorted(open_to_choice)[:6]))
    if found:
        return BadValue("not_a_leaf", Text("더 자세한 분류를 골라 주세요.", "Please choose a more exact category."))
    return BadValue("not_an_option", Text("분류 목록에서 골라 주세요.", "Please choose a category of the list."))


KIND = Category()
