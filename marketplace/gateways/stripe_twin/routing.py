"""Which function answers which call, and the lists and expansions that all of them share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from marketplace.gateways.stripe_twin.params import Shape
from marketplace.gateways.stripe_twin.twin import Call, Twin
from marketplace.gateways.stripe_twin.wire import ApiError, Thing, malformed, missing

Run = Callable[[Twin, Call], Thing]
MAX_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class Route:
    """One call: `transfers.create` is POST /v1/transfers with these parameters."""

    method: str
    rule: str
    pattern: re.Pattern[str]
    operation: str
    shape: Shape
    run: Run


ROUTES: list[Route] = []


def route(method: str, rule: str, operation: str, shape: Shape) -> Callable[[Run], Run]:
    """Let a function answer `method rule`; `<name>` in the rule is an id."""
    pattern = re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^/]{1,200})", rule))

    def declare(run: Run) -> Run:
        ROUTES.append(Route(method, rule, pattern, operation, shape, run))
        return run

    return declare


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The route of a request and the ids in its path; raises Stripe's 404."""
    for one in ROUTES:
        match = one.pattern.fullmatch(path) if one.method == method else None
        if match:
            return one, match.groupdict()
    raise ApiError(404, f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs.", checked=True)


def listed(twin: Twin, call: Call, kind: str, url: str, **fixed: Any) -> Thing:
    """A page of the things of a kind that the call's filters let through."""
    params = dict(call.params)
    params.pop("expand", None)
    limit, after, before = params.pop("limit", 10), params.pop("starting_after", ""), params.pop("ending_before", "")
    if after and before:
        raise malformed("You may only specify one of these parameters: ending_before, starting_after.")
    for name, cursor in (("starting_after", after), ("ending_before", before)):
        if cursor and twin.store.find(kind, cursor, call.account) is None:
            raise missing(kind, cursor, param=name, status=400)
    spans = {name: value for name, value in params.items() if isinstance(value, dict)}
    fields = {name: value for name, value in params.items() if name not in spans}
    things, has_more = twin.store.page(
        kind, call.account, fields | fixed, spans, limit=limit, after=after, before=before)
    return list_of(things, url, has_more=has_more)


def list_of(things: list[Thing], url: str, *, has_more: bool = False) -> Thing:
    """Stripe's list envelope."""
    return {"object": "list", "data": things, "has_more": has_more, "url": url}


def shown(twin: Twin, thing: Thing, expand: list[str]) -> Thing:
    """What the caller sees: no private facts, and the ids it asked for replaced by the things."""
    is_list = thing.get("object") == "list"
    for path in expand:
        names = path.split(".")
        if len(names) > MAX_DEPTH + is_list:
            raise malformed(f"You cannot expand more than {MAX_DEPTH} levels of a property. Property: {path}", param="expand")
        if is_list and names[0] != "data":
            raise malformed(f"This property cannot be expanded ({path}). You may want to try expanding 'data.{path}' instead.",
                            param="expand")
        for one in thing["data"] if is_list else [thing]:
            _expand(twin, one, names[1:] if is_list else names, path)
    return _public(thing)


def _expand(twin: Twin, thing: Thing, names: list[str], path: str) -> None:
    name, rest = names[0], names[1:]
    if f"_{name}" in thing:
        thing[name] = thing[f"_{name}"]
    value = thing.get(name, ...)
    if isinstance(value, str):
        found = twin.store.find_any(value)
        if found is None:
            raise malformed(f"This property cannot be expanded ({path}).", param="expand")
        thing[name] = found
    elif value is ... or not (value is None or isinstance(value, dict)):
        raise malformed(f"This property cannot be expanded ({path}).", param="expand")
    if rest and isinstance(thing[name], dict):
        _expand(twin, thing[name], rest, path)


def _public(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {name: _public(value) for name, value in thing.items() if not name.startswith("_")}
    return [_public(one) for one in thing] if isinstance(thing, list) else thing
