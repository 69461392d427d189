"""Paying for a batch at the local Stripe: paid once whatever is pressed, and clear words for every other end."""

import pytest

from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payment
from marketplace.work import service as work
from marketplace.work.models import Batch
from tests.cast import send
from tests.stripe_twin import DECLINED, NEEDS_3DS


@pytest.fixture
def shop(stripe_twin, change_settings):
    """The local Stripe, wired to the application."""
    change_settings(stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key,
                    stripe_webhook_secret=(stripe_twin.webhook_secret,))
    return stripe_twin


@pytest.fixture
def draft(make, cast):
    """Three rows at 200 won: 660 with the fee."""
    return make.draft(cast.han, rows=3, price=200)


def _wallet(db, cast):
    return balance(db.session(), "wallet", cast.han.company_id, "KRW").minor


def _payment(db):
    db.session.expire_all()
    return db.session.query(Payment).one()


def _state(db, batch):
    return db.session.get(Batch, batch.id).state


def test_paying_leads_to_the_provider_and_back_with_the_money_in_the_wallet(db, cast, han, shop, draft, prove):
    opened = send(han, f"/batches/{draft.id}/payments")
    assert (opened.status_code, opened.location) == (303, _payment(db).checkout_url)
    assert opened.location.startswith(shop.base_url)
    shop.pay(_payment(db).checkout_id)

    answer = han.get(f"/batches/{draft.id}/paid")

    assert (answer.status_code, answer.location) == (303, f"/batches/{draft.id}")
    assert (_payment(db).state, _wallet(db, cast), _state(db, draft)) == ("paid", 660, "draft")
    page = han.get(f"/batches/{draft.id}").text
    assert "결제를 확인했어요" in page
    assert "660원 보관하고 공개하기" in page
    prove()


def test_the_answer_lets_the_form_go_on_to_the_provider(han, shop, draft):
    policy = han.get(f"/batches/{draft.id}").headers["Content-Security-Policy"]

    assert f"form-action 'self' {shop.base_url};" in policy


def test_a_second_click_leads_to_the_same_page_and_pays_once(db, cast, han, shop, draft, prove):
    first, second = (send(han, f"/batches/{draft.id}/payments").location for _ in range(2))

    shop.pay(_payment(db).checkout_id)
    for _ in range(2):
        han.get(f"/batches/{draft.id}/paid")

    assert first == second
    assert _wallet(db, cast) == 660
    assert len(shop.call("GET", "/v1/charges", {"limit": 100}).json()["data"]) == 1
    prove()


@pytest.mark.parametrize(("card", "confirm"), [(DECLINED, True), (NEEDS_3DS, False)])
def test_a_declined_card_and_an_unfinished_confirmation_move_nothing(db, cast, han, shop, draft, card, confirm):
    send(han, f"/batches/{draft.id}/payments")
    shop.pay(_payment(db).checkout_id, card, confirm=confirm)

    answer = han.get(f"/batches/{draft.id}/paid")

    assert answer.status_code == 200
    assert "아직 결제되지 않았어요" in answer.text
    assert "돈은 나가지 않았어요" in answer.text
    assert (_payment(db).state, _wallet(db, cast), _state(db, draft)) == ("opened", 0, "draft")
    assert send(han, f"/batches/{draft.id}/publication").status_code == 409


def test_a_confirmed_3ds_card_pays(db, cast, han, shop, draft, prove):
    send(han, f"/batches/{draft.id}/payments")
    shop.pay(_payment(db).checkout_id, NEEDS_3DS)

    han.get(f"/batches/{draft.id}/paid")

    assert _wallet(db, cast) == 660
    prove()


def test_coming_back_without_paying_says_so_and_the_same_page_opens_again(db, cast, han, shop, draft):
    first = send(han, f"/batches/{draft.id}/payments").location

    answer = han.get(f"/batches/{draft.id}/paid")

    assert "660원 다시 결제하기" in answer.text
    assert send(han, f"/batches/{draft.id}/payments").location == first
    assert _wallet(db, cast) == 0


def test_a_page_that_timed_out_is_closed_and_another_can_be_opened(db, cast, han, shop, draft):
    first = send(han, f"/batches/{draft.id}/payments").location
    shop.advance(hours=25)

    answer = han.get(f"/batches/{draft.id}/paid")

    assert "결제 화면의 시간이 지나 닫혔어요" in answer.text
    assert _payment(db).state == "lapsed"
    assert send(han, f"/batches/{draft.id}/payments").location != first


