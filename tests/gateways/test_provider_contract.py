"""What every adapter promises, held against the twin or, by settings, the one in use against Stripe's own test mode."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.gateways.money_provider import ProviderRefused
from marketplace.kernel.money import Money

pytestmark = pytest.mark.contract


def new_key() -> str:
    return f"contract-{uuid.uuid4().hex}"


def open_checkout(adapter, amount, key):
    return adapter.open_checkout(reference="payment:1", amount=amount, title="사진 태그 10건", success_url="https://ilgam.example/paid",
                                  cancel_url="https://ilgam.example/back", key=key)


@pytest.mark.parametrize("amount", [Money(12_345, "KRW"), Money(12_345, "JPY"), Money(1_050, "USD"), Money(999, "EUR")], ids=str)
def test_a_new_payment_page_is_open_and_unpaid(adapter, amount):
    opened = open_checkout(adapter, amount, new_key())

    assert (opened.status, opened.paid, opened.payment_id) == ("open", False, None)
    assert opened.url.startswith("http")
    assert adapter.find_checkout(opened.id) == opened


def test_the_same_key_gives_the_same_page(adapter):
    key = new_key()

    assert open_checkout(adapter, Money(5_000, "KRW"), key) == open_checkout(adapter, Money(5_000, "KRW"), key)


def test_a_new_account_cannot_be_paid_and_says_what_it_lacks(adapter):
    opened = adapter.open_account(reference="worker:1", email="worker@ilgam.example", country="US", key=new_key())

    assert (opened.payouts_enabled, opened.details_submitted, opened.country) == (False, False, "US")
    assert "external_account" in opened.requirements
    assert opened.disabled_reason == "requirements.past_due"
    assert adapter.find_account(opened.id) == opened


def test_onboarding_has_an_address_of_its_own_each_time(adapter):
    opened = adapter.open_account(reference="worker:1", email="worker@ilgam.example", country="US", key=new_key())

    links = {adapter.open_onboarding(opened.id, return_url="https://ilgam.example/me", refresh_url="https://ilgam.example/again",
                                      key=new_key()) for _ in range(2)}

    assert len(links) == 2


def test_what_does_not_exist_is_refused(adapter):
    with pytest.raises(ProviderRefused) as refusal:
        adapter.find_account("acct_nobodynobody0")

    assert refusal.value.code in ("account_invalid", "resource_missing")


def test_a_transfer_to_an_account_that_lacks_details_is_refused_with_what_it_lacks(adapter):
    opened = adapter.open_account(reference="worker:1", email="worker@ilgam.example", country="US", key=new_key())

    with pytest.raises(ProviderRefused) as refusal:
        adapter.send_transfer(reference=new_key(), amount=Money(100, "USD"), destination=opened.id, key=new_key())

    assert refusal.value.code == "insufficient_capabilities_for_transfer"
    assert refusal.value.requirements == opened.requirements


def test_nothing_is_found_under_a_reference_nobody_used(adapter):
    assert adapter.find_transfers(new_key()) == []


def test_nothing_was_sent_since_the_day_after_tomorrow(adapter):
    assert list(adapter.list_transfers(since=datetime.now(UTC) + timedelta(days=2))) == []


def test_nothing_was_paid_since_the_day_after_tomorrow(adapter):
    assert list(adapter.list_payments(since=datetime.now(UTC) + timedelta(days=2))) == []


def test_the_balance_is_in_the_currency_asked_for(adapter):
    available, pending = adapter.balance("KRW")

    assert (available.currency, pending.currency) == ("KRW", "KRW")
