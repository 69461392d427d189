"""Keys: who gets in, how far, and what is left of a key's secret."""

from marketplace.accounts import service as accounts
from marketplace.accounts.models import ApiKey
from marketplace.api.models import KeptAnswer
from tests.api.conftest import code
from tests.speaker import Speaker, new_key


def test_a_key_acts_as_its_person(speak, cast):
    answer = speak(cast.han, "accounts", "work").get("/me")

    assert answer.status_code == 200
    assert (answer.json["name"], answer.json["roles"]) == ("Han", ["owner", "person"])
    assert answer.json["scopes"] == ["accounts", "work"]


def test_without_a_key_nothing_but_the_document_is_answered(client):
    assert client.get("/api/v1/openapi.json").status_code == 200
    answer = client.get("/api/v1/me")

    assert (answer.status_code, code(answer)) == (401, "sign_in_needed")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_key_is_refused_everywhere(app, cast):
    for secret in ("ilgam_wrong", "", "x" * 5000, "ilgam_\ud800".encode("utf-8", "replace").decode()):
        answer = Speaker(app, secret).get("/me")
        assert (answer.status_code, code(answer)) == (401, "key_wrong")


def test_a_revoked_key_is_refused_at_once(app, speak, cast):
    han = speak(cast.han)
    made = han.post("/keys", {"name": "밤 작업", "scopes": ["work"]})
    other = Speaker(app, made.json["secret"])
    assert other.get("/batches").status_code == 200

    revoked = han.post(f"/keys/{made.json['id']}/revocations")

    assert revoked.status_code == 201
    assert revoked.json["revoked_at"] is not None
    assert code(other.get("/batches")) == "key_wrong"


def test_a_suspended_persons_key_is_refused(speak, cast):
    mira = speak(cast.mira)

    accounts.suspend_person(cast.mira.person_id, reason="확인", actor=cast.ada)

    assert code(mira.get("/me")) == "key_wrong"


def test_a_key_without_the_scope_is_told_which_it_lacks(speak, cast):
    answer = speak(cast.han, "accounts").get("/batches")

    assert (answer.status_code, code(answer)) == (403, "scope_missing")
    assert answer.json["error"]["facts"] == {"scope": "work"}


def test_a_key_in_the_address_is_refused_before_it_is_read(client, cast):
    secret = new_key(cast.han)
    for name in ("api_key", "key", "token", "access_token"):
        answer = client.get(f"/api/v1/me?{name}={secret}")
        assert (answer.status_code, code(answer)) == (400, "key_in_address")


def test_another_way_of_signing_in_is_no_key(client, cast):
    secret = new_key(cast.han)

    answer = client.get("/api/v1/me", headers={"Authorization": f"Basic {secret}"})

    assert code(answer) == "key_wrong"


def test_a_key_makes_keys_that_reach_no_further(app, speak, cast):
    narrow = speak(cast.han, "accounts", "work")

    made = narrow.post("/keys", {"name": "더 넓게", "scopes": ["work", "money"]})

    assert made.json["scopes"] == ["work"]
    assert code(Speaker(app, made.json["secret"]).get("/wallet")) == "scope_missing"


def test_the_secret_is_answered_once_and_stored_nowhere(db, speak, cast):
    han = speak(cast.han)

    made = han.post("/keys", {"name": "한 번만", "scopes": ["work"]}, key="make-it")

    secret = made.json["secret"]
    listed = han.get("/keys").json["items"]
    assert secret not in str(listed)
    assert [one["name"] for one in listed] == ["한 번만", "tests"]
    stored = [str(vars(row)) for model in (ApiKey, KeptAnswer) for row in db.session.query(model)]
    assert not any(secret in row for row in stored)
    assert not any(secret.encode() in row.body for row in db.session.query(KeptAnswer))


def test_a_repeated_request_for_a_key_gets_the_same_secret_from_the_same_key_only(speak, cast):
    han, other = speak(cast.han), speak(cast.han)
    wish = {"name": "한 번만", "scopes": ["work"]}
    first = han.post("/keys", wish, key="make-it")

    again, elsewhere = han.post("/keys", wish, key="make-it"), other.post("/keys", wish, key="make-it")

    assert again.json == first.json
    assert (elsewhere.status_code, code(elsewhere)) == (422, "idempotency_key_reused")


def test_somebody_elses_key_looks_like_none(speak, cast):
    mine = speak(cast.han).post("/keys", {"name": "내 것", "scopes": ["work"]}).json["id"]

    answer = speak(cast.gil).post(f"/keys/{mine}/revocations")

    assert (answer.status_code, code(answer)) == (404, "not_found")
