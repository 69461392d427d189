"""Addresses are read strictly: parameters, ids, methods."""

import pytest

from tests.api.conftest import code, field_codes

IDS = ["0", "-1", "1e1", "1 OR 1=1", "1%20OR%201=1", str(2**63), "9" * 400, "１", "1.0", "abc", "%00", "999999999"]
METHODS = ["DELETE", "PUT", "TRACE", "OPTIONS", "PATCH", "PROPFIND"]


@pytest.mark.parametrize("named", IDS)
@pytest.mark.parametrize("path", ["/batches/{}", "/batches/{}/tasks", "/imports/{}", "/submissions/{}", "/files/{}", "/payments/{}"])
def test_an_id_that_is_none_looks_like_an_unknown_one(speak, cast, path, named):
    answer = speak(cast.han).get(path.format(named))

    assert (answer.status_code, code(answer)) == (404, "not_found")


def test_an_id_of_something_else_or_somebody_else_looks_the_same(speak, cast, make):
    batch = make.batch(cast.gil)
    claim = make.claim(cast.mira, batch)

    foreign, wrong_kind, unknown = (speak(cast.han).get(path) for path in (f"/batches/{batch.id}", f"/submissions/{claim.id}", "/batches/777"))

    bodies = [answer.json["error"] | {"request_id": ""} for answer in (foreign, wrong_kind, unknown)]
    assert foreign.status_code == 404
    assert bodies[0] == bodies[1] == bodies[2]


@pytest.mark.parametrize(("query", "status", "refusal"), [
    ("limit=0", 422, "limit_range"), ("limit=-1", 422, "limit_range"), ("limit=201", 422, "limit_range"), ("limit=1000000", 422, "limit_range"),
    ("limit=" + "9" * 400, 422, "limit_range"), ("limit=１", 422, "limit_range"), ("limit=1e1", 422, "limit_range"), ("limit=", 422, "limit_range"),
    ("cursor=xxx", 422, "cursor_unknown"), ("cursor=" + "A" * 4000, 422, "cursor_unknown"), ("cursor=", 422, "cursor_unknown"),
    ("page=-1", 400, "field_not_allowed"), ("per_page=1000000", 400, "field_not_allowed"), ("sort=company_id", 400, "field_not_allowed"),
    ("company__owner=1", 400, "field_not_allowed"), ("limit=1&limit=2", 400, "duplicate_parameter"), ("state=paid", 422, "state_unknown"),
    ("state=draft&state=open", 400, "duplicate_parameter"),
])
def test_lists_say_what_they_can_be_asked(speak, cast, query, status, refusal):
    answer = speak(cast.han).get(f"/batches?{query}")

    assert (answer.status_code, code(answer)) == (status, refusal)
    if refusal == "field_not_allowed":
        assert answer.json["error"]["facts"]["allowed"] == "cursor, limit, state"


def test_the_longest_page_is_a_setting_held_at_its_edge(speak, cast):
    han = speak(cast.han)

    assert han.get("/batches?limit=200").status_code == 200
    assert han.get("/batches?limit=201").status_code == 422


def test_pages_follow_each_other_without_gap_or_double(speak, cast, make):
    batch = make.draft(cast.han, rows=7)
    han, numbers, cursor = speak(cast.han), [], ""

    while cursor is not None:
        page = han.get(f"/batches/{batch.id}/tasks?limit=3" + (f"&cursor={cursor}" if cursor else "")).json
        numbers += [task["number"] for task in page["items"]]
        cursor = page["next_cursor"]

    assert numbers == [1, 2, 3, 4, 5, 6, 7]


def test_entries_of_the_ledger_are_paged_by_a_cursor_of_their_own(speak, cast, make):
    make.batch(cast.han)
    make.batch(cast.gil)
    ada = speak(cast.ada)

    first = ada.get("/ledger/entries?limit=3").json
    rest = ada.get(f"/ledger/entries?limit=3&cursor={first['next_cursor']}").json

    assert len({one["key"] for one in first["items"] + rest["items"]}) == 4
    assert rest["next_cursor"] is None
    assert code(ada.get("/ledger/entries?cursor=xxx")) == "cursor_unknown"


@pytest.mark.parametrize("words", ["';--", "%", "_", "x" * 200, "(a+)+$", "\x00", "홍"])
def test_a_search_is_literal(speak, cast, words):
    answer = speak(cast.ada).client.get("/api/v1/people", query_string={"q": words}, headers={"Authorization": f"Bearer {speak(cast.ada).secret}"})

    assert answer.status_code == 200
    assert len(answer.json["items"]) == (6 if words == "\x00" else 0)


def test_a_search_has_its_longest(speak, cast):
    assert field_codes(speak(cast.ada).get("/people?q=" + "x" * 201)) == {"q": "too_long"}


@pytest.mark.parametrize("method", METHODS)
def test_a_method_the_address_does_not_know_is_refused_with_those_it_does(app, method):
    answer = app.test_client().open("/api/v1/batches", method=method)

    assert (answer.status_code, code(answer)) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_no_header_makes_another_method_of_one(speak, cast, make):
    batch = make.draft(cast.han)

    answer = speak(cast.han).send(f"/batches/{batch.id}", b"{}", X_HTTP_Method_Override="PATCH")

    assert (answer.status_code, code(answer)) == (405, "method_not_allowed")


def test_an_unknown_address_is_answered_in_the_envelope(client):
    for path in ("/api/v1/nothing", "/api/v2/me", "/api/", "/api/v1/batches/"):
        answer = client.get(path)
        assert (answer.status_code, code(answer)) == (404, "not_found")
