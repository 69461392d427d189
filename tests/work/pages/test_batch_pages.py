"""Seeing batches: the list, one from top to bottom, its tasks; whose they are and what they cost to read."""

from datetime import timedelta

import pytest

from marketplace.work import service as work
from tests.cast import send
from tests.statements import count_statements


def test_the_list_says_how_far_each_is_what_it_cost_and_what_waits(make, cast, han):
    live, draft = make.batch(cast.han, rows=4, price=300), make.draft(cast.han, rows=2)
    make.review(cast.rae, make.submission(cast.mira, live))

    page = han.get("/batches").text

    assert '1<span class="soft"> / 4</span>' in page
    assert "₩330" in page
    assert f'href="/batches/{draft.id}#pay"' in page
    assert "결제하고 공개하세요." in page


def test_the_list_filters_by_state_and_says_when_nothing_is_there(make, cast, han):
    make.draft(cast.han)

    assert "이 상태의 묶음이 없어요" in han.get("/batches?state=closed").text
    assert han.get("/batches?state=paid").status_code == 422


def test_an_empty_list_says_what_to_do(han):
    page = han.get("/batches").text

    assert "아직 맡긴 일이 없어요" in page
    assert 'href="/batches/new"' in page


def _statements(client, path):
    with count_statements() as sent:
        assert client.get(path).status_code == 200
    return len(sent)


def test_lists_make_as_many_statements_for_three_rows_as_for_thirty(make, cast, han):
    batch = make.batch(cast.han, rows=3, slots=2)
    make.review(cast.rae, make.submission(cast.mira, batch))
    for _ in range(2):
        make.draft(cast.han, rows=1)
    paths = ("/batches", "/money", "/money/batches", f"/batches/{batch.id}", f"/batches/{batch.id}/tasks")
    few = {path: _statements(han, path) for path in paths}
    many = make.batch(cast.han, rows=30)
    for worker in (cast.mira, cast.noah) * 2:  # below what is measured, so that both ask the template version too
        make.review(cast.rae, make.submission(worker, many))
    for _ in range(26):
        make.draft(cast.han, rows=1)

    more = {path.replace(f"/{batch.id}", f"/{many.id}"): _statements(han, path.replace(f"/{batch.id}", f"/{many.id}")) for path in paths}

    assert list(more.values()) == list(few.values())
    assert max(few.values()) <= 20


@pytest.mark.parametrize("query", ["limit=201", "limit=0", "limit=-1", "limit=1000000", "cursor=-1", "cursor=xx"])
def test_a_cut_outside_its_bounds_is_refused(han, query):
    assert han.get(f"/batches?{query}").status_code == 422


@pytest.mark.parametrize("query", ["page=-1", "per_page=1000000", "sort=fee_bps", "company_id=1"])
def test_a_parameter_the_list_does_not_know_is_refused(han, query):
    assert han.get(f"/batches?{query}").status_code == 400


def test_a_doubled_parameter_is_refused(han):
    answer = han.get("/batches?state=open&state=draft")

    assert answer.status_code == 400
    assert "두 번" in answer.text


@pytest.mark.parametrize("path", ["/batches/{}", "/batches/{}/tasks", "/batches/{}/money", "/batches/{}/paid"])
@pytest.mark.parametrize("batch_id", ["0", "-1", "1e1", "1 OR 1=1", str(2**63), "999999"])
def test_an_id_that_is_none_looks_like_an_unknown_one(han, path, batch_id):
    assert han.get(path.format(batch_id)).status_code == 404


def test_another_company_sees_nothing_of_a_batch(make, cast, browse):
    batch, draft = make.batch(cast.han), make.draft(cast.han)
    gil = browse(cast.gil)

    for path in (f"{batch.id}", f"{draft.id}", f"{batch.id}/tasks", f"{batch.id}/money", f"{batch.id}/paid"):
        answer = gil.get(f"/batches/{path}")
        assert answer.status_code == 404
        assert "같은 상품" not in answer.text
    assert "같은 상품" not in gil.get("/batches").text


