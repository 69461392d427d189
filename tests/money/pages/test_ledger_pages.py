"""The admins' ledger by page."""

import re

import pytest
from sqlalchemy import text

from marketplace.kernel.database import transaction
from marketplace.money.queries.ledger import list_entries, read_place, write_place
from tests.cast import sign_in
from tests.statements import count_statements


@pytest.fixture
def ada(cast, client):
    """Ada's browser."""
    sign_in(client, cast.ada)
    return client


def test_a_right_ledger_says_so_with_its_balances(make, cast, ada):
    make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=2, price=200)))

    page = ada.get("/admin/ledger").text

    assert "장부가 맞아요" in page
    assert re.search(r'작업자</th><td class="number">1</td><td class="number"><[^>]*>₩200<', page)
    assert "₩440" in page


def test_a_wrong_ledger_names_each_fault(db, make, cast, ada):
    batch = make.batch(cast.han, rows=2, price=200)
    with transaction() as session:
        session.execute(text("UPDATE tasks SET held_minor = held_minor + 1 WHERE batch_id = :id"), {"id": batch.id})

    page = ada.get("/admin/ledger").text

    assert "장부가 맞아요" not in page
    assert "장부에 맞지 않는 곳이 1개 있어요" in page
    assert f"batch {batch.id} holds 440, its open slots need 442" in page


def test_entries_are_paged_by_moment_and_key_without_gaps_or_repeats(make, cast, ada):
    batch = make.batch(cast.han, rows=6)
    for _ in range(5):
        make.review(cast.rae, make.submission(cast.mira, batch))

    seen, cursor = [], None
    while True:
        page = list_entries(cast.ada, cursor=cursor, limit=2)
        seen += [row.entry.key for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break

    whole = [row.entry.key for row in list_entries(cast.ada).items]
    assert seen == whole
    assert len(set(seen)) == 7
    assert read_place(write_place((page.items[0].entry.posted_at, "a|b"))) == (page.items[0].entry.posted_at, "a|b")


def test_an_entry_shows_its_lines_which_sum_to_zero(make, cast, ada):
    make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=1)))

    page = ada.get("/admin/ledger/entries/release:verdict:1").text

    for shown in ("−₩220", "+₩200", "+₩20", "승인 지급"):
        assert shown in page
    assert 'href="/admin/ledger/entries/release%3Averdict%3A1"' in ada.get("/admin/ledger/entries?kind=release").text


@pytest.mark.parametrize(("path", "status"), [
    ("/admin/ledger/entries/release:verdict:999", 404), ("/admin/ledger/entries/x%00y", 404), ("/admin/ledger/entries?kind=theft", 422),
    ("/admin/ledger/entries?cursor=nonsense", 422), ("/admin/ledger/entries?cursor=MjAyNi0xMS0yM3xh", 422), ("/admin/ledger/payouts?state=lost", 422),
    ("/admin/ledger/payouts?sort=amount", 400), ("/admin/ledger/entries?kind=release", 200), ("/admin/ledger/payouts", 200),
])
def test_what_cannot_be_asked_for_is_refused(ada, path, status):
    assert ada.get(path).status_code == status


@pytest.mark.parametrize("who", ["han", "mira", "rae"])
@pytest.mark.parametrize("path", ["", "/entries", "/entries/funding:test:1", "/payouts"])
def test_nobody_else_reads_the_ledger(cast, client, who, path):
    sign_in(client, getattr(cast, who))

    assert client.get(f"/admin/ledger{path}").status_code == 403


def test_the_pages_make_a_fixed_number_of_statements(make, cast, ada):
    batch = make.batch(cast.han, rows=8)
    make.review(cast.rae, make.submission(cast.mira, batch))
    few = [_statements(ada, path) for path in ("/admin/ledger", "/admin/ledger/entries", "/admin/ledger/payouts")]
    for _ in range(4):
        make.review(cast.rae, make.submission(cast.mira, batch))
    many = [_statements(ada, path) for path in ("/admin/ledger", "/admin/ledger/entries", "/admin/ledger/payouts")]

    assert few == many


def _statements(client, path):
    with count_statements() as sent:
        client.get(path)
    return len(sent)
