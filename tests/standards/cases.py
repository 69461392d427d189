"""What each kind is tried on: every kind has its file in `kinds/`, named `test_<kind>.py`, that declares a `CASE`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any
from unicodedata import is_normalized

from hypothesis.strategies import SearchStrategy

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, Option, all_kinds

OPTIONS = tuple(Option(key, Text(ko, en), words) for key, ko, en, words in (
    ("milk", "우유", "Milk", ("dairy",)), ("wheat", "밀", "Wheat", ()),
    ("soy", "대두", "Soy", ("콩",)), ("none", "없음", "None", ())))


@dataclass(frozen=True)
class Case:
    """One field of a kind, what may be typed into it, and exactly what becomes of some values."""

    field: Field
    typed: SearchStrategy[Any]
    reads: tuple[tuple[Any, Any], ...]  # raw, normal form
    refuses: tuple[tuple[Any, str], ...]  # raw, code
    shown: tuple[tuple[Any, str, str], ...] = ()  # normal form, in Korean, in English
    compared: tuple[tuple[Any, Any, float, bool], ...] = ()
    beyond: frozenset[str] = frozenset()  # refusals that a JSON Schema can't foresee
    rewrites: Callable[[Any], bool] = lambda value: False  # values of the schema's shape that are still not in normal form


def field(kind: str, **more: Any) -> Field:
    """A required field of a kind, called `x`."""
    return Field("x", kind, Text("값", "Value"), **more)


def not_nfc(value: Any) -> bool:
    """Whether any text in the value is in another Unicode form."""
    if isinstance(value, dict | list):
        return any(map(not_nfc, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and not is_normalized("NFC", value)


@cache
def all_cases() -> dict[str, Case]:
    """The case of every kind."""
    return {kind: import_module(f"tests.standards.kinds.test_{kind}").CASE for kind in sorted(all_kinds())}