def test_a_changed_price_opens_a_page_for_the_new_sum(db, cast, han, shop, draft):
    first = send(han, f"/batches/{draft.id}/payments").location
    send(han, f"/batches/{draft.id}/terms", title="같은 상품 찾기", price="300", currency="KRW")

    second = send(han, f"/batches/{draft.id}/payments").location

    states = sorted((payment.state, payment.amount_minor) for payment in db.session.query(Payment))
    assert first != second
    assert states == [("lapsed", 660), ("opened", 990)]


def test_only_what_the_wallet_lacks_is_asked_for(db, make, cast, han, shop, draft):
    make.pay_in(cast.han.company_id, 600)

    send(han, f"/batches/{draft.id}/payments")

    assert _payment(db).amount_minor == 60


def test_with_enough_in_the_wallet_the_batch_is_published_at_once(db, make, cast, han, shop, draft, prove):
    make.pay_in(cast.han.company_id, 660)

    answer = send(han, f"/batches/{draft.id}/payments")

    assert (answer.location, _state(db, draft)) == (f"/batches/{draft.id}", "open")
    assert db.session.query(Payment).count() == 0
    prove()


def test_finance_pays_and_leaves_publishing_to_others(db, make, cast, teammate, shop, draft):
    finance = teammate("finance")
    opened = send(finance, f"/batches/{draft.id}/payments")
    shop.pay(_payment(db).checkout_id)
    finance.get(f"/batches/{draft.id}/paid")

    again = send(finance, f"/batches/{draft.id}/payments")

    assert opened.location.startswith(shop.base_url)
    assert (again.location, _state(db, draft), _wallet(db, cast)) == (f"/batches/{draft.id}", "draft", 660)
    assert "담당자가 공개할 수 있어요" in finance.get(f"/batches/{draft.id}").text


def test_a_manager_and_a_viewer_do_not_pay(db, teammate, shop, draft):
    for role in ("manager", "viewer"):
        assert send(teammate(role), f"/batches/{draft.id}/payments").status_code == 403
    assert db.session.query(Payment).count() == 0


def test_another_company_pays_nothing_here(db, cast, browse, shop, draft):
    gil = browse(cast.gil)

    assert send(gil, f"/batches/{draft.id}/payments").status_code == 404
    assert gil.get(f"/batches/{draft.id}/paid").status_code == 404
    assert db.session.query(Payment).count() == 0


def test_while_the_provider_is_away_nothing_moves_and_it_is_said(db, cast, han, draft):
    answer = send(han, f"/batches/{draft.id}/payments")

    assert answer.status_code == 503
    assert "돈은 나가지 않았어요" in answer.text
    assert (_payment(db).state, _wallet(db, cast)) == ("requested", 0)


def test_the_gap_of_a_raise_can_be_paid(db, make, cast, han, shop, prove):
    batch = make.batch(cast.han, rows=2, price=200)

    send(han, f"/batches/{batch.id}/payments", price="300", currency="KRW")
    shop.pay(_payment(db).checkout_id)
    han.get(f"/batches/{batch.id}/paid")
    answer = send(han, f"/batches/{batch.id}/prices", price="300", currency="KRW")

    assert (answer.status_code, db.session.get(Batch, batch.id).price_minor, _wallet(db, cast)) == (303, 300, 0)
    prove()


@pytest.mark.parametrize("fields", [{}, {"price": "200", "currency": "KRW"}, {"price": "x", "currency": "KRW"}, {"total": "1"}])
def test_a_published_batch_is_not_paid_for_twice(db, make, cast, han, shop, fields):
    batch = make.batch(cast.han)

    assert send(han, f"/batches/{batch.id}/payments", **fields).status_code in (400, 409, 422)
    assert db.session.query(Payment).count() == 0


def test_coming_back_to_a_batch_nobody_paid_for_leads_to_it(han, shop, draft):
    assert han.get(f"/batches/{draft.id}/paid").location == f"/batches/{draft.id}"


def test_a_batch_without_rows_is_not_paid_for(db, make, cast, han, shop, draft):
    bare = work.post_batch(template_version_id=make.version().id, title="빈 묶음", price=draft.price, actor=cast.han)

    answer = send(han, f"/batches/{bare.id}/payments")

    assert answer.status_code == 409
    assert "먼저 자료를 가져와 주세요." in answer.text
