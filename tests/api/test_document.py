"""The served document says what the routes are, and says it in full."""

import re

import jsonschema_rs
import pytest

from marketplace.api.door import OPERATIONS
from marketplace.kernel.policy import MATRIX, Permission


@pytest.fixture
def document(client):
    answer = client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json


def _operations(document):
    return {(method.upper(), path): operation for path, methods in document["paths"].items() for method, operation in methods.items()}


def test_every_route_under_the_door_is_in_the_document_and_nothing_else(app, document):
    routes = {(method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)) for rule in app.url_map.iter_rules()
              for method in rule.methods - {"HEAD", "OPTIONS"} if rule.rule.startswith("/api/")}

    assert routes - {("GET", "/api/v1/openapi.json")} == set(_operations(document))


def test_every_operation_says_what_it_does_and_who_may(document):
    for operation in _operations(document).values():
        assert operation["summary"].endswith((".", "…"))
        assert operation["x-roles"] == sorted(MATRIX[Permission(operation["x-permission"])])
        assert {"400", "401", "403", "503"} <= operation["responses"].keys()
    names = [operation["operationId"] for operation in _operations(document).values()]
    assert len(names) == len(set(names)) == len(OPERATIONS)


def test_every_post_takes_an_idempotency_key(document):
    for (method, _), operation in _operations(document).items():
        headers = [one["name"] for one in operation["parameters"] if one["in"] == "header"]
        assert ("Idempotency-Key" in headers) == (method == "POST")


def test_its_references_lead_somewhere_and_its_examples_are_right(document):
    schemas = document["components"]["schemas"]
    assert {one.rpartition("/")[2] for one in re.findall(r"#/components/schemas/\w+", str(document))} <= schemas.keys()
    for operation in _operations(document).values():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if "example" in content:
                jsonschema_rs.validate(content["schema"] | {"components": document["components"]}, content["example"])


def test_the_quiz_keeps_its_right_answers_to_itself(document):
    assert "right" not in document["components"]["schemas"]["QuestionShape"]["properties"]
