"""Paying into the wallet: once whatever is pressed, one wallet for each currency, and back with clear words."""

import pytest

from marketplace.kernel.errors import Forbidden, Invalid
from marketplace.kernel.money import Money
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payment
from tests.cast import SYSTEM, send
from tests.contest import contend, winners


@pytest.fixture
def shop(stripe_twin, change_settings):
    """The local Stripe, wired to the application."""
    change_settings(stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key,
                    stripe_webhook_secret=(stripe_twin.webhook_secret,))
    return stripe_twin


def _wallet(db, cast, currency="KRW"):
    return balance(db.session(), "wallet", cast.han.company_id, currency).minor


def _payment(db):
    db.session.expire_all()
    return db.session.query(Payment).order_by(Payment.id.desc()).first()


@pytest.mark.parametrize(("currency", "typed", "minor"), [("KRW", "50,000", 50_000), ("USD", "12.50", 1_250)])
def test_what_is_paid_is_in_the_wallet_of_its_currency(db, cast, han, shop, prove, currency, typed, minor):
    opened = send(han, "/money/payments", currency=currency, amount=typed)
    shop.pay(_payment(db).checkout_id)

    back = han.get(f"/money/payments/{_payment(db).id}/paid")

    assert (opened.status_code, opened.location) == (303, _payment(db).checkout_url)
    assert (back.status_code, back.location, _payment(db).state, _wallet(db, cast, currency)) == (303, "/money", "paid", minor)
    assert han.get("/money/payments").text.count("지갑") >= 1
    follow_journal(actor=SYSTEM)
    assert db.session.query(Notice).filter(Notice.link == "/money").count() == 1
    prove()


def test_not_paid_yet_says_so_and_offers_the_same_again(db, han, shop, cast):
    send(han, "/money/payments", currency="KRW", amount="5000")

    page = han.get(f"/money/payments/{_payment(db).id}/paid")

    assert page.status_code == 200
    assert "아직 결제되지 않았어요" in page.text
    assert "5,000원 다시 결제하기" in page.text
    assert _wallet(db, cast) == 0


def test_asking_twice_opens_one_and_another_amount_takes_its_place(app, db, cast):
    ask = lambda minor: lambda: money.top_up_wallet(company_id=cast.han.company_id, amount=Money(minor, "KRW"), actor=cast.han)  # noqa: E731

    opened = winners(contend(app, *[ask(5_000)] * 4))
    other = ask(7_000)()

    assert {payment.id for payment in opened} == {opened[0].id}
    assert (db.session.get(Payment, opened[0].id).state, other.amount.minor, other.batch_id) == ("lapsed", 7_000, None)


@pytest.mark.parametrize(("typed", "said"), [("0", "1원 이상이어야 해요"), ("many", "숫자로 입력해 주세요"), ("1.5", "소수점 0자리")])
def test_what_is_no_amount_is_refused_at_its_place(db, han, typed, said):
    page = send(han, "/money/payments", currency="KRW", amount=typed)

    assert page.status_code == 422
    assert said in page.text
    assert db.session.query(Payment).count() == 0


@pytest.mark.parametrize(("currency", "minor", "code"), [
    ("KRW", 0, "too_small"), ("USD", 49, "too_small"), ("KRW", 100_000_000, "too_large"), ("KWD", 99_999_999, "too_large"),
    ("KWD", 1_005, "not_chargeable"),
])
def test_what_no_card_can_be_charged_is_refused_at_its_field(db, cast, currency, minor, code):
    with pytest.raises(Invalid) as error:
        money.top_up_wallet(company_id=cast.han.company_id, amount=Money(minor, currency), actor=cast.han)

    assert {name: one.code for name, one in error.value.fields.items()} == {"amount": code}
    assert _payment(db) is None


def test_who_may_not_pay_tops_up_nothing(db, cast, teammate):
    assert send(teammate("manager"), "/money/payments", currency="KRW", amount="5000").status_code == 403
    with pytest.raises(Forbidden):
        money.top_up_wallet(company_id=1, amount=Money(1, "KRW"), actor=cast.mira)
    assert db.session.query(Payment).count() == 0


def test_another_companys_payment_is_not_there(db, cast, browse, shop, han):
    send(han, "/money/payments", currency="KRW", amount="5000")

    assert browse(cast.gil).get(f"/money/payments/{_payment(db).id}/paid").status_code == 404
