"""The JSON door: an operation declares its permission, its form and its shape; the document is made from that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from types import MappingProxyType
from typing import Any, Final

import msgspec
from flask import Blueprint, Response, request
from werkzeug.datastructures import CombinedMultiDict

from marketplace.api.bodies import read_json
from marketplace.api.keeping import answer_once
from marketplace.api.parameters import Query, read_query
from marketplace.kernel.errors import UnsupportedType
from marketplace.kernel.forms import JsonValues, VerbForm
from marketplace.kernel.paging import Page
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text

OPERATIONS: list["Operation"] = []
View = Callable[..., Any]
Example = Mapping[str, Any]
NO_QUERY: Final[Query] = MappingProxyType({})
_encode = msgspec.json.Encoder().encode


class Nothing(VerbForm):
    """No fields: the noun that is made says it all."""


@dataclass(frozen=True)
class Operation:
    """One method on one path, as the OpenAPI document shows it."""

    method: str
    rule: str
    permission: Permission
    returns: Any  # a shape, (shape,) for a list, or the media types of a download
    name: str = ""
    summary: str = ""
    form: type[VerbForm] | None = None
    status: int = 200
    query: Query = field(default_factory=dict)
    own_cursor: bool = False  # a list that isn't ordered by a number reads its cursor itself
    upload: bool = False
    outbound: bool = False
    shows_secret: bool = False
    versioned: bool = False
    errors: tuple[int, ...] = ()
    example: Example | None = None

    @property
    def body_needed(self) -> bool:
        """Whether a request without a body can't be right."""
        return self.form is not None and bool(self.form.schema()["required"])

    @property
    def paged(self) -> bool:
        """Whether the answer is a list with a cursor."""
        return isinstance(self.returns, tuple) and not isinstance(self.returns[0], str)

    @property
    def downloads(self) -> tuple[str, ...]:
        """The media types of a download; none for JSON."""
        return self.returns if isinstance(self.returns, tuple) and not self.paged else ()


class ApiDoor(Blueprint):
    """A room's operations under /api/v1."""

    def __init__(self, room: str, import_name: str) -> None:
        super().__init__(f"{room}_api", import_name)

    def get(self, rule: str, *, permission: Permission, returns: Any, query: Query = NO_QUERY,  # type: ignore[override]
            versioned: bool = False, own_cursor: bool = False, errors: tuple[int, ...] = ()) -> Callable[[View], View]:
        """Read something. A list (`returns=(Shape,)`) takes limit and cursor and hands its view a `cut`."""
        return self._declare(Operation("GET", rule, permission, returns, query=query, versioned=versioned,
                                       own_cursor=own_cursor, errors=errors))

    def post(self, rule: str, *, permission: Permission, returns: Any, form: type[VerbForm] = Nothing,  # type: ignore[override]
             status: int = 201, upload: bool = False, outbound: bool = False, shows_secret: bool = False,
             errors: tuple[int, ...] = (409,), example: Example | None = None) -> Callable[[View], View]:
        """Carry out a verb, once for each Idempotency-Key. `outbound` verbs call the outside, or read long, between their transactions."""
        return self._declare(Operation("POST", rule, permission, returns, form=form, status=status, upload=upload, outbound=outbound,
                                       shows_secret=shows_secret, errors=errors, example=example))

    def patch(self, rule: str, *, permission: Permission, returns: Any, form: type[VerbForm],  # type: ignore[override]
              versioned: bool = False, errors: tuple[int, ...] = (409,), example: Example | None = None) -> Callable[[View], View]:
        """Change what is sent and leave the rest; `If-Match` guards against overwriting somebody else's change."""
        return self._declare(Operation("PATCH", rule, permission, returns, form=form, versioned=versioned, errors=errors, example=example))

    def _declare(self, declared: Operation) -> Callable[[View], View]:
        def declare(view: View) -> View:
            summary = (view.__doc__ or "").strip().splitlines()[0]
            facts = vars(declared) | {"rule": f"/api/v1{declared.rule}", "name": view.__name__, "summary": summary}
            operation = Operation(**facts)
            OPERATIONS.append(operation)
            answer = _answering(operation, view)
            self.add_url_rule(declared.rule, endpoint=view.__name__, view_func=answer, methods=[declared.method],
                              provide_automatic_options=False)
            return view

        return declare


def _answering(operation: Operation, view: View) -> View:
    """The view as the web calls it: its query and body are read first, its answer is encoded, a POST is answered once."""
    needed = operation.body_needed

    @wraps(view)
    def answer(**path: Any) -> Response:
        path |= read_query(operation.query, paged=operation.paged, own_cursor=operation.own_cursor)
        if operation.form is not None:
            values = _read(operation.form, upload=operation.upload, needed=needed)
            if operation.form is not Nothing:
                path["values"] = values
        if operation.method == "POST":
            body, status = answer_once(lambda: (encode(view(**path)), operation.status), outbound=operation.outbound,
                                       shows_secret=operation.shows_secret)
            return Response(body, status, mimetype="application/json")
        made = view(**path)
        headers = {"ETag": f'"{made.version}"'} if operation.versioned else None
        return made if isinstance(made, Response) else Response(encode(made), operation.status, headers, mimetype="application/json")

    answer.permission = operation.permission  # type: ignore[attr-defined]
    return answer


def encode(answer: Any) -> bytes:
    """A shape or a page of shapes as JSON."""
    return _encode({"items": answer.items, "next_cursor": answer.next_cursor} if isinstance(answer, Page) else answer)


def expected_version() -> int | None:
    """The version that `If-Match` names; None without one or for `*`. What can't be a version of ours never matches."""
    named = request.headers.get("If-Match", "*").strip().removeprefix("W/").strip('"')
    if named == "*":
        return None
    return int(named) if named.isascii() and named.isdigit() and len(named) < 19 else 0


def _read(form: type[VerbForm], *, upload: bool, needed: bool) -> dict[str, Any]:
    if not upload:
        body = read_json(needed=needed)
        values = form(JsonValues(body)).read()
        # A change names what it changes: null is a change, what isn't named stays.
        return {name: values.get(name) for name in body} if request.method == "PATCH" else values
    if request.mimetype != "multipart/form-data":
        raise UnsupportedType("multipart_only", Text(
            "파일은 multipart/form-data로 보내 주세요.", "Please send files as multipart/form-data."))
    return form(CombinedMultiDict([request.form, request.files])).read()
