"""The first page by role, the language, and the jobs."""

from datetime import timedelta

import pytest

from marketplace.accounts import service as accounts
from marketplace.accounts.models import Person
from marketplace.kernel.leases import take_lease
from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import JOBS
from tests.cast import SYSTEM, csrf_token, send, sign_in
from tests.statements import count_statements


def test_a_visitor_reads_what_it_is_and_finds_two_ways_in(client):
    page = client.get("/").text

    assert "맡기기" in page
    assert "일하기" in page
    assert page.count('href="/sign-up"') == 2


@pytest.mark.parametrize(("who", "where"), [("mira", "/work"), ("rae", "/reviews"), ("ada", "/admin/applications")])
def test_everybody_starts_where_their_work_is(cast, client, who, where):
    sign_in(client, getattr(cast, who))

    assert client.get("/").location == where


def test_whoever_has_not_begun_is_asked_how_to_start(make, client):
    sign_in(client, make.person("Mina"))

    assert client.get("/").location == "/me/applications"


def test_a_business_reads_its_four_answers(make, cast, client):
    batch = make.batch(cast.han, rows=6, price=200)
    item = next(item.key for item in make.version().spec.checklist if not item.critical)
    make.review(cast.rae, make.submission(cast.mira, batch))
    make.review(cast.rae, make.submission(cast.mira, batch))
    make.review(cast.rae, make.submission(cast.noah, batch), "partial", item)
    make.submission(cast.noah, batch)
    draft = make.draft(cast.han, rows=1)
    sign_in(client, cast.han)

    page = client.get("/").text

    assert "₩205" in page  # 220 + 220 + 176, by three, rounded half up
    assert "66.7%" in page
    assert "품질이 목표에 못 미쳐요" in page
    assert "검수를 기다리는 제출이 1건 있어요" in page
    assert f'href="/batches/{draft.id}#pay"' in page
    assert f'data-href="/batches/{batch.id}"' in page


def test_one_company_reads_nothing_of_another(make, cast, client):
    batch = make.batch(cast.han, rows=3)
    make.review(cast.rae, make.submission(cast.mira, batch))
    sign_in(client, cast.gil)

    page = client.get("/").text

    assert batch.title not in page
    assert "아직 승인된 결과가 없어요" in page
    assert "진행 중인 묶음이 없어요" in page


def test_the_home_of_a_business_makes_a_fixed_number_of_statements(make, cast, client):
    make.batch(cast.han, rows=1)
    sign_in(client, cast.han)
    with count_statements() as few:
        client.get("/")
    for _ in range(4):
        make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=1)))
    with count_statements() as many:
        client.get("/")

    assert len(few) == len(many) <= 14


def test_the_language_is_kept_for_a_visitor_and_for_a_person(db, cast, app, client):
    visitor = app.test_client()

    answer = send(visitor, "/language", locale="en", next="/sign-in?next=/me")
    sign_in(client, cast.mira)
    send(client, "/language", locale="en", next="/me")

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/me")
    assert '<html lang="en"' in visitor.get("/").text
    assert '<html lang="en"' in client.get("/me").text
    assert db.session.get(Person, cast.mira.person_id).locale == "en"


@pytest.mark.parametrize(("fields", "status", "where"), [
    ({"locale": "en", "next": "//evil.test"}, 303, "/"), ({"locale": "en", "next": "https://evil.test"}, 303, "/"),
    ({"locale": "en"}, 303, "/"), ({"locale": "xx", "next": "/"}, 422, None), ({"locale": "en", "role": "admin"}, 400, None),
])
def test_a_language_never_leads_away(client, fields, status, where):
    answer = send(client, "/language", **fields)

    assert (answer.status_code, answer.location) == (status, where)


def test_the_jobs_page_names_the_leader_the_runs_and_their_failures(cast, client):
    sign_in(client, cast.ada)
    idle = client.get("/admin/jobs").text
    take_lease("scheduler", "host:1:ab", hold=timedelta(minutes=1))
    run_job(JOBS[0])

    page = client.get("/admin/jobs").text

    assert "스케줄러가 돌고 있지 않아요" in idle
    assert "host:1:ab" in page
    assert all(job.name in page for job in JOBS)
    assert client.get(f"/admin/jobs?job={JOBS[0].name}").status_code == 200
    assert client.get("/admin/jobs?owner=x").status_code == 400


@pytest.mark.parametrize("who", ["mira", "rae", "han"])
def test_nobody_else_sees_the_jobs(cast, client, who):
    sign_in(client, getattr(cast, who))

    assert client.get("/admin/jobs").status_code == 403


def test_an_admin_with_a_company_still_starts_at_the_queue(cast, client):
    accounts.add_staff(person_id=cast.han.person_id, admin=True, actor=SYSTEM)
    sign_in(client, cast.han)

    assert client.get("/").location == "/admin/applications"


def test_a_token_is_worth_nothing_in_another_form_of_another_session(app, cast, client):
    sign_in(client, cast.mira)

    answer = client.post("/language", data={"locale": "en", "next": "/me", "csrf_token": csrf_token(app.test_client())})

    assert answer.status_code == 400
    assert 'name="locale" value="en"' in answer.text
