"""Field kinds: one file a kind, found by its `KIND`; a template's fields name theirs."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from marketplace.standards.kinds.base import BadValue, Control, Field, Kind, Option

__all__ = ["BadValue", "Control", "Field", "Kind", "Option", "all_kinds", "kind_of"]


@cache
def all_kinds() -> Mapping[str, Kind[Any, Any]]:
    """Every kind by its name: each module of this package that declares a `KIND`."""
    found: dict[str, Kind[Any, Any]] = {}
    for module in iter_modules(__path__):
        kind = getattr(import_module(f"{__name__}.{module.name}"), "KIND", None)
        if kind is None:
            continue
        if kind.name in found:
            raise TypeError(f"two kinds are called {kind.name}")
        found[kind.name] = kind
    return MappingProxyType(found)


def kind_of(field: Field) -> Kind[Any, Any]:
    """The kind that a field names; raises `KeyError` for one we don't have."""
    return all_kinds()[field.kind]
