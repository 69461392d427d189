"""A new password, by page and by API: the old one is asked for, and only the browser that changed it stays in."""

import pytest

from marketplace.accounts import service
from marketplace.accounts.models import Person, SignIn
from marketplace.kernel.journal import JournalEntry
from tests.cast import PASSWORD, send, sign_in

NEW = "another long password"


def test_one_stays_in_here_and_is_signed_out_everywhere_else(db, app, make, client):
    make.person("Mina")
    elsewhere = app.test_client()
    sign_in(client, "Mina")
    sign_in(elsewhere, "Mina")

    answer = send(client, "/me/password", current=PASSWORD, password=NEW)

    assert (answer.status_code, answer.location) == (303, "/me")
    assert "다른 기기에서는 모두 로그아웃됐어요" in client.get("/me").text
    assert elsewhere.get("/me").location.startswith("/sign-in")
    assert db.session.query(SignIn).filter(SignIn.ended_at.is_(None)).count() == 1
    assert db.session.query(JournalEntry).filter_by(verb="change_password").count() == 1
    assert sign_in(app.test_client(), "Mina").status_code == 422
    assert sign_in(app.test_client(), "Mina", password=NEW).status_code == 303


def test_a_copy_of_the_cookie_is_dead_afterwards(app, make, client):
    make.person("Mina")
    sign_in(client, "Mina")
    stolen = client.get_cookie("ilgam").value

    send(client, "/me/password", current=PASSWORD, password=NEW)
    thief = app.test_client()
    thief.set_cookie("ilgam", stolen)

    assert thief.get("/me").location.startswith("/sign-in")
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize(("current", "password", "said"), [
    ("not my password", NEW, "지금 비밀번호가 맞지 않아요"), ("", NEW, "꼭 입력해 주세요"),
    (PASSWORD, "short", "10자 이상"), (PASSWORD, "password123", "너무 흔한 비밀번호예요"),
])
def test_a_refusal_changes_nothing_and_ends_nothing(db, app, make, client, current, password, said):
    mina = make.person("Mina")
    elsewhere = app.test_client()
    sign_in(client, "Mina")
    sign_in(elsewhere, "Mina")
    before = db.session.get(Person, mina.person_id).password_hash

    answer = send(client, "/me/password", current=current, password=password)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.get(Person, mina.person_id).password_hash == before
    assert elsewhere.get("/me").status_code == 200


def test_ten_guesses_at_the_old_one_are_the_most(make, client, clock):
    make.person("Mina")
    sign_in(client, "Mina")
    for _ in range(10):
        assert send(client, "/me/password", current="not my password", password=NEW).status_code == 422

    refused = send(client, "/me/password", current=PASSWORD, password=NEW)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert "15분 뒤에" in refused.text
    clock.forward(minutes=31)
    assert send(client, "/me/password", current=PASSWORD, password=NEW).status_code == 303


def test_by_api_every_browser_is_signed_out_and_the_key_goes_on(app, make, client):
    mina = make.person("Mina")
    sign_in(client, "Mina")
    key, other = _key(mina, "accounts"), _key(mina, "work")

    wrong = _post(app, key, current="not my password", password=NEW)
    right = _post(app, key, current=PASSWORD, password=NEW)

    assert (wrong.status_code, wrong.json["error"]["fields"]["current"]["code"]) == (422, "password_wrong")
    assert (right.status_code, right.json["email"]) == (201, "mina@example.com")
    assert "session_" not in right.text
    assert client.get("/me").location.startswith("/sign-in")
    assert _post(app, other, current=NEW, password=PASSWORD).json["error"]["code"] == "scope_missing"


def test_by_api_guesses_count_too_even_under_one_idempotency_key(app, make):
    key = _key(make.person("Mina"), "accounts")
    for _ in range(10):
        assert _post(app, key, current="not my password", password=NEW).status_code == 422

    assert _post(app, key, current=PASSWORD, password=NEW).status_code == 429


def _key(actor, *scopes):
    return service.create_key(name="x", scopes=[*scopes], actor=actor)[1]


def _post(app, key, **body):
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "the-same"}
    return app.test_client().post("/api/v1/me/password", json=body, headers=headers)
