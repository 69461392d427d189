"""Transfers, balances and reversals."""

from datetime import UTC, datetime, timedelta

import pytest
import stripe

from marketplace.gateways.money_provider import ProviderRefused
from marketplace.kernel.money import Money

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]


def test_a_transfer_moves_what_is_available(shop):
    shop.paid(10_000)
    account = shop.account()

    sent = shop.send(account, 3_000, "payout:7")

    assert (sent.amount, sent.destination, sent.reference, sent.reversed) == (Money(3_000, "KRW"), account, "payout:7", False)
    assert shop.provider.balance("KRW") == (Money(7_000, "KRW"), Money(0, "KRW"))
    assert shop.provider.find_transfers("payout:7") == [sent]


def test_more_than_is_available_is_refused_and_nothing_moves(shop):
    shop.paid(1_000)
    account = shop.account()

    with pytest.raises(ProviderRefused) as refusal:
        shop.send(account, 1_001)

    assert refusal.value.code == "balance_insufficient"
    assert shop.twin.transfers() == []
    assert shop.send(account, 1_000, key="another").amount == Money(1_000, "KRW")


def test_what_is_available_in_another_currency_is_no_help(shop):
    shop.paid(10_000, "USD")

    with pytest.raises(ProviderRefused, match="balance_insufficient"):
        shop.send(shop.account(), 100)


def test_pending_money_cannot_be_sent_until_the_clock_gets_there(shop, late_twin):
    late = type(shop)(late_twin.provider(retries=0), late_twin)
    late.paid(5_000)
    account = late.account()

    assert late.provider.balance("KRW") == (Money(0, "KRW"), Money(5_000, "KRW"))
    with pytest.raises(ProviderRefused, match="balance_insufficient"):
        late.send(account, 5_000)
    late_twin.advance(hours=1)

    assert late.provider.balance("KRW") == (Money(5_000, "KRW"), Money(0, "KRW"))
    assert late.send(account, 5_000, key="later").amount == Money(5_000, "KRW")


def test_a_charge_can_be_sent_on_before_it_is_available(shop, late_twin):
    late = type(shop)(late_twin.provider(retries=0), late_twin)
    intent = late.provider.client.v1.payment_intents.retrieve(late.paid(5_000))
    account = late.account()
    params = {"amount": 4_000, "currency": "krw", "destination": account, "source_transaction": intent.latest_charge}

    sent = late.provider.client.v1.transfers.create(params)

    assert (sent.source_transaction, sent.transfer_group) == (intent.latest_charge, "payment:1")
    assert late.provider.balance("KRW") == (Money(0, "KRW"), Money(1_000, "KRW"))
    with pytest.raises(stripe.InvalidRequestError, match="must not exceed"):
        late.provider.client.v1.transfers.create(params)


def test_a_restricted_account_gets_nothing_and_the_refusal_says_what_is_due(shop):
    shop.paid()
    account = shop.account()
    shop.twin.restrict(account, due=["individual.verification.document"])

    with pytest.raises(ProviderRefused) as refusal:
        shop.send(account)

    assert (refusal.value.code, refusal.value.requirements) == ("insufficient_capabilities_for_transfer", ("individual.verification.document",))


def test_an_unknown_destination_is_refused(shop):
    shop.paid()

    with pytest.raises(ProviderRefused, match="resource_missing"):
        shop.send("acct_nobodynobody0")


def test_dinars_end_in_a_zero(shop):
    shop.paid(10_000, "KWD")
    account = shop.account()

    with pytest.raises(ProviderRefused, match="parameter_invalid_integer"):
        shop.provider.send_transfer(reference="payout:1", amount=Money(1_001, "KWD"), destination=account, key="a")

    sent = shop.provider.send_transfer(reference="payout:1", amount=Money(1_010, "KWD"), destination=account, key="b")
    assert sent.amount == Money(1_010, "KWD")


def test_a_reversal_brings_the_money_back(shop, client):
    shop.paid()
    sent = shop.send(shop.account(), 4_000)

    client.v1.transfers.reversals.create(sent.id, {"amount": 1_500})
    assert not shop.provider.find_transfers("payout:1")[0].reversed
    client.v1.transfers.reversals.create(sent.id)

    assert shop.provider.find_transfers("payout:1")[0].reversed
    assert shop.provider.balance("KRW")[0] == Money(10_000, "KRW")
    assert [one.amount for one in client.v1.transfers.reversals.list(sent.id).data] == [2_500, 1_500]
    with pytest.raises(stripe.InvalidRequestError, match="greater than unreversed"):
        client.v1.transfers.reversals.create(sent.id, {"amount": 1})


def test_what_has_left_for_the_bank_cannot_be_reversed(shop, client):
    shop.paid()
    account = shop.account()
    sent = shop.send(account, 4_000)
    client.v1.payouts.create({"amount": 3_999, "currency": "krw"}, {"stripe_account": account})

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.transfers.reversals.create(sent.id)

    assert refusal.value.code == "balance_insufficient"
    assert not shop.provider.find_transfers("payout:1")[0].reversed


def test_a_list_since_a_moment_has_only_what_came_after(shop):
    shop.paid()
    account = shop.account()
    shop.twin.move(datetime(2026, 3, 1, 9, tzinfo=UTC))
    shop.send(account, 100, "payout:1", "a")
    shop.twin.move(datetime(2026, 3, 8, 9, tzinfo=UTC))
    shop.send(account, 100, "payout:2", "b")
    shop.send(account, 100, "payout:3", "c")

    found = list(shop.provider.list_transfers(since=datetime(2026, 3, 2, tzinfo=UTC)))

    assert [one.reference for one in found] == ["payout:3", "payout:2"]
    assert found[0].created_at - datetime(2026, 3, 8, 9, tzinfo=UTC) < timedelta(seconds=5)


def test_a_long_list_comes_in_pages_without_gaps_or_repeats(shop, client):
    shop.paid()
    account = shop.account()
    for number in range(7):
        shop.send(account, 10, f"payout:{number}", f"k{number}")

    first = client.v1.transfers.list({"limit": 3})
    rest = list(client.v1.transfers.list({"limit": 3}).auto_paging_iter())
    back = client.v1.transfers.list({"limit": 2, "ending_before": rest[4].id})

    assert (len(first.data), first.has_more) == (3, True)
    assert [one.transfer_group for one in rest] == [f"payout:{number}" for number in range(6, -1, -1)]
    assert [one.transfer_group for one in back.data] == ["payout:4", "payout:3"]
    assert (back.has_more, client.v1.transfers.list({"limit": 100}).has_more) == (True, False)


def test_each_movement_is_a_balance_transaction(shop, client):
    shop.paid(10_000)
    sent = shop.send(shop.account(), 4_000)

    moved = client.v1.balance_transactions.list({"currency": "krw"}).data
    one = client.v1.balance_transactions.retrieve(client.v1.transfers.retrieve(sent.id).balance_transaction)

    assert [(each.type, each.net) for each in moved] == [("transfer", -4_000), ("charge", 10_000)]
    assert (one.source, one.status) == (sent.id, "available")


def test_ids_can_be_expanded(shop, client):
    shop.paid()
    account = shop.account()
    sent = shop.send(account)

    one = client.v1.transfers.retrieve(sent.id, {"expand": ["destination", "balance_transaction"]})
    many = client.v1.transfers.list({"expand": ["data.destination"]})

    assert (one.destination.email, one.balance_transaction.net) == ("worker@ilgam.example", -1_000)
    assert many.data[0].destination.id == account
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.transfers.retrieve(sent.id, {"expand": ["amount"]})
