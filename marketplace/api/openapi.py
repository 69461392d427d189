"""The OpenAPI 3.1 document, made from what the operations declare."""

import re
from functools import cache
from typing import Any, Final

import msgspec
from flask import Response

from marketplace.api.door import OPERATIONS, ApiDoor, Operation
from marketplace.api.keeping import KEY_MOST
from marketplace.api.parameters import ID_MOST, describe_query
from marketplace.api.shapes import ErrorShape
from marketplace.kernel.policy import ANYONE, MATRIX, Permission

api = ApiDoor("openapi", __name__)
_PLACE: Final = re.compile(r"<(?:(id):)?(\w+)>")
_ID: Final = {"type": "integer", "minimum": 1, "maximum": ID_MOST}
_NAME: Final = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[a-z0-9_:]+$"}
_SCHEMAS: Final = "#/components/schemas/"
_WORDS: Final = {
    400: "The request can't be read", 401: "No key, or a wrong one", 403: "Not allowed", 404: "Not found, or not yours",
    409: "Right request, wrong moment", 413: "Too large", 415: "Unsupported type", 422: "Fields are wrong",
    429: "Too often: see Retry-After", 503: "Try again shortly"}
_ABOUT: Final = (
    "Post tasks, claim them, review them, and pay for what passed. Every verb of the pages, under the same nouns.\n\n"
    "Send `Authorization: Bearer <key>`; keys are made under /me/keys and carry scopes. Lists answer `items` and `next_cursor`. "
    "Every POST takes an `Idempotency-Key`: repeated within a day, it has one effect and gets one answer. Errors come in one envelope.")


def _serve() -> Response:
    """This document."""
    return Response(_written(), mimetype="application/json")


_serve.permission = Permission.SEE_PUBLIC  # type: ignore[attr-defined]
api.add_url_rule("/openapi.json", endpoint="document", view_func=_serve, methods=["GET"], provide_automatic_options=False)


@cache
def _written() -> bytes:
    return msgspec.json.encode(document())


def document() -> dict[str, Any]:
    """The whole document."""
    shapes = {_shape(operation) for operation in OPERATIONS} - {None}
    _, components = msgspec.json.schema_components([*shapes, ErrorShape], ref_template=_SCHEMAS + "{name}")
    paths: dict[str, dict[str, Any]] = {}
    for operation in sorted(OPERATIONS, key=lambda one: one.rule):
        paths.setdefault(_PLACE.sub(r"{\2}", operation.rule), {})[operation.method.lower()] = _describe(operation)
    return {
        "openapi": "3.1.0", "info": {"title": "Ilgam", "version": "1", "description": _ABOUT},
        "servers": [{"url": "/"}], "paths": paths, "security": [{"key": []}],
        "components": {"schemas": components, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _describe(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name, "summary": operation.summary, "tags": [operation.permission.split(".")[0]],
        "parameters": _parameters(operation),
        "x-permission": str(operation.permission), "x-roles": sorted(MATRIX.get(operation.permission, frozenset())),
        "responses": {str(operation.status): _done(operation)} | _errors(operation),
    }
    if operation.permission in ANYONE:
        described["security"] = []
    if operation.form is not None:
        kind = "multipart/form-data" if operation.upload else "application/json"
        content: dict[str, Any] = {"schema": operation.form.schema()}
        if operation.example is not None:
            content["example"] = operation.example
        described["requestBody"] = {"required": operation.body_needed, "content": {kind: content}}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"name": name, "in": "path", "required": True, "schema": _ID if kind else _NAME}
                                   for kind, name in _PLACE.findall(operation.rule)]
    found += describe_query(operation.query, paged=operation.paged)
    if operation.method == "POST":
        found.append({"name": "Idempotency-Key", "in": "header",
                      "schema": {"type": "string", "minLength": 1, "maxLength": KEY_MOST, "pattern": "^[!-~]+$"}})
    if operation.method == "PATCH" and operation.versioned:
        found.append({"name": "If-Match", "in": "header", "description": "The ETag it was read with.", "schema": {"type": "string"}})
    return found


def _done(operation: Operation) -> dict[str, Any]:
    if operation.downloads:
        return {"description": "The file", "content": {kind: {} for kind in operation.downloads}}
    schema: dict[str, Any] = {"$ref": f"{_SCHEMAS}{_shape(operation).__name__}"}
    if operation.paged:
        schema = {"type": "object", "required": ["items", "next_cursor"], "additionalProperties": False,
                  "properties": {"items": {"type": "array", "items": schema}, "next_cursor": {"type": ["string", "null"]}}}
    done: dict[str, Any] = {"description": "Done", "content": {"application/json": {"schema": schema}}}
    return done | ({"headers": {"ETag": {"schema": {"type": "string"}}}} if operation.versioned else {})


def _shape(operation: Operation) -> Any:
    return None if operation.downloads else operation.returns[0] if operation.paged else operation.returns


def _errors(operation: Operation) -> dict[str, Any]:
    codes = {400, 503, *operation.errors}
    if operation.permission not in ANYONE:
        codes |= {401, 403}
    if _PLACE.search(operation.rule):
        codes.add(404)
    if operation.form is not None:
        codes |= {413, 415, 422}
    if operation.query or operation.paged:
        codes.add(422)
    content = {"application/json": {"schema": {"$ref": f"{_SCHEMAS}ErrorShape"}}}
    return {str(code): {"description": _WORDS[code], "content": content} for code in sorted(codes)}
