"""After a rejection, by page and by API: what was missing is said, what is new is asked for, and when it is too soon."""

import pytest

from marketplace.accounts.models import Company, Worker
from marketplace.kernel.clock import now
from marketplace.kernel.errors import TooMany
from marketplace.kernel.journal import JournalEntry
from marketplace.vetting import service as vetting
from tests.cast import send, sign_in
from tests.vetting.applying import BUSINESS, NEW, apply_three_times, key_of, reject, states, work


def test_the_applicant_reads_what_was_missing_and_sends_what_is_new(db, make, cast, client):
    mina = make.person("Mina")
    work(mina)
    reject(mina, cast.ada, "연락처가 없어요")
    sign_in(client, mina)

    mine, form = client.get("/me/applications").text, client.get("/me/applications/worker").text
    answer = send(client, "/me/applications/worker", statement="저녁에 일해요", new_evidence=NEW, accept_terms="true")

    assert "연락처가 없어요" in mine
    assert "다시 신청하기" in mine
    assert "연락처가 없어요" in form
    assert "집에서 일해요" in form
    assert (answer.status_code, answer.location) == (303, "/me/applications")
    assert states(db, mina) == ["rejected", "submitted"]
    assert db.session.get(Worker, mina.person_id).state == "applied"
    assert [entry.facts.get("again") for entry in db.session.query(JournalEntry).filter_by(verb="apply_to_work", actor_id=mina.person_id)
            .order_by(JournalEntry.id)] == [None, True]


def test_a_business_mends_what_was_wrong(db, make, cast, client):
    mina = make.person("Mina")
    vetting.apply_to_post(**BUSINESS, actor=mina)
    reject(mina, cast.ada)
    sign_in(client, mina)

    form = client.get("/me/applications/business").text
    answer = send(client, "/me/applications/business", **BUSINESS | {"representative": "김바른", "business_number": "220-81-62517"}, new_evidence=NEW)
    company = db.session.query(Company).filter_by(name="바른유통").one()

    assert "이바른" in form
    assert answer.status_code == 303
    assert (company.state, company.representative, company.business_number) == ("applied", "김바른", "2208162517")
    assert states(db, mina) == ["rejected", "submitted"]


def test_without_anything_new_it_is_refused_at_the_field(db, make, cast, client):
    mina = make.person("Mina")
    work(mina)
    reject(mina, cast.ada)
    sign_in(client, mina)

    answer = send(client, "/me/applications/worker", statement="저녁에 일해요", new_evidence=" ", accept_terms="true")

    assert answer.status_code == 422
    assert "어떻게 확인할 수 있는지" in answer.text
    assert "저녁에 일해요" in answer.text
    assert states(db, mina) == ["rejected"]


def test_the_fourth_within_thirty_days_waits_for_the_first_to_be_old(db, make, cast, client, clock):
    mina = make.person("Mina")
    apply_three_times(mina, cast.ada, clock)
    sign_in(client, mina)

    mine, form = client.get("/me/applications").text, client.get("/me/applications/worker").text
    refused = send(client, "/me/applications/worker", statement="또", new_evidence=NEW, accept_terms="true")

    assert "부터 다시 신청할 수 있어요" in mine
    assert "아직 다시 신청할 수 없어요" in form
    assert 'name="new_evidence"' not in form
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 28 * 86400
    assert len(states(db, mina)) == 3
    with pytest.raises(TooMany, match="applied_too_often") as caught:
        work(mina, NEW)
    assert caught.value.message.ko == "30일 동안 3번까지 신청할 수 있어요. 28일 뒤에 다시 신청해 주세요."
    assert caught.value.message.en == "You can apply 3 times within 30 days. Please apply again in 28 days."

    clock.forward(days=28)
    work(mina, NEW)
    assert len(states(db, mina)) == 4


def test_the_case_shows_the_earlier_ones_with_who_decided_and_why(make, cast, client):
    mina = make.person("Mina")
    work(mina)
    reject(mina, cast.ada, "연락처가 없어요")
    again = work(mina, NEW)
    sign_in(client, cast.ada)

    case, queue = client.get(f"/admin/applications/{again.id}").text, client.get("/admin/applications").text

    assert "지난 신청" in case
    assert "연락처가 없어요" in case
    assert NEW in case
    assert "다시</span>" in queue
    assert "지난 신청" not in client.get(f"/admin/applications/{again.id - 1}").text


def test_by_api_the_same(app, make, cast, clock):
    mina, api = make.person("Mina"), app.test_client()
    mine, ada = key_of(mina), key_of(cast.ada)
    work(mina)
    reject(mina, cast.ada, "연락처가 없어요")
    body = {"statement": "저녁에 일해요", "accept_terms": True}

    listed = api.get("/api/v1/me/applications", headers=mine).json["items"][0]
    bare = api.post("/api/v1/me/applications/worker", json=body, headers=mine)
    right = api.post("/api/v1/me/applications/worker", json=body | {"new_evidence": NEW}, headers=mine)
    earlier = api.get(f"/api/v1/applications/{right.json['id']}/earlier", headers=ada).json["items"]
    foreign = api.get(f"/api/v1/applications/{right.json['id']}/earlier", headers=mine)

    assert listed["reason"] == "연락처가 없어요"
    assert listed["again_from"] == listed["decided_at"]
    assert (bare.status_code, bare.json["error"]["fields"]["new_evidence"]["code"]) == (422, "new_evidence_missing")
    assert (right.status_code, right.json["state"], right.json["new_evidence"], right.json["again_from"]) == (201, "submitted", NEW, None)
    assert [(one["state"], one["reason"], one["decided_by"]) for one in earlier] == [("rejected", "연락처가 없어요", cast.ada.person_id)]
    assert foreign.status_code == 403


def test_by_api_too_soon_says_when(app, make, cast, clock):
    mina = make.person("Mina")
    apply_three_times(mina, cast.ada, clock)
    body = {"statement": "또", "accept_terms": True, "new_evidence": NEW}

    refused = app.test_client().post("/api/v1/me/applications/worker", json=body, headers=key_of(mina))

    assert (refused.status_code, refused.json["error"]["code"]) == (429, "applied_too_often")
    assert refused.json["error"]["facts"]["again_from"] > now().isoformat()
    assert int(refused.headers["Retry-After"]) > 27 * 86400
