"""Money that goes back to cards, on to banks, and away while somebody decides."""

import pytest
import stripe

from marketplace.gateways.money_provider import ProviderRefused
from marketplace.kernel.money import Money

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]


def refund(shop, payment_id, minor, reference="refund:1", key="refund:1:1"):
    return shop.provider.send_refund(payment_id=payment_id, amount=Money(minor, "KRW"), reference=reference, key=key)


def test_a_part_and_then_the_rest_go_back(shop, client):
    payment = shop.paid(10_000)

    first = refund(shop, payment, 4_000)
    refund(shop, payment, 6_000, "refund:2", "refund:2:1")

    assert (first.status, first.amount, first.reference) == ("succeeded", Money(4_000, "KRW"), "refund:1")
    assert shop.provider.find_refunds(payment, "refund:1") == [first]
    assert shop.provider.find_refunds(payment, "refund:9") == []
    assert client.v1.charges.list().data[0].refunded is True
    assert shop.provider.balance("KRW")[0] == Money(0, "KRW")


@pytest.mark.parametrize(("minor", "code"), [(10_001, "InvalidRequestError"), (0, "parameter_invalid_integer")])
def test_more_than_was_paid_or_nothing_cannot_go_back(shop, minor, code):
    payment = shop.paid(10_000)

    with pytest.raises(ProviderRefused) as refusal:
        refund(shop, payment, minor)

    assert refusal.value.code == code
    assert shop.provider.find_refunds(payment, "refund:1") == []


def test_what_went_back_cannot_go_back_again(shop):
    payment = shop.paid(10_000)
    refund(shop, payment, 10_000)

    with pytest.raises(ProviderRefused, match="charge_already_refunded"):
        refund(shop, payment, 1, key="again")


def test_a_refund_waits_for_money_and_goes_when_it_comes(shop, client):
    payment = shop.paid(10_000)
    shop.send(shop.account(), 10_000)

    waiting = refund(shop, payment, 10_000)
    assert (waiting.status, client.v1.refunds.retrieve(waiting.id).pending_reason) == ("pending", "insufficient_funds")
    shop.twin.add_balance(10_000)

    assert shop.provider.find_refunds(payment, "refund:1")[0].status == "succeeded"
    assert shop.provider.balance("KRW")[0] == Money(0, "KRW")


def test_a_refund_that_the_bank_can_t_take_comes_back(shop, client):
    payment = shop.paid(10_000)
    sent = refund(shop, payment, 4_000)

    shop.twin.switch(f"/refunds/{sent.id}/fail")

    assert shop.provider.find_refunds(payment, "refund:1")[0].status == "failed"
    assert shop.provider.balance("KRW")[0] == Money(10_000, "KRW")
    assert client.v1.charges.list().data[0].amount_refunded == 0
    assert [one.type for one in client.v1.events.list({"limit": 3}).data] == ["charge.refund.updated", "refund.failed", "refund.updated"]


def test_an_unpaid_payment_has_nothing_to_give_back(shop):
    checkout = shop.checkout()
    payment = shop.twin.pay(checkout.id, "4000000000000002")["payment_intent"]

    with pytest.raises(ProviderRefused, match="payment_intent_unexpected_state"):
        refund(shop, payment, 1)


def test_a_dispute_takes_the_money_and_a_won_one_brings_it_back(shop, client):
    shop.paid(10_000, card="4000000000000259")
    dispute = client.v1.disputes.list().data[0]
    charge = client.v1.charges.retrieve(dispute.charge)

    assert (dispute.status, dispute.amount, charge.disputed) == ("needs_response", 10_000, True)
    assert shop.provider.balance("KRW")[0] == Money(0, "KRW")
    with pytest.raises(ProviderRefused, match="charge_disputed"):
        refund(shop, dispute.payment_intent, 1)
    shop.twin.switch(f"/disputes/{dispute.id}/close", won=True)

    assert client.v1.disputes.retrieve(dispute.id).status == "won"
    assert shop.provider.balance("KRW")[0] == Money(10_000, "KRW")


