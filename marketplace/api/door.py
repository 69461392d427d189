"""The JSON door: an operation declares its permission, its form and its shape; the document is made from that."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import msgspec
from flask import Blueprint, Response, request
from werkzeug.datastructures import CombinedMultiDict

from marketplace.api.bodies import read_json
from marketplace.api.keeping import answer_once
from marketplace.kernel.forms import JsonValues, VerbForm
from marketplace.kernel.paging import Page
from marketplace.kernel.policy import Permission

OPERATIONS: list["Operation"] = []
View = Callable[..., Any]


@dataclass(frozen=True)
class Operation:
    """One method on one path, as the OpenAPI document shows it."""

    method: str
    rule: str
    name: str
    summary: str
    permission: Permission
    form: type[VerbForm] | None
    returns: Any
    status: int
    query: tuple[str, ...]
    upload: bool
    errors: tuple[int, ...]


class ApiDoor(Blueprint):
    """A room's operations under /api/v1."""

    def __init__(self, room: str, import_name: str) -> None:
        super().__init__(f"{room}_api", import_name)

    def get(self, rule: str, *, permission: Permission, returns: Any, query: tuple[str, ...] = ()) -> Callable[[View], View]:  # type: ignore[override]
        """Read something. `query` names the parameters that may stand in the address; lists add limit and cursor."""
        return self._declare("GET", rule, permission, returns, query=query)

    def post(self, rule: str, *, permission: Permission, returns: Any, form: type[VerbForm] | None = None, status: int = 201,  # type: ignore[override]
             upload: bool = False, outbound: bool = False, errors: tuple[int, ...] = (409,)) -> Callable[[View], View]:
        """Carry out a verb, once for each Idempotency-Key. `outbound` verbs call the outside between their transactions."""
        return self._declare("POST", rule, permission, returns, form=form, status=status, upload=upload, outbound=outbound, errors=errors)

    def patch(self, rule: str, *, permission: Permission, returns: Any, form: type[VerbForm]) -> Callable[[View], View]:  # type: ignore[override]
        """Change something; `If-Match` guards against overwriting somebody else's change."""
        return self._declare("PATCH", rule, permission, returns, form=form, errors=(409,))

    def delete(self, rule: str, *, permission: Permission, returns: Any) -> Callable[[View], View]:  # type: ignore[override]
        """End something."""
        return self._declare("DELETE", rule, permission, returns)

    def _declare(self, method: str, rule: str, permission: Permission, returns: Any, *, form: type[VerbForm] | None = None, status: int = 200,
                 query: tuple[str, ...] = (), upload: bool = False, outbound: bool = False, errors: tuple[int, ...] = ()) -> Callable[[View], View]:
        def declare(view: View) -> View:
            summary = (view.__doc__ or view.__name__).strip().splitlines()[0]
            OPERATIONS.append(Operation(method, f"/api/v1{rule}", view.__name__, summary, permission, form, returns, status, query, upload, errors))

            @wraps(view)
            def answer(**path: Any) -> Response:
                if form is not None:
                    path["values"] = _read(form, upload).read()
                elif method != "GET":
                    read_json(needed=False)
                if method == "POST":
                    body, code = answer_once(lambda: (encode(view(**path)), status), outbound=outbound)
                else:
                    body, code = encode(view(**path)), status
                return body if isinstance(body, Response) else Response(body, code, mimetype="application/json")

            answer.permission = permission  # type: ignore[attr-defined]
            self.add_url_rule(rule, endpoint=view.__name__, view_func=answer, methods=[method], provide_automatic_options=False)
            return view

        return declare


def encode(answer: Any) -> Any:
    """A shape or a page of shapes as JSON bytes; a finished response (a download) stays as it is."""
    if isinstance(answer, Response):
        return answer
    if isinstance(answer, Page):
        return msgspec.json.encode({"items": answer.items, "next_cursor": answer.next_cursor})
    return msgspec.json.encode(answer)


def _read(form: type[VerbForm], upload: bool) -> VerbForm:
    if upload:
        return form(CombinedMultiDict([request.form, request.files]))
    return form(JsonValues(read_json(needed=True)))
