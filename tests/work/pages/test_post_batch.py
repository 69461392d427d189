"""Making a batch on its page: what is kept, what is refused and said at which field."""

from datetime import timedelta

import pytest

from marketplace.web.formats import SEOUL
from marketplace.work.models import Batch
from tests.cast import send

WAY_TOO_LONG = "9" * 5000


@pytest.fixture
def terms(make, cast):
    """A good new batch, as a browser sends it."""
    return {"template_version_id": str(make.version().id), "title": "같은 상품 찾기", "note": "", "currency": "KRW", "price": "150",
            "slots_per_task": "2", "claim_minutes": "", "review_hours": "", "deadline_at": ""}


def test_a_draft_is_kept_and_its_page_goes_on_with_the_rows(db, han, terms):
    answer = send(han, "/batches", **terms)

    batch = db.session.query(Batch).one()
    assert (answer.status_code, answer.location) == (303, f"/batches/{batch.id}#rows")
    assert (batch.state, batch.title, batch.price_minor, batch.slots_per_task, batch.fee_bps) == ("draft", "같은 상품 찾기", 150, 2, 1000)
    page = han.get(f"/batches/{batch.id}")
    assert page.status_code == 200
    assert "자료를 올려 주세요." in page.text


def test_the_new_page_shows_the_catalogue_with_prices_and_minutes(make, han):
    for key in ("grocery-photo-tags", "same-product", "stock-count"):
        make.version(key)

    page = han.get("/batches/new").text

    assert page.count('name="template_version_id"') == 3
    assert "₩100–₩400" in page
    assert 'data-minutes="1"' in page


def test_a_template_can_be_chosen_beforehand(make, han):
    version = make.version("kr-product-listing")

    page = han.get(f"/batches/new?template={version.id}").text

    assert f'value="{version.id}" required checked' in page


@pytest.mark.parametrize(("typed", "said"), [
    ("-1", "1원 이상이어야 해요"), ("0", "1원 이상이어야 해요"), ("-0", "1원 이상이어야 해요"),
    ("99", "단가는 100원 이상이어야 해요"), ("401", "단가는 400원 이하여야 해요"),
    ("NaN", "숫자로 입력해 주세요"), ("Infinity", "숫자로 입력해 주세요"), ("1e3", "숫자로 입력해 주세요"), ("0x10", "숫자로 입력해 주세요"),
    ("１２３", "숫자로 입력해 주세요"), ("٣", "숫자로 입력해 주세요"), ("1_000", "숫자로 입력해 주세요"),
    ("150.5", "소수점 0자리"), ("9223372036854775808", "이하여야 해요"), ("9" * 400, "이하여야 해요"), (WAY_TOO_LONG, "이하여야 해요"),
    ("", "꼭 입력해 주세요"),
])
def test_a_wrong_price_is_refused_at_its_field_and_kept(db, han, terms, typed, said):
    answer = send(han, "/batches", **terms | {"price": typed})

    assert answer.status_code == 422
    assert 'aria-describedby="price-error' in answer.text
    assert said in answer.text
    assert f'value="{typed}"' in answer.text
    assert db.session.query(Batch).count() == 0


def test_blanks_and_thousands_are_read_by_rule(db, han, terms):
    send(han, "/batches", **terms | {"price": " 350 "})

    assert db.session.query(Batch).one().price_minor == 350


def test_dollars_have_two_decimals(db, han, terms):
    refused = send(han, "/batches", **terms | {"currency": "USD", "price": "0.105"})
    kept = send(han, "/batches", **terms | {"currency": "USD", "price": "0.12"})

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert "소수점 2자리" in refused.text
    assert db.session.query(Batch).one().price_minor == 12


@pytest.mark.parametrize("currency", ["usd ", "X" * 3, "BTC", "UЅD", "JPY"])
def test_an_unknown_currency_is_refused(db, han, terms, currency):
    answer = send(han, "/batches", **terms | {"currency": currency})

    assert answer.status_code == 422
    assert db.session.query(Batch).count() == 0


@pytest.mark.parametrize("name", ["state", "status", "company_id", "fee_bps", "id"])
def test_an_extra_field_is_refused_and_changes_nothing(db, han, terms, name):
    answer = send(han, "/batches", **terms | {name: "1"})

    assert answer.status_code == 400
    assert "모르는 항목이 있어요" in answer.text
    assert db.session.query(Batch).count() == 0


@pytest.mark.parametrize("typed", ["2020-01-01T00:00", "9999-12-31T23:59", "2026-02-30T10:00", "2026-13-01T10:00", "tomorrow", "12026-01-01T00:00"])
def test_a_wrong_deadline_is_refused_at_its_field(db, han, terms, typed):
    answer = send(han, "/batches", **terms | {"deadline_at": typed})

    assert answer.status_code == 422
    assert "deadline_at-error" in answer.text
    assert db.session.query(Batch).count() == 0


def test_a_deadline_without_a_zone_is_meant_in_seoul(db, han, terms, clock):
    day = (clock.now() + timedelta(days=3)).astimezone(SEOUL).strftime("%Y-%m-%dT18:00")

    send(han, "/batches", **terms | {"deadline_at": day})

    batch = db.session.query(Batch).one()
    assert batch.deadline_at.astimezone(SEOUL).strftime("%Y-%m-%dT%H:%M") == day
    assert f'value="{day}"' in han.get(f"/batches/{batch.id}").text


def test_a_refused_deadline_stands_in_its_control_as_typed(han, terms):
    answer = send(han, "/batches", **terms | {"deadline_at": "2020-01-01T00:00"})

    assert 'value="2020-01-01T00:00"' in answer.text


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u3164", "가\x00나", "x" * 121])
def test_a_title_that_cannot_be_kept_is_refused(db, han, terms, title):
    answer = send(han, "/batches", **terms | {"title": title})

    assert answer.status_code == 422
    assert "title-error" in answer.text
    assert db.session.query(Batch).count() == 0


def test_ten_megabytes_of_text_are_refused_without_a_fault(db, han, terms):
    answer = send(han, "/batches", **terms | {"note": "x" * 10_000_000})

    assert answer.status_code in (413, 422)
    assert db.session.query(Batch).count() == 0


def test_a_title_with_a_direction_override_is_kept_without_it(db, han, terms):
    send(han, "/batches", **terms | {"title": "상품\u202egnp"})

    assert db.session.query(Batch).one().title == "상품gnp"


@pytest.mark.parametrize("version", ["0", "-1", "1e1", "999999", "1 OR 1=1"])
def test_a_template_that_is_not_there_is_refused(db, han, terms, version):
    answer = send(han, "/batches", **terms | {"template_version_id": version})

    assert answer.status_code in (404, 422)
    assert db.session.query(Batch).count() == 0


@pytest.mark.parametrize(("role", "status"), [("manager", 303), ("viewer", 403), ("finance", 403), ("company_reviewer", 403)])
def test_only_owners_and_managers_make_batches(teammate, terms, role, status):
    assert send(teammate(role), "/batches", **terms).status_code == status


def test_a_worker_and_a_visitor_make_none(cast, browse, client, terms):
    assert send(browse(cast.mira), "/batches", **terms).status_code == 403
    assert send(client, "/batches", **terms).location.startswith("/sign-in")
