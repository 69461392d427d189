"""Joining, one's own account, its keys, and the ways back in, by page."""

import re

import pytest

from marketplace.accounts.models import ApiKey, Person
from marketplace.gateways.outbox import Mail
from marketplace.kernel.database import transaction
from tests.cast import send, sign_in
from tests.statements import count_statements

LONG = "another long password"


def test_signing_up_goes_straight_in_and_asks_how_to_start(db, client):
    answer = send(client, "/sign-up", name="새 사람", email="New@Example.com", password=LONG)

    assert (answer.status_code, answer.location) == (303, "/me/applications")
    assert "어떻게 시작할까요?" in client.get("/me/applications").text
    assert db.session.query(Person.email).scalar() == "new@example.com"


@pytest.mark.parametrize(("change", "status", "said"), [
    ({"email": "mina@example.com"}, 409, "이미 가입한 이메일이에요"),
    ({"email": "not an address"}, 422, "이메일 주소를 확인해"),
    ({"email": "a@b.com\nBcc: x@y.com"}, 422, "이메일 주소를 확인해"),
    ({"password": "short"}, 422, "비밀번호는 10자 이상"),
    ({"password": "password123"}, 422, "너무 흔한 비밀번호"),
    ({"name": "\u200b \u3164"}, 422, "꼭 입력해"),
])
def test_a_refused_sign_up_says_why_and_makes_nobody(db, make, client, change, status, said):
    make.person("Mina")

    answer = send(client, "/sign-up", **{"name": "새 사람", "email": "new@example.com", "password": LONG} | change)

    assert answer.status_code == status
    assert said in answer.text
    assert db.session.query(Person).count() == 1


def test_an_extra_field_is_refused_by_name(make, client):
    answer = send(client, "/sign-up", name="새 사람", email="new@example.com", password=LONG, is_admin="1")

    assert answer.status_code == 400
    assert "is_admin" in answer.text


def test_a_reset_link_works_once_and_then_asks_for_a_new_one(make, client):
    make.person("Mina")
    link = _mailed_link(client, "mina@example.com")

    assert "새 비밀번호" in client.get(link).text
    assert send(client, link, password=LONG).location == "/sign-in"

    assert sign_in(client, "Mina", password=LONG).status_code == 303
    for answer in (client.get(link), send(client, link, password="yet another password")):
        assert answer.status_code == 410
        assert "새 링크 요청하기" in answer.text


def test_an_old_or_foreign_reset_link_is_gone(make, client, clock):
    make.person("Mina")
    link = _mailed_link(client, "mina@example.com")

    clock.forward(hours=2, minutes=1)

    assert client.get(link).status_code == 410
    assert client.get("/reset/reset_somebody_elses").status_code == 410
    assert send(client, link, password=LONG).status_code == 410


def test_asking_for_a_link_answers_alike_whether_or_not_somebody_has_the_address(make, client):
    make.person("Mina")

    known, unknown = (send(client, "/forgot", email=email) for email in ("mina@example.com", "nobody@example.com"))

    assert known.status_code == unknown.status_code == 200
    assert _plain(known.text) == _plain(unknown.text)
    assert send(client, "/forgot", email="nonsense").status_code == 422


def test_me_shows_what_i_am_here_and_where_i_am_signed_in(cast, client):
    sign_in(client, cast.mira)

    page = client.get("/me").text

    assert "mira@example.com" in page
    assert "승인됨" in page
    assert "지금 이 기기" in page


def test_a_key_is_shown_once_and_ends_when_revoked(db, make, client):
    make.person("Mina")
    sign_in(client, "Mina")

    made = send(client, "/me/keys", name="스크립트", scopes=["work", "money"])
    secret = re.search(r"ilgam_[A-Za-z0-9_-]{43}", made.text)
    key = db.session.query(ApiKey).one()

    assert made.status_code == 201
    assert secret
    assert secret[0] not in client.get("/me/keys").text
    assert send(client, f"/me/keys/{key.id}/revocations").status_code == 303
    assert "없앰" in client.get("/me/keys").text


@pytest.mark.parametrize(("fields", "said"), [
    ({"name": "스크립트"}, "꼭 입력해"), ({"name": "", "scopes": "work"}, "꼭 입력해"), ({"name": "x", "scopes": "root"}, "골라 주세요"),
])
def test_a_key_needs_a_name_and_known_scopes(db, make, client, fields, said):
    make.person("Mina")
    sign_in(client, "Mina")

    answer = send(client, "/me/keys", **fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(ApiKey).count() == 0


def test_somebody_elses_key_looks_like_none(db, app, make, client):
    make.person("Mina")
    make.person("Nora")
    sign_in(client, "Mina")
    send(client, "/me/keys", name="스크립트", scopes="work")
    other = app.test_client()
    sign_in(other, "Nora")

    answer = send(other, f"/me/keys/{db.session.query(ApiKey.id).scalar()}/revocations")

    assert answer.status_code == 404
    assert db.session.query(ApiKey.revoked_at).scalar() is None


def test_my_account_makes_a_fixed_number_of_statements(make, client):
    make.person("Mina")
    for _ in range(4):
        sign_in(client, "Mina")
    with count_statements() as few:
        client.get("/me")
    for _ in range(6):
        send(client, "/sign-out")
        sign_in(client, "Mina")
    with count_statements() as many:
        client.get("/me")

    assert len(few) == len(many) <= 6


def _mailed_link(client, email):
    send(client, "/forgot", email=email)
    with transaction() as session:
        return re.search(r"(/reset/\S+)", session.query(Mail).one().body)[1]


def _plain(page):
    return re.sub(r'(content|value|datetime|server-now)="[^"]*"', "", page)
