"""What the twin says to calls that make no sense, and what it remembers when it starts again."""

import subprocess
import sys

import pytest

from tests.stripe_twin import ROOT, StripeTwin, start_twin, stop_twin

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]
LINE = {"line_items[0][quantity]": 1, "line_items[0][price_data][currency]": "krw", "line_items[0][price_data][unit_amount]": 100}
GOOD = {"currency": "krw", "amount": 1, "destination": "acct_x"}


@pytest.mark.parametrize(("path", "data", "status", "code", "param"), [
    ("/v1/transfers", GOOD | {"colour": "blue"}, 400, "parameter_unknown", "colour"),
    ("/v1/transfers", GOOD | {"metadata[a][b]": "x"}, 400, None, "metadata[a]"),
    ("/v1/transfers", {"amount": 1, "currency": "krw"}, 400, "parameter_missing", "destination"),
    ("/v1/transfers", {"currency": "krw", "destination": "acct_x"}, 400, "parameter_missing", "amount"),
    ("/v1/transfers", GOOD | {"amount": "1.5"}, 400, "parameter_invalid_integer", "amount"),
    ("/v1/transfers", GOOD | {"amount": "-1"}, 400, "parameter_invalid_integer", "amount"),
    ("/v1/transfers", GOOD | {"amount": "9" * 30}, 400, "parameter_invalid_integer", "amount"),
    ("/v1/transfers", GOOD | {"currency": "xxx"}, 400, None, "currency"),
    ("/v1/transfers", GOOD | {"destination": ""}, 400, "parameter_invalid_empty", "destination"),
    ("/v1/transfers", GOOD | {"source_type": "cash"}, 400, None, "source_type"),
    ("/v1/transfers", GOOD, 400, "resource_missing", "destination"),
    ("/v1/checkout/sessions", LINE | {"mode": "payment", "success_url": "http://x/"}, 400, "parameter_missing",
     "line_items[0][price_data][product_data]"),
    ("/v1/checkout/sessions", LINE | {"mode": "payment", "success_url": "ftp://x/"}, 400, "url_invalid", "success_url"),
    ("/v1/checkout/sessions", {"mode": "payment", "success_url": "http://x/"}, 400, "parameter_missing", "line_items"),
    ("/v1/refunds", {"amount": 1}, 400, None, None),
    ("/v1/refunds", {"payment_intent": "pi_x"}, 404, "resource_missing", "payment_intent"),
    ("/v1/account_links", {"account": "acct_x", "type": "account_onboarding"}, 400, "parameter_missing", "return_url"),
    ("/v1/nonsense", {}, 404, None, None),
])
def test_a_call_that_makes_no_sense_is_told_why(stripe_twin, path, data, status, code, param):
    answer = stripe_twin.call("POST", path, data)
    error = answer.json()["error"]

    assert (answer.status_code, error.get("code"), error.get("param"), error["type"]) == (status, code, param, "invalid_request_error")
    assert error["message"]
    assert answer.headers["Request-Id"].startswith("req_")


@pytest.mark.parametrize(("path", "query", "param"), [
    ("/v1/transfers", {"limit": 0}, "limit"), ("/v1/transfers", {"limit": 101}, "limit"), ("/v1/transfers", {"page": 1}, "page"),
    ("/v1/transfers", {"starting_after": "tr_x"}, "starting_after"), ("/v1/transfers", {"created[than]": 1}, "created[than]"),
])
def test_a_list_is_as_strict(stripe_twin, path, query, param):
    answer = stripe_twin.call("GET", path, query)

    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)


@pytest.mark.parametrize("noun", ["accounts", "checkout/sessions", "payment_intents", "charges", "refunds", "transfers", "payouts", "events",
                                  "disputes", "balance_transactions", "webhook_endpoints"])
def test_an_unknown_id_is_not_found_and_an_empty_list_is_empty(stripe_twin, noun):
    missing, empty = stripe_twin.call("GET", f"/v1/{noun}/nothing_like_it"), stripe_twin.call("GET", f"/v1/{noun}")

    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "resource_missing")
    assert empty.json() == {"object": "list", "data": [], "has_more": False, "url": f"/v1/{noun}"}


@pytest.mark.parametrize("key", ["", "Bearer sk_wrong", "Bearer", "Basic !!!", "Token x"])
def test_a_wrong_key_opens_nothing(stripe_twin, key):
    answer = stripe_twin.http.get("/v1/balance", headers={"Authorization": key})

    assert (answer.status_code, answer.json()["error"]["type"]) == (401, "invalid_request_error")


def test_lists_can_be_written_with_and_without_positions(stripe_twin):
    for names in (("expand[]",), ("expand[0]",)):
        answer = stripe_twin.call("GET", "/v1/transfers", {names[0]: "data.destination"})
        assert answer.status_code == 200


def test_a_long_body_is_refused_unread(stripe_twin):
    assert stripe_twin.http.post("/v1/transfers", content=b"x" * 1_000_001).status_code == 413


def test_everything_is_still_there_after_a_restart(tmp_path):
    file = str(tmp_path / "stripe.sqlite3")
    process, base_url = start_twin("--data", file)
    twin = StripeTwin(base_url)
    twin.add_balance(5_000)
    twin.advance(days=3)
    account = twin.call("POST", "/v1/accounts", {"capabilities[transfers][requested]": "true", "country": "KR"}).json()["id"]
    twin.complete_onboarding(account)
    sent = twin.call("POST", "/v1/transfers", {"amount": 100, "currency": "krw", "destination": account}, "one").json()
    twin.http.close()
    process.kill()
    stop_twin(process)

    process, base_url = start_twin("--data", file)
    twin = StripeTwin(base_url)
    again = twin.call("POST", "/v1/transfers", {"amount": 100, "currency": "krw", "destination": account}, "one")

    assert (again.json(), again.headers["Idempotent-Replayed"]) == (sent, "true")
    assert [one["id"] for one in twin.transfers()] == [sent["id"]]
    assert twin.now() - sent["created"] < 60
    twin.http.close()
    stop_twin(process)


def test_a_taken_port_is_one_plain_line(stripe_twin):
    port = stripe_twin.base_url.rpartition(":")[2]

    ended = subprocess.run([sys.executable, "-m", "marketplace.gateways.stripe_twin", "--port", port], cwd=ROOT, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert port in ended.stderr
