"""The admins' pages about people."""

import time

import pytest

from marketplace.accounts.models import Person
from tests.cast import send, sign_in
from tests.statements import count_statements


def test_people_are_listed_with_their_roles_and_found_by_name_and_address(cast, client):
    sign_in(client, cast.ada)

    assert "mira@example.com" in client.get("/admin/people").text
    found = client.get("/admin/people?q=MIRA@exa").text
    assert "mira@example.com" in found
    assert "noah@example.com" not in found


@pytest.mark.parametrize("words", ["';--", "%", "_", "(a+)+$" * 20, "x" * 10_000, "\x00", "\\"])
def test_a_search_is_literal_and_quick(cast, client, words):
    sign_in(client, cast.ada)
    started = time.perf_counter()

    answer = client.get("/admin/people", query_string={"q": words})

    assert answer.status_code == 200
    assert time.perf_counter() - started < 1
    if words.strip("\x00"):
        assert "mira@example.com" not in answer.text


@pytest.mark.parametrize(("query", "status", "code"), [
    ("sort=password_hash", 400, "field_not_allowed"), ("state=root", 422, "state_unknown"), ("limit=0", 422, "limit_range"),
    ("cursor=rubbish", 422, "cursor_unknown"), ("q=a&q=b", 400, "duplicate_parameter"),
])
def test_what_cannot_be_asked_for_is_refused(cast, client, query, status, code):
    sign_in(client, cast.ada)

    answer = client.get(f"/admin/people?{query}")

    assert answer.status_code == status
    assert code in answer.text


def test_a_person_is_suspended_for_a_reason_and_restored(db, app, cast, client):
    mira = app.test_client()
    sign_in(mira, cast.mira)
    sign_in(client, cast.ada)
    path = f"/admin/people/{cast.mira.person_id}"

    answer = send(client, f"{path}/suspensions", reason="계정을 빌려줬어요")

    assert (answer.status_code, answer.location) == (303, path)
    assert mira.get("/me").location.startswith("/sign-in")
    page = client.get(path).text
    assert "계정을 빌려줬어요" in page
    assert "정지 풀기" in page
    assert send(client, f"{path}/suspensions", reason="다시").status_code == 409
    assert send(client, f"{path}/restorations", reason="확인했어요").status_code == 303
    assert db.session.get(Person, cast.mira.person_id).state == "active"


def test_a_suspension_needs_a_reason_and_never_hits_oneself(db, cast, client):
    sign_in(client, cast.ada)

    without = send(client, f"/admin/people/{cast.mira.person_id}/suspensions", reason="  ")
    own = send(client, f"/admin/people/{cast.ada.person_id}/suspensions", reason="나")

    assert (without.status_code, own.status_code) == (422, 403)
    assert "정지하기" not in client.get(f"/admin/people/{cast.ada.person_id}").text
    assert db.session.query(Person).filter(Person.state != "active").count() == 0


@pytest.mark.parametrize("who", ["mira", "rae", "han"])
def test_nobody_else_sees_or_suspends_people(cast, client, who):
    sign_in(client, getattr(cast, who))

    assert client.get("/admin/people").status_code == 403
    assert client.get(f"/admin/people/{cast.noah.person_id}").status_code == 403
    assert send(client, f"/admin/people/{cast.noah.person_id}/suspensions", reason="x").status_code == 403


@pytest.mark.parametrize("bad", ["0", "-1", "1e1", "999999", "9223372036854775808", "1 OR 1=1"])
def test_an_unknown_person_is_not_found(cast, client, bad):
    sign_in(client, cast.ada)

    assert client.get(f"/admin/people/{bad}").status_code == 404


def test_a_list_of_people_makes_a_fixed_number_of_statements(make, cast, client):
    sign_in(client, cast.ada)
    with count_statements() as few:
        client.get("/admin/people")
    for number in range(8):
        make.person(f"P{number}")
    with count_statements() as many:
        client.get("/admin/people")

    assert len(few) == len(many) <= 4
