"""Every operation keeps the served document's word: right requests are answered, wrong ones refused, nothing breaks."""

import contextvars
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import FlakyStrategyDefinition
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from marketplace import rooms
from marketplace.api.door import OPERATIONS
from tests.api.world import Right, build
from tests.speaker import new_key

READING = sorted(operation.name for operation in OPERATIONS if operation.method == "GET")
WRITING = sorted(operation.name for operation in OPERATIONS if operation.method != "GET")
CONFORMING = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance]
EXAMPLES = 8
SHARES = 4  # of what only reads: one world for each


def fresh(app: Any) -> Callable[..., Iterable[bytes]]:
    """The application so that each request shares nothing with the test around it."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        with app.app_context():
            chunks = app.wsgi_app(environ, start)
            try:
                return list(chunks)
            finally:
                getattr(chunks, "close", lambda: None)()

    return lambda environ, start: contextvars.copy_context().run(answer, environ, start)


@pytest.fixture
def operations(app) -> dict[str, Any]:
    """What the served document says, by operationId."""
    return _read(app)


@cache
def _read(app: Any) -> dict[str, Any]:
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", fresh(app))
    found = [one.ok() for one in document.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@pytest.fixture
def rights(make, cast, db, stripe_twin, change_settings) -> dict[str, Right]:
    """The prepared world."""
    change_settings(stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key, payout_minimum_krw=100)
    world, keys = build(make, cast, db), {}
    for right in world.values():
        right.key = keys.get(right.actor.person_id) or keys.setdefault(right.actor.person_id, new_key(right.actor))
    return world


@pytest.mark.parametrize("name", WRITING)
def test_what_changes_something_keeps_its_word(operations, rights, name):
    _hold(operations[name], rights[name])


@pytest.mark.parametrize("share", range(SHARES))
def test_what_only_reads_keeps_its_word(operations, rights, share):
    wrong = {}
    for name in READING[share::SHARES]:
        try:
            _hold(operations[name], rights[name])
        except Exception as error:  # noqa: BLE001 - a share has one world, and each is to be heard
            wrong[name] = error

    assert not wrong


def test_every_operation_of_the_document_has_its_right_request(operations, rights):
    assert rooms.APIS
    assert set(operations) == set(rights) == {*READING, *WRITING}


def _hold(operation: Any, right: Right) -> None:
    """The right request is answered, without a key it isn't, and whatever else is made up is refused as documented."""
    headers = {"Authorization": f"Bearer {right.key}"}
    stranger = _send(_right_case(operation, right, {}), CONFORMING)
    answer = _send(_right_case(operation, right, headers), CONFORMING)

    assert stranger.status_code == 401
    assert 200 <= answer.status_code < 300, answer.text
    for mode in (GenerationMode.NEGATIVE, GenerationMode.POSITIVE):
        _try_many(operation, mode, headers, right)


def _try_many(operation: Any, mode: GenerationMode, headers: dict[str, str], right: Right) -> None:
    """Made-up requests: about made-up things, and, where there are right ones, about those too."""
    paths = [{}, {"path_parameters": right.path}] if right.path else [{}]
    checks = [*CONFORMING, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CONFORMING
    for given_path in paths:
        if mode is GenerationMode.NEGATIVE and given_path and operation.body is None:
            continue

        @settings(max_examples=EXAMPLES, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck),
                  phases=(Phase.generate,))
        @given(case=operation.as_strategy(generation_mode=mode, **given_path))
        def send(case: Any) -> None:
            case.headers = {**{name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}, **headers}
            _send(case, checks)

        try:
            send()
        except FlakyStrategyDefinition:  # on a loaded machine the drawing itself can differ; what was drawn was answered rightly
            send()


def _right_case(operation: Any, right: Right, headers: dict[str, str]) -> Any:
    media = next(iter(operation.definition.raw.get("requestBody", {}).get("content", {})), "application/json")
    body = {} if right.body is None and operation.method == "post" else right.body
    more = {} if body is None else {"body": body, "media_type": media}
    return operation.Case(path_parameters=right.path, query=right.query, headers=headers, **more)


def _send(case: Any, checks: list[Any]) -> Any:
    answer = case.call()
    case.validate_response(answer, checks=checks)
    return answer
