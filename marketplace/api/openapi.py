"""The OpenAPI 3.1 document, made from what the operations declare."""

import re
from typing import Any

import msgspec
from flask import Response

from marketplace.api.door import OPERATIONS, ApiDoor, Operation
from marketplace.api.shapes import ErrorShape
from marketplace.kernel.paging import PAGE_MAX
from marketplace.kernel.policy import ANYONE, MATRIX, Permission

api = ApiDoor("openapi", __name__)
_PLACE = re.compile(r"<id:(\w+)>")
_WORDS = {400: "The request can't be read", 401: "No key, or a wrong one", 403: "Not allowed", 404: "Not found, or not yours",
          409: "Right request, wrong moment", 410: "Used up", 413: "Too large", 415: "Unsupported type", 422: "Fields are wrong",
          429: "Too often", 503: "Try again shortly"}


def _serve() -> Response:
    """This document."""
    return Response(msgspec.json.encode(document()), mimetype="application/json")


_serve.permission = Permission.SEE_PUBLIC  # type: ignore[attr-defined]
api.add_url_rule("/openapi.json", endpoint="document", view_func=_serve, methods=["GET"], provide_automatic_options=False)


def document() -> dict[str, Any]:
    """The whole document."""
    shapes = [shape for shape in {_item(operation.returns) for operation in OPERATIONS} if shape is not None] + [ErrorShape]
    _, components = msgspec.json.schema_components(shapes, ref_template="#/components/schemas/{name}")
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(_PLACE.sub(r"{\1}", operation.rule), {})[operation.method.lower()] = _describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ilgam", "version": "1", "description": "Post tasks, claim them, review them, and pay for what passed."},
        "servers": [{"url": "/"}], "paths": paths, "security": [{"key": []}],
        "components": {"schemas": components, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _describe(operation: Operation) -> dict[str, Any]:
    public = operation.permission in ANYONE
    described: dict[str, Any] = {
        "operationId": operation.name, "summary": operation.summary, "parameters": _parameters(operation),
        "x-permission": str(operation.permission), "x-roles": sorted(MATRIX.get(operation.permission, frozenset())),
        "responses": {str(operation.status): {"description": "Done", "content": _content(operation)}} | _errors(operation),
    }
    if public:
        described["security"] = []
    if operation.form is not None:
        kind = "multipart/form-data" if operation.upload else "application/json"
        described["requestBody"] = {"required": True, "content": {kind: {"schema": operation.form.schema()}}}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found = [{"name": name, "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}}
             for name in _PLACE.findall(operation.rule)]
    for name in operation.query:
        found.append({"name": name, "in": "query", "schema": {"type": "string", "maxLength": 200}})
    if isinstance(operation.returns, tuple):
        found += [{"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": PAGE_MAX}},
                  {"name": "cursor", "in": "query", "schema": {"type": "string"}}]
    if operation.method == "POST":
        found.append({"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}})
    if operation.method == "PATCH":
        found.append({"name": "If-Match", "in": "header", "schema": {"type": "string"}})
    return found


def _content(operation: Operation) -> dict[str, Any]:
    if operation.returns is None:
        return {"*/*": {}}
    schema = {"$ref": f"#/components/schemas/{_item(operation.returns).__name__}"}
    if isinstance(operation.returns, tuple):
        schema = {"type": "object", "required": ["items", "next_cursor"], "additionalProperties": False,
                  "properties": {"items": {"type": "array", "items": schema}, "next_cursor": {"type": ["string", "null"]}}}  # type: ignore[dict-item]
    return {"application/json": {"schema": schema}}


def _item(returns: Any) -> Any:
    """The shape of an answer; a list is declared as `(Shape,)`."""
    return returns[0] if isinstance(returns, tuple) else returns


def _errors(operation: Operation) -> dict[str, Any]:
    codes = {400, 401, 403, 404, 422, 429, 503, *operation.errors, *((413, 415) if operation.form else ())}
    schema = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorShape"}}}
    return {str(code): {"description": _WORDS[code], "content": schema} for code in sorted(codes)}
