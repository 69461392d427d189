"""Money is sent once and found again, whichever adapter sends it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.gateways.money_provider import ProviderRefused, ProviderUnavailable
from marketplace.kernel.money import Money


def new_key():
    return uuid.uuid4().hex


@pytest.fixture
def ready(adapter, stripe_twin):
    """An account that takes money, and some of ours to send."""
    opened = adapter.open_account(reference="worker:1", email="worker@ilgam.example", country="KR", key=new_key())
    stripe_twin.complete_onboarding(opened.id)
    stripe_twin.add_balance(10_000)
    return opened.id


def test_what_was_sent_is_found_by_its_reference_and_in_the_list_and_its_key_sends_it_once(adapter, ready):
    key = new_key()
    sent = [adapter.send_transfer(reference="payout:7", amount=Money(4_000, "KRW"), destination=ready, key=key) for _ in range(2)]

    assert (sent[0].amount, sent[0].destination, sent[0].reference, sent[0].reversed) == (Money(4_000, "KRW"), ready, "payout:7", False)
    assert sent[1] == sent[0]
    assert adapter.find_transfers("payout:7") == [sent[0]]
    assert list(adapter.list_transfers(since=datetime.now(UTC) - timedelta(hours=1))) == [sent[0]]
    assert adapter.balance("KRW")[0] == Money(6_000, "KRW")


def test_more_than_we_have_there_waits_for_our_money(adapter, ready):
    with pytest.raises(ProviderRefused, match="balance_insufficient"):
        adapter.send_transfer(reference=new_key(), amount=Money(10_001, "KRW"), destination=ready, key=new_key())


def test_a_lost_answer_is_found_again(adapter, ready, stripe_twin):
    stripe_twin.fault("transfers.create", "error_after")
    stripe_twin.fault("outbound_payments.create", "error_after")

    with pytest.raises(ProviderUnavailable):
        adapter.send_transfer(reference="payout:8", amount=Money(4_000, "KRW"), destination=ready, key=new_key())

    assert [one.amount for one in adapter.find_transfers("payout:8")] == [Money(4_000, "KRW")]


def test_all_pages_of_a_long_list_are_read(adapter, ready):
    for number in range(102):
        adapter.send_transfer(reference=f"payout:{number}", amount=Money(50, "KRW"), destination=ready, key=new_key())

    listed = [one.reference for one in adapter.list_transfers(since=datetime.now(UTC) - timedelta(hours=1))]

    assert listed == [f"payout:{number}" for number in reversed(range(102))]
