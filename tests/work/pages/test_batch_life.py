"""Publishing, pausing, raising and closing by page: money first, and refusals that change nothing."""

import re

import pytest

from marketplace.kernel.money import Money
from marketplace.money.ledger import balance
from marketplace.work import service as work
from marketplace.work.models import Batch
from tests.cast import send


def _state(db, batch):
    return db.session.get(Batch, batch.id).state


def _wallet(db, cast):
    return balance(db.session(), "wallet", cast.han.company_id, "KRW").minor


def test_publishing_holds_the_money_and_shows_the_batch(db, make, cast, han, browse, prove):
    draft = make.draft(cast.han, rows=3, price=200)
    make.pay_in(cast.han.company_id, 700)
    assert "660원 보관하고 공개하기" in han.get(f"/batches/{draft.id}").text

    answer = send(han, f"/batches/{draft.id}/publication")

    assert (answer.status_code, _state(db, draft), _wallet(db, cast)) == (303, "open", 40)
    assert "같은 상품 찾기" in browse(cast.mira).get("/work").text
    prove()


def test_publishing_without_enough_names_the_gap_and_shows_nothing_to_workers(db, make, cast, han, browse):
    draft = make.draft(cast.han, rows=3, price=200)
    make.pay_in(cast.han.company_id, 100)

    answer = send(han, f"/batches/{draft.id}/publication")

    assert answer.status_code == 409
    assert "560원이 부족해요" in answer.text
    assert "560원 결제하기" in answer.text
    assert (_state(db, draft), _wallet(db, cast)) == ("draft", 100)
    assert "같은 상품 찾기" not in browse(cast.mira).get("/work").text


def test_a_draft_without_rows_is_not_published(db, make, cast, han):
    draft = make.draft(cast.han, rows=1)
    bare = work.post_batch(template_version_id=make.version().id, title="빈 묶음", price=Money(200, "KRW"), actor=cast.han)

    answer = send(han, f"/batches/{bare.id}/publication")

    assert answer.status_code == 409
    assert "먼저 자료를 가져와 주세요." in answer.text
    assert {_state(db, one) for one in (draft, bare)} == {"draft"}


def test_publishing_twice_holds_once(db, make, cast, han, prove):
    draft = make.draft(cast.han, rows=2, price=200)
    make.pay_in(cast.han.company_id, 1000)

    send(han, f"/batches/{draft.id}/publication")
    again = send(han, f"/batches/{draft.id}/publication")

    assert (again.status_code, _wallet(db, cast)) == (409, 560)
    assert "진행 중" in again.text
    prove()


def test_a_batch_is_paused_and_resumed(db, make, cast, han):
    batch = make.batch(cast.han)

    send(han, f"/batches/{batch.id}/pauses")
    assert _state(db, batch) == "paused"
    assert "멈춰 있어요" in han.get(f"/batches/{batch.id}").text
    assert send(han, f"/batches/{batch.id}/pauses").status_code == 409
    send(han, f"/batches/{batch.id}/resumptions")

    assert _state(db, batch) == "open"


def test_closing_says_what_comes_back_and_gives_it_back(db, make, cast, han, prove):
    batch = make.batch(cast.han, rows=4, price=200)
    make.claim(cast.mira, batch)
    assert "마감하고 660원 돌려받기" in han.get(f"/batches/{batch.id}").text

    answer = send(han, f"/batches/{batch.id}/closure")

    assert (answer.status_code, _state(db, batch), _wallet(db, cast)) == (303, "closed", 660)
    assert send(han, f"/batches/{batch.id}/closure").status_code == 409
    prove()


def test_a_draft_can_be_thrown_away(db, make, cast, han):
    draft = make.draft(cast.han)

    send(han, f"/batches/{draft.id}/closure")

    assert _state(db, draft) == "closed"


def test_a_raise_leaves_claims_at_their_price(db, make, cast, han, prove):
    batch = make.batch(cast.han, rows=2, price=200)
    claim = make.claim(cast.mira, batch)
    make.pay_in(cast.han.company_id, 220)

    answer = send(han, f"/batches/{batch.id}/prices", price="300", currency="KRW")

    assert (answer.status_code, claim.price, db.session.get(Batch, batch.id).price_minor) == (303, Money(200, "KRW"), 300)
    assert make.claim(cast.noah, batch).price == Money(300, "KRW")
    prove()


def test_a_raise_without_enough_names_the_gap_and_offers_to_pay_it(db, make, cast, han):
    batch = make.batch(cast.han, rows=2, price=200)
    make.pay_in(cast.han.company_id, 20)

    answer = send(han, f"/batches/{batch.id}/prices", price="300", currency="KRW")

    assert answer.status_code == 409
    assert "200원이 부족해요" in answer.text
    assert "부족한 200원 결제하기" in answer.text
    assert db.session.get(Batch, batch.id).price_minor == 200


@pytest.mark.parametrize(("price", "currency"), [
    ("200", "KRW"), ("199", "KRW"), ("401", "KRW"), ("abc", "KRW"), ("", "KRW"), ("0.30", "USD"), ("3", "X" * 3),
])
def test_a_wrong_raise_is_refused(db, make, cast, han, price, currency):
    batch = make.batch(cast.han)
    make.pay_in(cast.han.company_id, 10_000)

    answer = send(han, f"/batches/{batch.id}/prices", price=price, currency=currency)

    assert answer.status_code == 422
    assert (db.session.get(Batch, batch.id).price_minor, db.session.get(Batch, batch.id).version) == (200, 1)


def test_an_extra_field_is_refused(db, make, cast, han):
    batch = make.batch(cast.han)

    assert send(han, f"/batches/{batch.id}/pauses", state="closed").status_code == 400
    assert _state(db, batch) == "open"


@pytest.mark.parametrize("role", ["viewer", "finance", "company_reviewer"])
@pytest.mark.parametrize("verb", ["publication", "pauses", "resumptions", "closure", "prices", "terms"])
def test_who_only_looks_pays_or_reviews_changes_no_batch(db, make, cast, teammate, role, verb):
    draft = make.draft(cast.han)
    make.pay_in(cast.han.company_id, 10_000)

    assert send(teammate(role), f"/batches/{draft.id}/{verb}").status_code == 403
    assert (_state(db, draft), _wallet(db, cast)) == ("draft", 10_000)


def test_a_form_without_its_token_changes_nothing(db, make, cast, han):
    batch = make.batch(cast.han)

    assert han.post(f"/batches/{batch.id}/closure").status_code == 400
    assert _state(db, batch) == "open"


def test_what_the_close_dialog_promises_is_what_comes_back(db, make, cast, han, prove):
    batch = make.batch(cast.han, rows=5, price=200, slots=2)
    make.pay_in(cast.han.company_id, 1100)
    work.raise_price(batch.id, price=Money(300, "KRW"), actor=cast.han)
    make.review(cast.rae, make.submission(cast.mira, batch))
    make.review(cast.rae, make.submission(cast.noah, batch), "reject", "verdict")
    make.review(cast.rae, make.submission(cast.noah, batch), "rework", "note", message="근거를 적어 주세요")
    make.submission(cast.mira, batch)
    make.claim(cast.mira, batch)
    before = _wallet(db, cast)
    promised = int(re.search(r"마감하고 ([\d,]+)원 돌려받기", han.get(f"/batches/{batch.id}").text)[1].replace(",", ""))

    send(han, f"/batches/{batch.id}/closure")

    assert _wallet(db, cast) - before == promised == 6 * 330
    prove()