def test_a_switch_disputes_any_charge(shop, client):
    shop.paid(10_000)
    charge = client.v1.charges.list().data[0]

    shop.twin.switch(f"/charges/{charge.id}/dispute", reason="product_not_received", amount=2_500)
    shop.twin.switch(f"/disputes/{client.v1.disputes.list().data[0].id}/close", won=False)

    assert shop.provider.balance("KRW")[0] == Money(7_500, "KRW")
    kinds = [one.type for one in client.v1.events.list({"limit": 3}).data]
    assert kinds == ["charge.dispute.closed", "charge.dispute.funds_withdrawn", "charge.dispute.created"]


def test_the_fee_of_a_dispute_is_gone_for_good(shop, client):
    shop.paid(30_000)
    charge = client.v1.charges.list().data[0]

    shop.twin.switch(f"/charges/{charge.id}/dispute", amount=10_000, fee=15_000)
    dispute = client.v1.disputes.list().data[0]
    taken = dispute.balance_transactions[0]
    shop.twin.switch(f"/disputes/{dispute.id}/close", won=True)

    assert (taken.amount, taken.fee, taken.net) == (-10_000, 15_000, -25_000)
    assert shop.provider.balance("KRW")[0] == Money(15_000, "KRW")


def test_money_stays_pending_as_long_as_the_clock_says(shop):
    shop.twin.switch("/pending", seconds=7 * 86_400)
    try:
        shop.paid(10_000)
    finally:
        shop.twin.switch("/pending", seconds=0)

    assert shop.provider.balance("KRW") == (Money(0, "KRW"), Money(10_000, "KRW"))
    shop.twin.advance(days=7, seconds=1)
    assert shop.provider.balance("KRW") == (Money(10_000, "KRW"), Money(0, "KRW"))


def test_a_worker_s_balance_leaves_for_the_bank_by_itself(shop, client):
    shop.paid(10_000)
    account = shop.account()
    shop.send(account, 4_000)
    mine = {"stripe_account": account}

    shop.twin.advance(days=2, seconds=1)
    payout = client.v1.payouts.list({}, mine).data[0]
    assert (payout.amount, payout.status, payout.automatic) == (4_000, "pending", True)
    shop.twin.advance(days=1, seconds=1)

    assert client.v1.payouts.retrieve(payout.id, {}, mine).status == "paid"
    assert [one.type for one in client.v1.events.list({"type": "payout.paid"}, mine).data] == ["payout.paid"]
    assert client.v1.balance.retrieve({}, mine).available[0].amount == 0
    assert len(client.v1.payouts.list({}, mine).data) == 1


def test_a_bank_that_takes_nothing_sends_it_back(shop, client):
    shop.paid(10_000)
    account = shop.account()
    shop.send(account, 4_000)
    shop.twin.switch(f"/accounts/{account}/payout_failure", code="account_closed")
    mine = {"stripe_account": account}

    sent = client.v1.payouts.create({"amount": 4_000, "currency": "krw", "method": "instant"}, mine)
    shop.twin.advance(seconds=1)
    failed = client.v1.payouts.retrieve(sent.id, {}, mine)

    assert (failed.status, failed.failure_code) == ("failed", "account_closed")
    assert client.v1.balance.retrieve({}, mine).available[0].amount == 4_000


def test_nobody_pays_out_more_than_they_have(shop, client):
    account = shop.account()

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payouts.create({"amount": 1, "currency": "krw"}, {"stripe_account": account})

    assert refusal.value.code == "balance_insufficient"


def test_another_account_s_things_are_not_found(shop, client):
    with pytest.raises(stripe.PermissionError) as refusal:
        client.v1.balance.retrieve({}, {"stripe_account": "acct_somebodyelse"})
    assert refusal.value.json_body["error"]["code"] == "account_invalid"

    shop.paid()
    account = shop.account()
    sent = shop.send(account)
    with pytest.raises(stripe.InvalidRequestError) as missing:
        client.v1.transfers.retrieve(sent.id, {}, {"stripe_account": account})
    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")
