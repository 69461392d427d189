"""Where one is signed in, and ending one or all others, by page and by API."""

import pytest

from marketplace.accounts import service
from marketplace.accounts.devices import device_words, mask_address
from marketplace.accounts.models import SignIn
from marketplace.kernel.journal import JournalEntry
from tests.cast import send, sign_in

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36"


def test_each_sign_in_shows_its_device_when_and_roughly_where(app, make, client):
    make.person("Mina")
    sign_in(_on_phone(app), "Mina")
    sign_in(client, "Mina")

    page = client.get("/me").text

    assert "Samsung Internet · Android" in page
    assert "203.0.113.*" in page
    assert "203.0.113.77" not in page
    assert "지금 이 기기" in page


def test_one_is_ended_from_another(db, app, make, client):
    make.person("Mina")
    phone = _on_phone(app)
    sign_in(phone, "Mina")
    sign_in(client, "Mina")
    session_id = db.session.query(SignIn.id).filter(SignIn.address == "203.0.113.*").scalar()

    answer = send(client, f"/me/sessions/{session_id}/endings")
    again = send(client, f"/me/sessions/{session_id}/endings")

    assert (answer.status_code, answer.location, again.status_code) == (303, "/me#sessions", 303)
    assert phone.get("/me").location.startswith("/sign-in")
    assert "Samsung Internet" in client.get("/me").text  # said once, in the notice
    assert client.get("/me").text.count("Samsung Internet") == 0
    assert [entry.facts for entry in db.session.query(JournalEntry).filter_by(verb="end_session")] == [{"session_id": session_id}]


def test_all_others_are_ended_at_once(db, app, make, client):
    make.person("Mina")
    others = [app.test_client(), app.test_client()]
    for one in [*others, client]:
        sign_in(one, "Mina")

    answer = send(client, "/me/sessions/endings")
    send(client, "/me/sessions/endings")

    assert answer.status_code == 303
    assert all(one.get("/me").location.startswith("/sign-in") for one in others)
    assert client.get("/me").status_code == 200
    assert [entry.facts for entry in db.session.query(JournalEntry).filter_by(verb="end_other_sessions")] == [{"sessions": 2}]


def test_nobody_ends_somebody_elses(db, app, make, client):
    make.person("Nora")
    mina = make.person("Mina")
    nora = app.test_client()
    sign_in(nora, "Nora")
    sign_in(client, "Mina")
    session_id = db.session.query(SignIn.id).filter(SignIn.person_id != mina.person_id).scalar()

    assert send(client, f"/me/sessions/{session_id}/endings").status_code == 404
    assert send(client, "/me/sessions/endings").status_code == 303
    assert nora.get("/me").status_code == 200


def test_by_api_they_are_listed_and_ended(db, app, make, client):
    mina, headers = _with_key(make, "Mina")
    _, foreign = _with_key(make, "Nora")
    api = app.test_client()
    sign_in(_on_phone(app), "Mina")
    sign_in(client, "Mina")

    found = api.get("/api/v1/me/sessions", headers=headers).json["items"]
    path = f"/api/v1/me/sessions/{found[1]['id']}/endings"
    refused, ended = api.post(path, headers=foreign), api.post(path, headers=headers)
    rest = api.post("/api/v1/me/sessions/endings", headers=headers)

    assert [one["address"] for one in found] == ["127.0.0.*", "203.0.113.*"]
    assert found[1]["device"] == "Samsung Internet · Android"
    assert found[1].keys() == {"id", "device", "address", "created_at", "expires_at", "ended_at"}
    assert (refused.status_code, ended.status_code, ended.json["ended_at"] is None) == (404, 201, False)
    assert (rest.status_code, rest.json) == (201, {"ended": 1})
    assert api.get("/api/v1/me/sessions", headers=headers).json["items"] == []
    assert client.get("/me").location.startswith("/sign-in")
    assert db.session.query(SignIn).filter(SignIn.person_id == mina.person_id, SignIn.ended_at.is_(None)).count() == 0


@pytest.mark.one_engine
@pytest.mark.parametrize(("browser", "words"), [
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0 Safari/537.36 Edg/124.0", "Edge · Windows"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0 Whale/3.26 Safari/537.36", "Whale · Windows"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.4; rv:125.0) Gecko/20100101 Firefox/125.0", "Firefox · macOS"),
    (f"curl/8.5.0 {'x' * 90}", "curl/8.5.0"), ("x" * 200, "x" * 40), ("", "알 수 없는 기기"),
])
def test_a_device_is_named_in_words(browser, words):
    assert device_words(browser) == words


@pytest.mark.one_engine
@pytest.mark.parametrize(("address", "masked"), [
    ("203.0.113.77", "203.0.113.*"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:*"), ("2001:db8::1", "2001:db8:0:*"),
    ("::ffff:203.0.113.77", "203.0.113.*"), ("", ""), ("nonsense", ""),
])
def test_an_address_keeps_only_its_network(address, masked):
    assert mask_address(address) == masked


def _on_phone(app):
    phone = app.test_client()
    phone.environ_base |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": PHONE}
    return phone


def _with_key(make, name):
    actor = make.person(name)
    return actor, {"Authorization": f"Bearer {service.create_key(name='x', scopes=['accounts'], actor=actor)[1]}"}
