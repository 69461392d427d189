"""JSON is read strictly: one meaning or none, and every refusal says where."""

import pytest

from marketplace.work.models import Batch
from tests.api.conftest import code, field_codes

TERMS = {"title": "같은 상품 찾기", "currency": "KRW", "price": 200}


@pytest.fixture
def terms(make):
    return TERMS | {"template_version_id": make.version().id}


@pytest.mark.parametrize(("raw", "position"), [
    (b'{"price": NaN}', 0), (b'{"price": Infinity}', 0), (b'{"price": 1e999}', 0), (b'{"price": 1,}', 12), (b"\xef\xbb\xbf{}", 0),
    (b"[" * 100_000, 0), (b'{"a":' * 100_000, 0), (b'{"title": "\xff"}', 11), (b"[]", 0), (b'"text"', 0), (b"null", 0), (b"{", 1),
    (b"{'a': 1}", 1), (b"", 0), (b" ", 1),
])
def test_what_is_not_json_is_refused_with_its_position(speak, cast, raw, position):
    answer = speak(cast.han).send("/batches", raw)

    assert (answer.status_code, code(answer)) == (400, "invalid_json")
    assert answer.json["error"]["facts"]["position"] == position


@pytest.mark.parametrize("raw", ['{"price": 1, "price": 999}', '{"title": "x", "items": {"a": 1, "a": 2}}'])
def test_a_name_that_stands_twice_is_refused(speak, cast, raw):
    answer = speak(cast.han).send("/batches", raw)

    assert (answer.status_code, code(answer)) == (400, "duplicate_key")


@pytest.mark.parametrize("kind", [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=cp949", ""])
def test_other_content_types_are_refused(speak, cast, kind):
    answer = speak(cast.han).send("/batches", b"{}", Content_Type=kind)

    assert (answer.status_code, code(answer)) == (415, "json_only")


def test_json_where_a_file_belongs_is_refused(speak, cast, make):
    batch = make.draft(cast.han)

    answer = speak(cast.han).post(f"/batches/{batch.id}/imports", {"table": "a,b"})

    assert (answer.status_code, code(answer)) == (415, "multipart_only")


@pytest.mark.parametrize("extra", ["status", "state", "role", "company_id", "id", "fee_bps", "version", "created_by", "_method", "__proto__"])
def test_a_field_that_is_not_the_forms_is_refused_and_nothing_changes(db, speak, cast, terms, extra):
    answer = speak(cast.han).post("/batches", terms | {extra: "paid"})

    assert (answer.status_code, code(answer)) == (400, "unknown_field")
    assert answer.json["error"]["facts"]["field"] == extra
    assert db.session.query(Batch).count() == 0


def test_a_verb_without_fields_takes_none(speak, cast, make):
    batch = make.draft(cast.han)

    answer = speak(cast.han).post(f"/batches/{batch.id}/publication", {"state": "open"})

    assert (answer.status_code, code(answer)) == (400, "unknown_field")


@pytest.mark.parametrize(("change", "wrong"), [
    ({"title": ["x"]}, {"title": "not_a_text"}), ({"title": 7}, {"title": "not_a_text"}), ({"title": None}, {"title": "required"}),
    ({"slots_per_task": "2"}, {"slots_per_task": "wrong_type"}), ({"slots_per_task": 2.5}, {"slots_per_task": "not_a_number"}),
    ({"slots_per_task": True}, {"slots_per_task": "not_a_number"}), ({"currency": ["KRW"]}, {"currency": "not_a_choice"}),
    ({"deadline_at": 1}, {"deadline_at": "not_a_moment"}), ({"price": True}, {"price": "not_a_number"}),
    ({"price": {"minor": 1}}, {"price": "not_a_number"}),
])
def test_a_value_of_another_type_is_refused_at_its_field(speak, cast, terms, change, wrong):
    assert field_codes(speak(cast.han).post("/batches", terms | change)) == wrong


def test_a_single_value_is_no_list(speak, cast):
    assert field_codes(speak(cast.han).post("/keys", {"name": "x", "scopes": "work"})) == {"scopes": "not_a_choice"}


def test_a_body_over_two_megabytes_is_refused_unread(speak, cast, terms):
    answer = speak(cast.han).post("/batches", terms | {"note": "x" * 3_000_000})

    assert (answer.status_code, code(answer)) == (413, "too_large")


@pytest.mark.parametrize(("text", "wrong"), [
    ("a\x00b", "bad_character"), ("\ud800", "bad_character"), ("가" * 121, "too_long"), ("x" * 100_000, "too_long"), ("   ", "required"),
    ("\u200b\u3164", "required"), ("", "required"),
])
def test_texts_are_held_to_the_same_rule_on_both_engines(speak, cast, terms, text, wrong):
    assert field_codes(speak(cast.han).post("/batches", terms | {"title": text})) == {"title": wrong}


@pytest.mark.parametrize("draft", [
    {"note": "a\x00b"}, {"note": "\ud800"}, {"note": 10**30}, {"\x00": 1}, {"note": [[[[[[[[[[[[[[[[[[[[[["deep"]]]]]]]]]]]]]]]]]]]]]]},
])
def test_a_draft_that_no_engine_could_keep_is_refused(speak, cast, make, draft):
    claim = make.claim(cast.mira, make.batch(cast.han))

    assert field_codes(speak(cast.mira).post(f"/claims/{claim.id}/drafts", {"answers": draft})) == {"answers": "bad_character"}
