"""Bad days: what the adapter makes of each fault, and that asking first never pays twice."""

import pytest

from marketplace.gateways.money_provider import ProviderUnavailable
from marketplace.kernel.money import Money

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]

BEFORE = ("error_before", "timeout_before", "reset_before", "rate_limit")
AFTER = ("error_after", "timeout_after", "reset_after")


@pytest.mark.parametrize("fault", BEFORE)
def test_a_fault_before_the_effect_leaves_nothing(shop, fault):
    shop.paid()
    account = shop.account()
    shop.twin.fault("transfers.create", fault, seconds=0.05)

    with pytest.raises(ProviderUnavailable):
        shop.send(account)

    assert shop.provider.find_transfers("payout:1") == []
    assert shop.provider.balance("KRW")[0] == Money(10_000, "KRW")


@pytest.mark.parametrize("fault", AFTER)
def test_a_fault_after_the_effect_is_found_by_asking(shop, fault):
    shop.paid()
    account = shop.account()
    shop.twin.fault("transfers.create", fault, seconds=0.05)

    with pytest.raises(ProviderUnavailable):
        shop.send(account)

    assert [one.amount for one in shop.provider.find_transfers("payout:1")] == [Money(1_000, "KRW")]
    assert shop.provider.balance("KRW")[0] == Money(9_000, "KRW")


def test_a_provider_that_hangs_is_given_up_on(shop):
    shop.paid()
    account = shop.account()
    shop.twin.fault("transfers.create", "timeout_before", seconds=0.6)
    hasty = shop.twin.provider(timeout=0.1, retries=0)

    with pytest.raises(ProviderUnavailable):
        hasty.send_transfer(reference="payout:1", amount=Money(1_000, "KRW"), destination=account, key="one")


def test_nobody_there_is_unavailable(shop):
    lonely = type(shop.provider)("sk", "http://127.0.0.1:9", ["whsec"], timeout=0.2, retries=0)

    with pytest.raises(ProviderUnavailable):
        lonely.balance("KRW")


def test_a_wrong_key_is_unavailable_since_earlier_calls_may_have_worked(shop):
    stranger = type(shop.provider)("sk_wrong", shop.twin.base_url, ["whsec"], retries=0)

    with pytest.raises(ProviderUnavailable):
        stranger.balance("KRW")


def test_the_client_itself_tries_again_after_a_reset(shop):
    shop.paid()
    account = shop.account()
    shop.twin.fault("transfers.create", "reset_after")

    patient = shop.twin.provider(retries=2)
    sent = patient.send_transfer(reference="payout:1", amount=Money(1_000, "KRW"), destination=account, key="one")

    assert [one["id"] for one in shop.twin.transfers()] == [sent.id]


def test_a_named_bad_day_ends_with_exactly_one_transfer_each(shop):
    shop.paid(1_000_000)
    account = shop.account()
    shop.twin.plan(named="payouts", seed=11, seconds=0)

    for number in range(60):
        for attempt in range(1, 40):
            try:
                if shop.provider.find_transfers(f"payout:{number}"):
                    break
                shop.send(account, 100 + number, f"payout:{number}", f"payout:{number}:{attempt}")
            except ProviderUnavailable:
                continue
    shop.twin.plan()

    sent = {one["transfer_group"]: one["amount"] for one in shop.twin.transfers()}
    assert len(shop.twin.transfers()) == 60
    assert sent == {f"payout:{number}": 100 + number for number in range(60)}


def test_a_bad_day_of_that_name_has_the_shares_that_were_written_down(shop):
    plan = shop.twin.switch("/plan", named="payouts", seed=5)

    assert (plan["seed"], plan["late_seconds"]) == (5, 72 * 3600)
    assert sum(plan["percent"].values()) == 45
    assert plan["percent"]["error_before"] == 15
    assert plan["percent"]["error_after"] + plan["percent"]["timeout_after"] == 15
    assert plan["webhooks"] == {"doubled": 20, "reordered": 100, "late": 5, "forged": 2}
    assert shop.twin.http.post("/_twin/plan", json={"named": "monday"}).status_code == 400


def test_the_same_seed_brings_the_same_storm(shop):
    def storm():
        shop.twin.plan(seed=3, percent={"error_before": 30, "rate_limit": 20})
        return [shop.twin.call("GET", "/v1/balance").status_code for _ in range(30)]

    first = storm()

    assert storm() == first
    assert {200, 429, 500} == set(first)


def test_switches_need_the_secret_key(shop):
    answer = shop.twin.http.post("/_twin/clock", json={"advance": 1}, headers={"Authorization": "Bearer sk_wrong"})

    assert answer.status_code == 401
    assert shop.twin.http.post("/_twin/faults", json={"operation": "*", "fault": "flood"}).status_code == 400
