"""Batches as an API: prices, deadlines, edits of two people, publishing."""

import json
from datetime import timedelta

import pytest

from marketplace.work.models import Batch, Claim
from tests.api.conftest import code, field_codes

TERMS = {"title": "같은 상품 찾기", "currency": "KRW", "price": 200}


@pytest.fixture
def terms(make):
    return TERMS | {"template_version_id": make.version().id}


@pytest.mark.parametrize(("price", "wrong"), [
    (-1, "price_min"), (0, "price_min"), ("-0", "price_min"), ("0", "price_min"), ("NaN", "not_a_number"), ("Infinity", "not_a_number"),
    ("1e3", "not_a_number"), ("0x10", "not_a_number"), ("１２３", "not_a_number"), ("٣", "not_a_number"), ("1_000", "not_a_number"),
    ("10.5", "too_many_decimals"), (10.5, "not_a_number"), (2**63, "price_max"), (10**400, "price_max"), ("9" * 5000, "price_max"),
    (10**9, "price_max"), ("", "required"), (None, "required"), ("²", "not_a_number"), ("+5", "not_a_number"), ("--5", "not_a_number"),
])
def test_prices_that_are_none_are_refused(db, speak, cast, terms, price, wrong):
    assert field_codes(speak(cast.han).post("/batches", terms | {"price": price})) == {"price": wrong}
    assert db.session.query(Batch).count() == 0


def test_a_number_of_five_thousand_digits_is_just_too_large(speak, cast, terms):
    raw = json.dumps(terms).replace('"price": 200', f'"price": {"9" * 5000}')

    assert field_codes(speak(cast.han).send("/batches", raw)) == {"price": "price_max"}


@pytest.mark.parametrize(("typed", "minor"), [(200, 200), (" 200 ", 200), ("0,300", 300)])
def test_prices_are_normalised_by_rule(speak, cast, terms, typed, minor):
    answer = speak(cast.han).post("/batches", terms | {"price": typed})

    assert (answer.status_code, answer.json["price"]) == (201, {"minor": minor, "currency": "KRW"})


@pytest.mark.parametrize("currency", ["usd ", "X" * 3, "BTC", "КRW", "krw", "", None, 1])
def test_currencies_we_do_not_know_are_refused(speak, cast, terms, currency):
    wrong = "required" if currency in ("", None) else "not_a_choice"

    assert field_codes(speak(cast.han).post("/batches", terms | {"currency": currency}))["currency"] == wrong


def test_dollars_have_two_decimals(speak, cast, terms):
    assert field_codes(speak(cast.han).post("/batches", terms | {"currency": "USD", "price": "10.005"})) == {"price": "too_many_decimals"}


@pytest.mark.parametrize(("deadline", "wrong"), [
    ("2020-01-01T00:00Z", "deadline_past"), ("9999-12-31T23:59Z", "deadline_far"), ("2026-02-30T00:00Z", "not_a_moment"),
    ("2027-01-01T00:00", "zone_missing"), ("9999-12-31T23:59-14:00", "out_of_range"), ("tomorrow", "not_a_moment"), ("2027-01-01", "zone_missing"),
])
def test_deadlines_that_are_none_say_why(speak, cast, terms, deadline, wrong):
    assert field_codes(speak(cast.han).post("/batches", terms | {"deadline_at": deadline})) == {"deadline_at": wrong}


def test_an_unknown_template_looks_like_none(speak, cast, terms):
    answer = speak(cast.han).post("/batches", terms | {"template_version_id": 777})

    assert (answer.status_code, code(answer)) == (404, "not_found")


def test_terms_left_out_are_the_templates(speak, cast, make, terms):
    batch = speak(cast.han).post("/batches", terms).json

    spec = make.version().spec
    assert (batch["claim_minutes"], batch["review_hours"], batch["slots_per_task"]) == (spec.claim_minutes, spec.review_hours, 1)
    assert (batch["note"], batch["deadline_at"], batch["state"], batch["version"]) == ("", None, "draft", 1)


def test_only_what_is_sent_changes(speak, cast, terms, clock):
    han = speak(cast.han)
    deadline = (clock.now() + timedelta(days=3)).isoformat()
    batch = han.post("/batches", terms | {"note": "천천히", "deadline_at": deadline}).json

    after = han.patch(f"/batches/{batch['id']}", {"title": "새 제목"}).json
    cleared = han.patch(f"/batches/{batch['id']}", {"deadline_at": None, "note": None}).json

    changed = {name for name in batch if batch[name] != after[name]}
    assert changed == {"title", "version"}
    assert (cleared["deadline_at"], cleared["note"], cleared["title"], cleared["version"]) == (None, "", "새 제목", 3)


@pytest.mark.parametrize(("change", "wrong"), [
    ({"title": ""}, {"title": "required"}), ({"price": 300}, {"price": "currency_missing"}),
    ({"price": 0, "currency": "KRW"}, {"price": "price_min"}),
    ({"price": "3.00", "currency": "USD"}, {"currency": "currency_fixed"}),
])
def test_changes_are_held_to_the_same_rules(speak, cast, make, change, wrong):
    batch = make.draft(cast.han)

    assert field_codes(speak(cast.han).patch(f"/batches/{batch.id}", change)) == wrong


