"""Another name, by page and by API: clean text, seen everywhere from then on."""

import pytest

from marketplace.accounts import service
from marketplace.accounts.models import Person
from marketplace.kernel.journal import JournalEntry
from tests.cast import send, sign_in


def test_the_new_name_is_shown_and_on_record(db, make, client):
    mina = make.person("Mina")
    sign_in(client, "Mina")

    answer = send(client, "/me/name", name="  김미나 ")
    entry = db.session.query(JournalEntry).filter_by(verb="change_name").one()

    assert (answer.status_code, answer.location) == (303, "/me")
    assert "김미나" in client.get("/").text or "김미나" in client.get("/me").text
    assert db.session.get(Person, mina.person_id).name == "김미나"
    assert (entry.actor_name, entry.subject_id, entry.facts) == ("Mina", mina.person_id, {})


@pytest.mark.parametrize(("typed", "kept"), [
    ("\u202eadmin\u2066", "admin"), ("김\n미나", "김 미나"), ("\u1100\u1161\u11bc", "강"), ("가" * 80, "가" * 80),
])
def test_a_name_is_kept_in_its_clean_form(db, make, client, typed, kept):
    mina = make.person("Mina")
    sign_in(client, "Mina")

    assert send(client, "/me/name", name=typed).status_code == 303
    assert db.session.get(Person, mina.person_id).name == kept


@pytest.mark.parametrize(("typed", "said"), [
    ("", "꼭 입력해 주세요"), ("\u200b \u3164", "꼭 입력해 주세요"), ("가" * 81, "80자까지"), ("a\x00b", "쓸 수 없는 문자"),
])
def test_a_name_nobody_could_read_is_refused_and_kept_in_the_form(db, make, client, typed, said):
    mina = make.person("Mina")
    sign_in(client, "Mina")

    answer = send(client, "/me/name", name=typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.get(Person, mina.person_id).name == "Mina"


def test_by_api_the_same(app, db, make):
    mina = make.person("Mina")
    headers = {"Authorization": f"Bearer {service.create_key(name='x', scopes=['accounts'], actor=mina)[1]}"}

    right = app.test_client().post("/api/v1/me/name", json={"name": "Mina Kim"}, headers=headers)
    wrong = app.test_client().post("/api/v1/me/name", json={"name": None}, headers=headers)

    assert (right.status_code, right.json["name"]) == (201, "Mina Kim")
    assert (wrong.status_code, wrong.json["error"]["fields"]["name"]["code"]) == (422, "required")
    assert db.session.get(Person, mina.person_id).name == "Mina Kim"


def test_two_people_may_share_a_name(make, client):
    make.person("Noah")
    make.person("Mina")
    sign_in(client, "Mina")

    assert send(client, "/me/name", name="Noah").status_code == 303