@pytest.mark.parametrize("verb", ["terms", "imports", "payments", "publication", "pauses", "resumptions", "closure", "prices", "exports"])
def test_another_company_changes_nothing_of_a_batch(db, make, cast, browse, verb):
    batch = make.batch(cast.han)
    before = {**batch.__dict__}
    forms = {"terms": {"title": "x", "price": "200", "currency": "KRW"}, "prices": {"price": "300", "currency": "KRW"},
             "exports": {"file_format": "csv"}}

    answer = send(browse(cast.gil), f"/batches/{batch.id}/{verb}", **forms.get(verb, {}))

    assert answer.status_code in (404, 422)  # an import is refused for its missing file before anything is looked for
    assert "같은 상품" not in answer.text
    fresh = db.session.get(type(batch), batch.id)
    assert (fresh.state, fresh.title, fresh.price_minor) == (before["state"], before["title"], before["price_minor"])


def test_the_page_of_a_published_batch_says_everything_in_order(make, cast, han):
    batch = make.batch(cast.han, rows=6, price=300)
    first, second, third = (make.submission(cast.mira, batch) for _ in range(3))
    make.review(cast.rae, first)
    make.review(cast.rae, second, "partial", "note")
    make.review(cast.rae, third, "reject", "verdict")
    make.submission(cast.noah, batch)

    page = han.get(f"/batches/{batch.id}").text

    order = [page.index(mark) for mark in ('id="numbers"', 'id="stages"', 'id="problems"', 'id="results"')]
    assert order == sorted(order)
    assert "2 / 6" in page
    assert "₩627" in page  # 300 + 270, and a tenth of each
    assert "검수를 기다리는 제출이 1건" in page


def test_rejected_work_is_on_no_page_of_the_business(make, cast, han):
    batch = make.batch(cast.han, rows=2)
    answers = make.answers() | {"note": "rejected-canary"}
    submission = work.submit_claim(make.claim(cast.mira, batch).id, answers=answers, actor=cast.mira)
    assert "rejected-canary" not in han.get(f"/batches/{batch.id}/tasks").text

    make.review(cast.rae, submission, "reject", "verdict")

    for path in (f"/batches/{batch.id}", f"/batches/{batch.id}/tasks", "/batches"):
        assert "rejected-canary" not in han.get(path).text


def test_accepted_answers_stand_beside_their_tasks(make, cast, han):
    batch = make.batch(cast.han, rows=2)
    make.review(cast.rae, make.submission(cast.mira, batch))

    page = han.get(f"/batches/{batch.id}/tasks").text

    assert page.count("peachtree pro accounting 2007") == 1
    assert "left_title 1" in page


def test_a_deadline_that_passed_is_a_problem_to_look_at(make, cast, han, clock):
    batch = make.batch(cast.han, rows=2, deadline_at=clock.now() + timedelta(hours=30))
    assert "마감이 지났어요" not in han.get(f"/batches/{batch.id}").text

    clock.forward(hours=31)

    assert "마감이 지났어요" in han.get(f"/batches/{batch.id}").text


def test_a_viewer_sees_the_batch_and_no_button_that_changes_it(make, cast, teammate):
    batch, draft = make.batch(cast.han), make.draft(cast.han)
    viewer = teammate("viewer")

    live, drafted = viewer.get(f"/batches/{batch.id}").text, viewer.get(f"/batches/{draft.id}").text

    for verb in ("pauses", "closure", "prices", "publication", "payments", "terms", "imports"):
        assert f'/{verb}"' not in live
        assert f'/{verb}"' not in drafted
    assert "/batches/new" not in viewer.get("/batches").text


def test_an_admin_sees_every_companys_batches(make, cast, browse):
    batch = make.batch(cast.han)
    admin = browse(cast.ada)

    assert "Han 상점" in admin.get("/batches").text
    assert admin.get(f"/batches/{batch.id}").status_code == 200
    assert admin.get(f"/batches/{batch.id}/tasks").status_code == 200