def test_of_two_editors_the_second_is_told_and_loses_nothing(db, speak, cast, make):
    batch, han = make.draft(cast.han), speak(cast.han)
    tag = han.get(f"/batches/{batch.id}").headers["ETag"]

    first = han.patch(f"/batches/{batch.id}", {"title": "첫 번째"}, If_Match=tag)
    second = han.patch(f"/batches/{batch.id}", {"title": "두 번째"}, If_Match=tag)

    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    assert (second.status_code, code(second)) == (409, "changed_meanwhile")
    assert second.json["error"]["facts"]["version"] == 2
    assert han.get(f"/batches/{batch.id}").json["title"] == "첫 번째"


@pytest.mark.parametrize(("tag", "status"), [("*", 200), ('W/"1"', 200), ("1", 200), ('"x"', 409), ('"0"', 409), ('"99999999999999999999"', 409)])
def test_what_if_match_may_name(speak, cast, make, tag, status):
    batch = make.draft(cast.han)

    assert speak(cast.han).patch(f"/batches/{batch.id}", {"title": "새 제목"}, If_Match=tag).status_code == status


def test_publishing_without_enough_money_names_the_gap(speak, cast, make):
    batch = make.draft(cast.han, rows=3)
    make.pay_in(cast.han.company_id, 600)

    answer = speak(cast.han).post(f"/batches/{batch.id}/publication")

    assert (answer.status_code, code(answer)) == (409, "escrow_short")
    assert answer.json["error"]["facts"] == {"gap": "60 KRW", "needed": "660 KRW"}


def test_a_higher_price_leaves_claims_at_theirs(db, speak, cast, make, prove):
    batch, han = make.batch(cast.han, rows=2), speak(cast.han)
    claim = make.claim(cast.mira, batch)
    short = han.post(f"/batches/{batch.id}/prices", {"currency": "KRW", "price": 300})
    make.pay_in(cast.han.company_id, 220)

    raised = han.post(f"/batches/{batch.id}/prices", {"currency": "KRW", "price": 300})

    assert (code(short), raised.status_code, raised.json["price"]["minor"]) == ("escrow_short", 201, 300)
    assert db.session.get(Claim, claim.id).price_minor == 200
    prove()


def test_a_life_of_a_batch(speak, cast, make, prove):
    batch, han = make.batch(cast.han, rows=2), speak(cast.han)

    states = [han.post(f"/batches/{batch.id}/{noun}").json["state"] for noun in ("pauses", "resumptions", "closure")]
    late = han.post(f"/batches/{batch.id}/resumptions")

    assert states == ["paused", "open", "closed"]
    assert (late.status_code, code(late)) == (409, "wrong_state")
    assert han.get("/wallet").json == {"balances": [{"minor": 440, "currency": "KRW"}]}
    prove()


def test_results_hold_what_was_accepted_and_nothing_else(speak, cast, make):
    batch, han = make.batch(cast.han, rows=4), speak(cast.han)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)
    make.review(cast.rae, make.submission(cast.mira, batch))
    rejected = make.submission(cast.mira, batch)
    make.review(cast.rae, rejected, "reject", critical)
    make.submission(cast.noah, batch)

    table, lines = han.get(f"/batches/{batch.id}/results"), han.get(f"/batches/{batch.id}/results?format=jsonl")

    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(table.text.splitlines()) == 2
    assert len(lines.text.splitlines()) == 1
    withheld = han.get(f"/submissions/{rejected.id}").json
    assert (withheld["state"], withheld["answers"], withheld["findings"]) == ("rejected", None, [])
    assert speak(cast.mira).get(f"/submissions/{rejected.id}").json["answers"] == make.answers()


@pytest.mark.parametrize(("method", "noun"), [
    ("get", ""), ("get", "/tasks"), ("get", "/quote"), ("get", "/progress"), ("get", "/results"), ("get", "/imports"), ("patch", ""),
    ("post", "/publication"), ("post", "/pauses"), ("post", "/resumptions"), ("post", "/prices"), ("post", "/closure"), ("post", "/payments"),
])
def test_another_company_sees_and_changes_nothing(db, speak, cast, make, method, noun):
    batch, gil = make.batch(cast.han), speak(cast.gil)
    body = {"title": "내 것"} if method == "patch" else {"currency": "KRW", "price": 300} if noun == "/prices" else {}

    answer = gil.get(f"/batches/{batch.id}{noun}") if method == "get" else getattr(gil, method)(f"/batches/{batch.id}{noun}", body)

    assert (answer.status_code, code(answer)) == (404, "not_found")
    db.session.expire_all()
    kept = db.session.get(Batch, batch.id)
    assert (kept.title, kept.state, kept.price_minor) == ("같은 상품 찾기", "open", 200)
