"""Asking to be let in and deciding about it, by page."""

import pytest

from marketplace.accounts import service as accounts
from marketplace.accounts.models import Company, Worker
from marketplace.vetting import service as vetting
from marketplace.vetting.models import Application
from tests.cast import SYSTEM, send, sign_in
from tests.statements import count_statements

BUSINESS = {"company_name": "바른유통", "business_number": "120-81-47521", "representative": "이바른", "statement": "식품 2천 종을 등록해요"}


def test_a_worker_reads_the_terms_in_full_accepts_them_and_waits(db, make, client):
    make.person("Mina")
    sign_in(client, "Mina")
    form = client.get("/me/applications/worker").text

    answer = send(client, "/me/applications/worker", statement="평일 저녁에 일해요", accept_terms="true")

    assert "다른 사람에게 빌려주거나" in form
    assert "하루 8시간" in form
    assert (answer.status_code, answer.location) == (303, "/me/applications")
    assert "확인하고 있어요" in client.get("/me/applications").text
    assert db.session.query(Worker.state).scalar() == "applied"


def test_without_the_terms_nobody_applies(db, make, client):
    make.person("Mina")
    sign_in(client, "Mina")

    answer = send(client, "/me/applications/worker", statement="평일 저녁에 일해요")

    assert answer.status_code == 422
    assert "동의해 주세요" in answer.text
    assert "평일 저녁에 일해요" in answer.text
    assert db.session.query(Application).count() == 0


def test_a_business_applies_with_a_number_that_adds_up(db, make, client):
    make.person("Mina")
    sign_in(client, "Mina")

    wrong = send(client, "/me/applications/business", **BUSINESS | {"business_number": "120-81-47522"})
    right = send(client, "/me/applications/business", **BUSINESS)

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "끝자리가 맞지 않아요" in wrong.text
    assert db.session.query(Company.business_number).scalar() == "1208147521"


def test_a_taken_number_and_a_second_application_are_conflicts(make, cast, client, app):
    sign_in(client, make.person("Mina"))
    taken = send(client, "/me/applications/business", **BUSINESS | {"business_number": "107-82-09351"})
    again = app.test_client()
    sign_in(again, cast.mira)

    assert taken.status_code == 409
    assert "이미 등록된 사업자등록번호예요" in taken.text
    assert send(again, "/me/applications/worker", statement="다시", accept_terms="true").status_code == 409


def test_the_queue_shows_who_waits_longest_first(make, cast, client):
    for name in ("Aaa", "Bbb"):
        _apply(make.person(name))
    sign_in(client, cast.ada)

    waiting, everybody = client.get("/admin/applications").text, client.get("/admin/applications?state=all").text

    assert waiting.index("aaa@example.com") < waiting.index("bbb@example.com")
    assert "mira@example.com" not in waiting
    assert everybody.index("mira@example.com") < everybody.index("aaa@example.com")
    assert client.get("/admin/applications?state=nonsense").status_code == 422


def test_a_decision_with_evidence_and_reason_lets_them_in(db, make, cast, client):
    application = _apply(make.person("Mina"))
    sign_in(client, cast.ada)
    path = f"/admin/applications/{application.id}"

    answer = send(client, f"{path}/decisions", decision="approve", evidence="통화로 확인", reason="소개가 구체적이에요")

    assert (answer.status_code, answer.location) == (303, "/admin/applications")
    page = client.get(path).text
    assert "통화로 확인" in page
    assert "소개가 구체적이에요" in page
    assert db.session.get(Worker, application.person_id).state == "approved"
    assert send(client, f"{path}/decisions", decision="reject", evidence="", reason="생각이 바뀜").status_code == 409
    assert db.session.get(Worker, application.person_id).state == "approved"


@pytest.mark.parametrize("fields", [
    {"decision": "approve", "evidence": "", "reason": "좋아 보여요"}, {"decision": "approve", "evidence": "통화", "reason": ""},
    {"decision": "reject", "evidence": "", "reason": " "}, {"decision": "maybe", "evidence": "통화", "reason": "글쎄"},
    {"decision": "", "evidence": "통화", "reason": "글쎄"},
])
def test_a_decision_without_evidence_or_reason_changes_nothing(db, make, cast, client, fields):
    application = _apply(make.person("Mina"))
    sign_in(client, cast.ada)

    answer = send(client, f"/admin/applications/{application.id}/decisions", **fields)

    assert answer.status_code == 422
    assert db.session.query(Application.state).filter(Application.id == application.id).scalar() == "submitted"


def test_no_admin_decides_about_themselves_or_their_company(db, make, cast, client):
    own = _apply(cast.ada)
    boss = make.person("Boss")
    sign_in(client, boss)
    send(client, "/me/applications/business", **BUSINESS)
    accounts.add_staff(person_id=boss.person_id, admin=True, actor=SYSTEM)
    sign_in(client, "Boss")
    company = db.session.query(Application).filter(Application.person_id == boss.person_id).one()

    refused = send(client, f"/admin/applications/{company.id}/decisions", decision="approve", evidence="나", reason="나")
    page = client.get(f"/admin/applications/{company.id}")
    send(client, "/sign-out")
    sign_in(client, cast.ada)

    assert refused.status_code == 403
    assert "다른 관리자가 결정해요" in page.text
    assert 'value="approve"' not in page.text
    assert send(client, f"/admin/applications/{own.id}/decisions", decision="approve", evidence="나", reason="나").status_code == 403


@pytest.mark.parametrize("who", ["mira", "rae", "han"])
def test_nobody_else_sees_cases_or_decides(make, cast, client, who):
    application = _apply(make.person("Mina"))
    sign_in(client, getattr(cast, who))

    assert client.get("/admin/applications").status_code == 403
    assert client.get(f"/admin/applications/{application.id}").status_code == 403
    assert send(client, f"/admin/applications/{application.id}/decisions", decision="approve", evidence="x", reason="x").status_code == 403


def test_the_queue_makes_a_fixed_number_of_statements(make, cast, client):
    _apply(make.person("Aaa"))
    sign_in(client, cast.ada)
    with count_statements() as few:
        client.get("/admin/applications")
    for number in range(6):
        _apply(make.person(f"P{number}"))
    with count_statements() as many:
        client.get("/admin/applications")

    assert len(few) == len(many) <= 7


def _apply(actor):
    return vetting.apply_to_work(statement="집에서 일해요", actor=actor)
