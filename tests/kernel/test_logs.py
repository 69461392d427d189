"""Logs are JSON lines with the request's id, and hold nothing that must not be read."""

import io
import json
import logging

import pytest

from marketplace.kernel.logs import configure_logs, get_log, log_request, request_id
from marketplace.kernel.settings import Settings


@pytest.fixture
def lines():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logs(Settings(env="production", log_level="info"), stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)


def test_an_event_is_one_json_line_with_the_id_of_its_request(lines):
    token = request_id.set("req-7")

    get_log("work").info("claim_expired", claim_id=7)
    request_id.reset(token)
    get_log("work").info("later")

    first, second = lines()
    assert (first["event"], first["claim_id"], first["level"], first["request_id"]) == ("claim_expired", 7, "info", "req-7")
    assert first["at"].endswith("Z")
    assert "request_id" not in second


def test_a_request_is_logged_without_its_query(lines):
    log_request(method="GET", path="/tasks?key=abc", status=200, milliseconds=12.345, person_id=3)

    assert lines()[0] | {"at": ""} == {
        "event": "request", "method": "GET", "path": "/tasks", "status": 200, "ms": 12.3, "person_id": 3,
        "level": "info", "logger": "ilgam", "at": "",
    }


def test_a_failed_request_is_an_error(lines):
    log_request(method="POST", path="/x", status=500, milliseconds=1)

    assert lines()[0]["level"] == "error"


def test_secrets_are_hidden_whatever_a_caller_passes(lines):
    get_log("web").info("sign_in", password="hunter2", api_key="k", card_number="4242", person_id=1, platform="web")

    line = lines()[0]
    assert (line["password"], line["api_key"], line["card_number"]) == ("(hidden)", "(hidden)", "(hidden)")
    assert (line["person_id"], line["platform"]) == (1, "web")


def test_a_trace_shows_no_local_variables(lines):
    try:
        number = "secret" + "-value"
        raise ValueError(f"broken {len(number)}")
    except ValueError:
        get_log("web").exception("fault")

    line = lines()[0]
    assert "ValueError: broken 12" in line["exception"]
    assert "secret-value" not in json.dumps(line)


def test_other_libraries_write_the_same_lines(lines):
    logging.getLogger("sqlalchemy").warning("pool of %s is full", 10)
    logging.getLogger("httpx").info("GET somewhere")

    assert [(line["event"], line["logger"]) for line in lines()] == [("pool of 10 is full", "sqlalchemy")]
