"""The payment page: cards that pay, cards that don't, and clicks that come twice."""

from datetime import UTC, datetime

import httpx
import pytest
import stripe

from marketplace.gateways.money_provider import ProviderRefused
from marketplace.kernel.money import Money
from tests.stripe_twin import DECLINED, GOOD, NEEDS_3DS

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]


def press(checkout, path="", **said):
    return httpx.post(checkout.url + path, data=said)


def charges(client):
    return [one.status for one in client.v1.charges.list().data]


def test_a_good_card_pays_and_leads_back(shop, client):
    opened = shop.checkout(12_345, reference="payment:9")

    answer = press(opened, card=GOOD)
    paid = shop.provider.find_checkout(opened.id)
    intent = client.v1.payment_intents.retrieve(paid.payment_id, {"expand": ["latest_charge"]})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"http://127.0.0.1:8000/paid?s={opened.id}")
    assert (paid.status, paid.paid) == ("complete", True)
    assert (intent.status, intent.amount_received, intent.transfer_group) == ("succeeded", 12_345, "payment:9")
    assert intent.latest_charge.metadata["reference"] == "payment:9"
    assert shop.provider.balance("KRW")[0] == Money(12_345, "KRW")


def test_two_clicks_pay_once(shop, client):
    opened = shop.checkout()

    answers = [press(opened, card=GOOD) for _ in range(2)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert charges(client) == ["succeeded"]


def test_a_declined_card_pays_nothing_and_another_can_be_used(shop, client):
    opened = shop.checkout()

    answer = press(opened, card=DECLINED)

    assert answer.status_code == 402
    assert "카드가 거절됐어요. 돈은 나가지 않았어요." in answer.text
    assert shop.provider.find_checkout(opened.id).paid is False
    assert press(opened, card=GOOD).status_code == 303
    assert charges(client) == ["succeeded", "failed"]
    assert len(client.v1.payment_intents.list().data) == 1


def test_only_what_was_paid_is_listed_with_its_reference_the_newest_first(shop):
    declined, first, second = (shop.checkout(amount, reference=f"payment:{amount}") for amount in (100, 200, 300))
    for opened, card in ((declined, DECLINED), (first, GOOD), (second, GOOD)):
        press(opened, card=card)

    listed = list(shop.provider.list_payments(since=datetime(2000, 1, 1, tzinfo=UTC)))

    assert [(one.amount, one.reference) for one in listed] == [(Money(300, "KRW"), "payment:300"), (Money(200, "KRW"), "payment:200")]
    assert listed[0].id == shop.provider.find_checkout(second.id).payment_id


def test_a_card_that_asks_first_pays_only_when_it_is_confirmed(shop, client):
    opened = shop.checkout()

    assert press(opened, card=NEEDS_3DS).headers["Location"] == f"/pay/{opened.id}/confirm"
    assert shop.provider.find_checkout(opened.id).paid is False
    assert "본인 확인" in httpx.get(f"{opened.url}/confirm").text
    assert press(opened, "/confirm", answer="no").status_code == 402
    assert shop.provider.find_checkout(opened.id).paid is False
    press(opened, card=NEEDS_3DS)
    assert press(opened, "/confirm", answer="yes").status_code == 303
    assert press(opened, "/confirm", answer="yes").status_code == 303

    assert shop.provider.find_checkout(opened.id).paid is True
    assert charges(client) == ["succeeded"]


def test_the_switch_pays_as_the_page_does(shop):
    ways = {"paid": GOOD, "unpaid": DECLINED}

    states = {shop.twin.pay(shop.checkout().id, card)["payment_status"]: card for card in ways.values()}

    assert states == ways
    assert shop.twin.pay(shop.checkout().id, NEEDS_3DS)["payment_status"] == "paid"
    assert shop.twin.pay(shop.checkout().id, NEEDS_3DS, confirm=False)["payment_status"] == "unpaid"


def test_a_closed_page_cannot_be_paid(shop, client):
    opened = shop.checkout()

    client.v1.checkout.sessions.expire(opened.id)
    press(opened, card=GOOD)

    assert shop.provider.find_checkout(opened.id).status == "expired"
    assert shop.provider.balance("KRW")[0] == Money(0, "KRW")
    with pytest.raises(stripe.InvalidRequestError, match="expired"):
        client.v1.checkout.sessions.expire(opened.id)


def test_a_page_closes_by_itself_after_a_day(shop):
    opened = shop.checkout()

    shop.twin.advance(hours=24, seconds=1)

    assert shop.provider.find_checkout(opened.id).status == "expired"


@pytest.mark.parametrize(("amount", "code"), [
    (Money(49, "USD"), "amount_too_small"), (Money(100_000_000, "KRW"), "amount_too_large"), (Money(0, "KRW"), "amount_too_small"),
], ids=str)
def test_amounts_that_no_card_can_pay_are_refused(shop, amount, code):
    with pytest.raises(ProviderRefused) as refusal:
        shop.checkout(amount.minor, amount.currency)

    assert refusal.value.code == code


def test_the_edges_can_be_paid(shop):
    assert shop.checkout(50, "USD").status == "open"
    assert shop.checkout(99_999_999).status == "open"


def test_the_page_speaks_both_languages_and_runs_no_script(shop):
    opened = shop.checkout(2_340_000)

    korean, english = httpx.get(opened.url), httpx.get(opened.url, params={"lang": "en"})

    assert "2,340,000원 결제하기" in korean.text
    assert "Pay ₩2,340,000" in english.text
    assert 'lang="ko"' in korean.text
    assert "default-src 'none'" in korean.headers["Content-Security-Policy"]
    assert "http://127.0.0.1:8000" in korean.headers["Content-Security-Policy"]
    assert "<script" not in korean.text


def test_a_title_is_shown_as_text(shop):
    opened = shop.provider.open_checkout(reference="payment:1", amount=Money(1_000, "KRW"), title="<b>x</b>", success_url="http://127.0.0.1/",
                                         cancel_url="http://127.0.0.1/", key="x")

    assert "&lt;b&gt;x&lt;/b&gt;" in httpx.get(opened.url).text


def test_stripes_own_list_shows_what_was_sent(shop):
    shop.paid()
    shop.send(shop.account(), 4_321, "payout:77")

    page = httpx.get(shop.twin.base_url).text

    assert page.count("₩4,321") == 1
    assert page.count("payout:77") == 1
    assert httpx.get(shop.twin.base_url, params={"lang": "en"}).text.count("Transfers") > 0


def test_only_this_machine_is_answered(shop):
    assert httpx.get(shop.twin.base_url, headers={"Host": "evil.test"}).status_code == 421
