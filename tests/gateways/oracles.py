"""Two judges of everything that passes between the adapter and the twin, made from the real client's own types.

Requests are held against the `stripe.params` TypedDicts (structure by pydantic, literals and unknown names by us), answers
against the annotations of the client's resource classes.
"""

import functools
import importlib
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, Union, get_args, get_origin

import pydantic
import stripe
import stripe.params
import stripe.params.checkout
import stripe.params.v2.money_management
import typing_extensions
from stripe import ListObject, StripeObject
from stripe._object_classes import OBJECT_CLASSES
from stripe._request_options import RequestOptions
from stripe._stripe_object import UntypedStripeObject

OPTIONS = frozenset(RequestOptions.__annotations__)
LITERALS = (Literal, typing_extensions.Literal)
SCALARS = {int: (int,), str: (str,), bool: (bool,), float: (int, float), Decimal: (str, int), type(None): (type(None),)}


class Complaints(AssertionError):
    """What a judge found wrong."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("\n".join(found))


class Observed:
    """The real client, judged: each request before it is sent, each answer when it is back."""

    def __init__(self, target: Any, seen: list[tuple[str, Any]]) -> None:
        self._target, self._seen = target, seen

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._target, name)
        if callable(inner) and hasattr(inner, "__func__"):
            return functools.partial(_judged_call, inner, self._seen)
        return Observed(inner, self._seen) if "service" in type(inner).__module__ else inner


def _judged_call(method: Callable[..., Any], seen: list[tuple[str, Any]], *words: Any, **named: Any) -> Any:
    annotation = str(method.__func__.__annotations__.get("params", ""))
    params = next((one for one in [*words, named.get("params")] if isinstance(one, dict) and not set(one) <= OPTIONS), {})
    match = re.search(r"(\w+Params)", annotation)
    if match:
        check_request(find_params(match[1], method.__func__.__module__), params)
    answer = method(*words, **named)
    check_answer(answer)
    seen.append((method.__func__.__qualname__, answer))
    return answer


def find_params(name: str, near: str) -> type:
    """The TypedDict of a call's parameters."""
    if "money_management" in near:
        return getattr(stripe.params.v2.money_management, name)
    return getattr(stripe.params.checkout if "checkout" in near else stripe.params, name)


def check_request(kind: type, params: dict[str, Any]) -> None:
    """Raise `Complaints` about parameters that the real client's types don't allow."""
    found: list[str] = []
    _check_typed(params, kind, kind.__name__, found)
    try:
        _adapter(kind).validate_python(params, strict=True)
    except pydantic.ValidationError as error:
        found += [f"{kind.__name__}: {one['loc']} {one['msg']}" for one in error.errors()]
    if found:
        raise Complaints(found)


def check_answer(answer: StripeObject) -> None:
    """Raise `Complaints` about an answer that the real client's classes don't promise."""
    if isinstance(answer, stripe.v2.ListObject):
        for one in answer.data:
            check_answer(one)
        return
    found: list[str] = []
    said = answer.to_dict()
    if isinstance(answer, ListObject):
        _check_list(said, Any, "list", found)
    elif said.get("deleted") is not True:
        _check_object(said, type(answer), type(answer).__name__, found)
    if found:
        raise Complaints(found)


@functools.cache
def hints_of(kind: type) -> dict[str, Any]:
    """A TypedDict's parameters and their types, request options aside."""
    spaces = {**vars(sys.modules[RequestOptions.__module__]), **vars(sys.modules[kind.__module__]), "StripeContext": object,
              "Mapping": Mapping}
    hints = typing_extensions.get_type_hints(kind, globalns=spaces, include_extras=False)
    return {name: hint for name, hint in hints.items() if name not in OPTIONS}


@functools.cache
def _adapter(kind: type) -> pydantic.TypeAdapter[Any]:
    return pydantic.TypeAdapter(_closed(kind))


@functools.cache
def _closed(kind: type) -> Any:
    # A copy of the TypedDict that takes no other names, built inside out.
    required = getattr(kind, "__required_keys__", frozenset())
    fields = {}
    for name, hint in hints_of(kind).items():
        closed = _close(hint)
        fields[name] = closed if name in required else typing_extensions.NotRequired[closed]
    made = typing_extensions.TypedDict(kind.__name__, fields)  # type: ignore[operator]
    made.__pydantic_config__ = pydantic.ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    return made


def _close(hint: Any) -> Any:
    if typing_extensions.is_typeddict(hint):
        return _closed(hint)
    if get_origin(hint) is UntypedStripeObject or hint is UntypedStripeObject:
        return dict[str, get_args(hint)[0]] if get_args(hint) else dict[str, Any]  # type: ignore[misc]
    if get_origin(hint) in (Union, types.UnionType):
        return Union[tuple(_close(one) for one in get_args(hint))]  # noqa: UP007 - made while running
    if get_origin(hint) is list:
        return list[_close(get_args(hint)[0])]  # type: ignore[misc]
    return hint


