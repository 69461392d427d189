"""A company's money by page: the wallet, where every won went, and the way back to the card."""

import html
import re

import pytest

from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payment, Refund
from tests.cast import SYSTEM, send


def _wallet(db, cast):
    return balance(db.session(), "wallet", cast.han.company_id, "KRW").minor


@pytest.fixture
def worked(make, cast):
    """Three rows held at 220 each; one accepted, one paid in part."""
    batch = make.batch(cast.han, rows=3, price=200)
    make.review(cast.rae, make.submission(cast.mira, batch))
    make.review(cast.rae, make.submission(cast.noah, batch), "partial", "note")
    return batch


def test_the_page_adds_up(db, cast, han, worked):
    page = han.get("/money").text

    held, workers, fees, back, left = 660, 380, 38, 22, 220
    assert held == workers + fees + back + left
    for amount in (held, workers, fees, back, left):
        assert f"₩{amount}" in page
    assert _wallet(db, cast) == back


def test_every_movement_unfolds_to_legs_that_sum_to_nothing(cast, han, worked):
    page = han.get(f"/batches/{worked.id}/money").text

    assert page.count('<details class="movement">') == 3
    assert "release:verdict:" in page
    assert "+₩180" in page
    assert "−₩220" in page


def test_long_lists_go_on_where_they_stopped_and_lose_nothing(make, cast, han):
    for number in range(7):
        make.pay_in(cast.han.company_id, 1000 + number)
    seen, path = [], "/money?limit=3"
    while path:
        page = han.get(path).text
        seen += [number for number in range(7) if f"+₩1,00{number}" in page]
        onward = re.search(r'href="(/money\?[^"]+)" rel="next"', page)
        path = onward and html.unescape(onward[1])

    assert sorted(seen) == list(range(7))


def test_a_refund_goes_back_to_the_card_the_money_came_from(db, make, cast, han, prove):
    draft = make.draft(cast.han, rows=3, price=200)
    payment = _paid_payment(db, draft, cast)
    assert "660원" in han.get("/money").text.replace("₩660", "660원")

    answer = send(han, "/money/refunds", currency="KRW")

    refund = db.session.query(Refund).one()
    assert (answer.status_code, refund.payment_id, refund.amount_minor, _wallet(db, cast)) == (303, payment.id, 660, 0)
    assert "환불을 신청했어요" in han.get("/money").text
    prove()


def test_an_empty_wallet_has_nothing_to_give_back(db, han, cast):
    answer = send(han, "/money/refunds", currency="KRW")

    assert answer.status_code == 409
    assert "돌려받을 금액이 없어요." in answer.text
    assert db.session.query(Refund).count() == 0


@pytest.mark.parametrize(("fields", "status"), [({"currency": "X" * 3}, 422), ({}, 422), ({"currency": "KRW", "amount": "9"}, 400)])
def test_a_wrong_refund_is_refused(db, make, cast, han, fields, status):
    make.pay_in(cast.han.company_id, 500)

    assert send(han, "/money/refunds", **fields).status_code == status
    assert _wallet(db, cast) == 500


@pytest.mark.parametrize(("role", "sees", "refunds"), [
    ("finance", 200, 409), ("manager", 200, 403), ("viewer", 403, 403), ("company_reviewer", 403, 403),
])
def test_who_sees_and_who_moves_the_money(teammate, role, sees, refunds):
    client = teammate(role)

    assert client.get("/money").status_code == sees
    assert client.get("/money/payments").status_code == sees
    assert send(client, "/money/refunds", currency="KRW").status_code == refunds


def test_another_companys_money_is_not_seen(make, cast, browse, worked):
    page = browse(cast.gil).get("/money").text

    assert "같은 상품 찾기" not in page
    assert "₩660" not in page


def test_payments_are_listed(db, make, cast, han):
    _paid_payment(db, make.draft(cast.han, rows=3, price=200), cast)

    page = han.get("/money/payments").text

    assert "결제됨" in page
    assert "₩660" in page


def _paid_payment(db, draft, cast) -> Payment:
    payment = money.fund_batch(batch_id=draft.id, company_id=cast.han.company_id, total=draft.unit * 3, actor=cast.han)
    return money.settle_payment(payment.id, provider_payment_id="pi_1", amount=payment.amount, actor=SYSTEM)
