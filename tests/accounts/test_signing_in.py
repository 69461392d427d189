"""Signing in and out by page: who gets in, who doesn't, and what an old cookie is worth."""

import pytest

from marketplace.accounts import service
from marketplace.accounts.models import SignIn
from tests.cast import PASSWORD, csrf_token, send, sign_in


def test_the_right_password_opens_a_session_and_goes_on(db, make, client):
    make.person("Mina")

    answer = send(client, "/sign-in?next=/me", email=" Mina@Example.com ", password=PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/me")
    assert client.get("/sign-in").status_code == 303
    assert db.session.query(SignIn).count() == 1


@pytest.mark.parametrize(("email", "password"), [("mina@example.com", "wrong password"), ("nobody@example.com", PASSWORD)])
def test_a_wrong_pair_is_refused_alike_and_keeps_the_address(make, client, email, password):
    make.person("Mina")

    answer = send(client, "/sign-in", email=email, password=password)

    assert answer.status_code == 422
    assert "이메일이나 비밀번호가 맞지 않아요." in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text


@pytest.mark.parametrize("target", ["//evil.test", "/\\evil.test", "javascript:alert(1)", "https://evil.test",
                                    "/%0d%0aSet-Cookie:x=1", "/a\r\nSet-Cookie:x=1"])
def test_next_never_leads_away(make, client, target):
    make.person("Mina")
    token = csrf_token(client)

    answer = client.post("/sign-in", query_string={"next": target},
                         data={"csrf_token": token, "email": "mina@example.com", "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/")
    assert "evil" not in answer.headers.get("Set-Cookie", "")


def test_ten_wrong_tries_lock_that_address_out_and_nobody_else(app, make, client, clock):
    make.person("Mina")
    for _ in range(10):
        assert sign_in(client, "Mina", password="wrong password").status_code == 422

    refused = sign_in(client, "Mina")
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "203.0.113.9"

    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert "15분 뒤에" in refused.text
    assert sign_in(elsewhere, "Mina").status_code == 303
    forged = client.post("/sign-in", headers={"X-Forwarded-For": "198.51.100.4"},
                         data={"csrf_token": csrf_token(client), "email": "mina@example.com", "password": PASSWORD})
    assert forged.status_code == 429
    clock.forward(minutes=31)
    assert sign_in(client, "Mina").status_code == 303


def test_an_old_cookie_is_dead_after_signing_out(app, make, client):
    make.person("Mina")
    sign_in(client, "Mina")
    stolen = client.get_cookie("ilgam").value

    answer = send(client, "/sign-out")
    thief = app.test_client()
    thief.set_cookie("ilgam", stolen)

    assert (answer.status_code, answer.location) == (303, "/")
    assert thief.get("/notices").location.startswith("/sign-in")


def test_an_old_cookie_is_dead_after_a_new_password_and_after_a_suspension(app, make, cast):
    first, second = app.test_client(), app.test_client()
    sign_in(first, cast.mira)
    sign_in(second, cast.noah)

    service.change_password(current=PASSWORD, password="another long password", actor=cast.mira)
    service.suspend_person(cast.noah.person_id, reason="확인 필요", actor=cast.ada)

    assert first.get("/notices").location.startswith("/sign-in")
    assert second.get("/notices").location.startswith("/sign-in")
    assert sign_in(app.test_client(), cast.noah).status_code == 422


def test_a_page_open_too_long_keeps_what_was_typed(client):
    answer = client.post("/sign-up", data={"name": "새 사람 <b>", "email": "new@example.com", "password": "never shown again"})

    assert answer.status_code == 400
    assert 'value="새 사람 &lt;b&gt;"' in answer.text
    assert "never shown again" not in answer.text
    assert 'name="csrf_token"' in answer.text


def test_a_token_of_another_session_is_refused(app, make, client):
    make.person("Mina")

    answer = client.post("/sign-in", data={"csrf_token": csrf_token(app.test_client()), "email": "mina@example.com", "password": PASSWORD})

    assert answer.status_code == 400