def _check_typed(value: Any, hint: Any, path: str, found: list[str]) -> None:
    if typing_extensions.is_typeddict(hint):
        if not isinstance(value, dict):
            found.append(f"{path}: a hash is wanted, got {value!r}")
            return
        hints = hints_of(hint)
        found += [f"{path}.{name}: unknown" for name in value if name not in hints]
        found += [f"{path}.{name}: missing" for name in hint.__required_keys__ if name in hints and name not in value]
        for name in value.keys() & hints.keys():
            _check_typed(value[name], hints[name], f"{path}.{name}", found)
    else:
        _check_value(value, hint, path, found, _check_typed)


def _check_object(said: dict[str, Any], kind: Any, path: str, found: list[str]) -> None:
    hints = fields_of(kind)
    found += [f"{path}.{name}: {kind.__qualname__} has no such field" for name in said if name not in hints]
    for name, hint in hints.items():
        if name in said:
            _check_field(said[name], hint, f"{path}.{name}", found)
        elif not _is_optional(hint):
            found.append(f"{path}.{name}: missing")


@functools.cache
def fields_of(kind: type) -> dict[str, Any]:
    """A resource class's fields and their types."""
    fields: dict[str, Any] = {}
    for one in kind.__mro__:
        if issubclass(one, StripeObject) and one is not StripeObject:
            own = inspect.get_annotations(one)
            # A word of Python's such as `from` is called `from_` in the client.
            sent = vars(one).get("_field_remappings", {})
            fields = {sent.get(name, name): hint for name, hint in own.items() if get_origin(hint) is not ClassVar and name[0] != "_"} | fields
    return fields


def _check_field(value: Any, hint: Any, path: str, found: list[str]) -> None:
    if isinstance(hint, typing.ForwardRef | str):
        _check_by_name(value, path, found)
    elif get_origin(hint) is ListObject:
        _check_list(value, get_args(hint)[0], path, found)
    elif isinstance(hint, type) and issubclass(hint, StripeObject) and hint is not UntypedStripeObject:
        if not isinstance(value, dict):
            found.append(f"{path}: {hint.__name__} is wanted, got {value!r}")
            return
        _check_object(value, hint, path, found)
    else:
        _check_value(value, hint, path, found, _check_field)


def _check_by_name(value: Any, path: str, found: list[str]) -> None:
    # The class is only named; what the thing says it is decides.
    kind = _class_of(value.get("object", "")) if isinstance(value, dict) else None
    if kind is None:
        found.append(f"{path}: a resource is wanted, got {str(value)[:60]!r}")
        return
    _check_object(value, kind, path, found)


def _class_of(word: str) -> Any:
    found = OBJECT_CLASSES.get(word)
    return getattr(importlib.import_module(found[0]), found[1]) if found else None


def _check_list(value: Any, inner: Any, path: str, found: list[str]) -> None:
    if not isinstance(value, dict) or set(value) != {"object", "data", "has_more", "url"} or value["object"] != "list":
        found.append(f"{path}: a list is wanted, got {str(value)[:60]!r}")
        return
    for place, one in enumerate(value["data"]):
        _check_by_name(one, f"{path}[{place}]", found)


def _check_value(value: Any, hint: Any, path: str, found: list[str], again: Callable[..., None]) -> None:
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return
    if origin in (Union, types.UnionType):
        _check_union(value, inner, path, found, again)
    elif origin in LITERALS:
        if value not in inner:
            found.append(f"{path}: {value!r} is none of {inner[:8]}")
    elif origin in (list, dict, UntypedStripeObject):
        _check_many(value, origin, inner, path, found, again)
    elif hint not in SCALARS or not isinstance(value, SCALARS[hint]) or (isinstance(value, bool) and hint is not bool):
        found.append(f"{path}: {hint} is wanted, got {str(value)[:40]!r}")


def _check_many(value: Any, origin: Any, inner: tuple[Any, ...], path: str, found: list[str], again: Callable[..., None]) -> None:
    if not isinstance(value, list if origin is list else dict):
        found.append(f"{path}: {origin.__name__} is wanted, got {str(value)[:40]!r}")
        return
    for name, one in enumerate(value) if origin is list else value.items():
        again(one, inner[-1], f"{path}[{name}]", found)


def _check_union(value: Any, members: tuple[Any, ...], path: str, found: list[str], again: Callable[..., None]) -> None:
    literals = [one for one in members if get_origin(one) in LITERALS]
    if literals and isinstance(value, str) and not any(get_origin(one) is dict for one in members):
        # `Literal[...] | str` leaves room for the future; today's words are the literals.
        members = tuple(literals) if literals[0].__args__ != ("",) else members
    attempts = []
    for one in members:
        attempt: list[str] = []
        again(value, one, path, attempt)
        if not attempt:
            return
        attempts.append(attempt)
    # The member that came furthest into the value is the one that was meant.
    found += max(attempts, key=lambda one: max(line.partition(":")[0].count(".") for line in one))


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
