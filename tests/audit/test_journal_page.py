"""The journal by page."""

import pytest

from tests.cast import sign_in
from tests.statements import count_statements


@pytest.fixture
def ada(cast, client):
    """Ada's browser."""
    sign_in(client, cast.ada)
    return client


def test_the_journal_shows_who_did_what_and_filters_by_thing_verb_and_company(make, cast, ada):
    batch = make.batch(cast.han, rows=1)

    every = ada.get("/admin/journal").text
    one = ada.get(f"/admin/journal?subject=batch&id={batch.id}").text
    verb = ada.get("/admin/journal?verb=publish_batch&subject=&id=&company=").text
    other = ada.get(f"/admin/journal?company={cast.gil.company_id}&verb=publish_batch").text

    assert "묶음을 공개함" in every
    assert "로그인함" in every
    assert one.count("<tr>") - 1 == 2
    assert verb.count("<tr>") - 1 == 1
    assert "맞는 기록이 없어요" in other


@pytest.mark.parametrize(("query", "status"), [
    ("subject=secrets", 422), ("verb=rob_bank", 422), ("id=1e1", 422), ("id=-1", 422), ("id=9223372036854775808", 422),
    ("company=1%20OR%201=1", 422), ("facts=x", 400), ("cursor=x", 422), ("id=999999", 200),
])
def test_what_cannot_be_asked_for_is_refused(ada, query, status):
    assert ada.get(f"/admin/journal?{query}").status_code == status


@pytest.mark.parametrize("who", ["han", "mira", "rae"])
def test_nobody_else_reads_the_journal(cast, client, who):
    sign_in(client, getattr(cast, who))

    assert client.get("/admin/journal").status_code == 403


def test_the_journal_is_paged(make, cast, ada):
    first = ada.get("/admin/journal?limit=5").text
    following = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")

    second = ada.get(following).text

    assert first.count("<tr>") - 1 == second.count("<tr>") - 1 == 5
    assert first.partition("<tbody>")[2] != second.partition("<tbody>")[2]


def test_the_journal_makes_a_fixed_number_of_statements(make, cast, ada):
    with count_statements() as few:
        ada.get("/admin/journal?limit=5")
    make.batch(cast.han, rows=1)
    with count_statements() as many:
        ada.get("/admin/journal?limit=50")

    assert len(few) == len(many) <= 4
