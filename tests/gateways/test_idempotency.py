"""One key, one effect: kept answers, kept errors, keys in use and keys forgotten."""

import threading
import time

import httpx
import pytest

from marketplace.gateways.money_provider import ProviderUnavailable

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]


def transfer(twin, account, key, amount=1_000):
    return twin.call("POST", "/v1/transfers", {"amount": amount, "currency": "krw", "destination": account}, key)


def test_the_same_key_gives_the_kept_answer_and_moves_nothing(shop):
    shop.paid()
    account = shop.account()

    first, second = (transfer(shop.twin, account, "one") for _ in range(2))

    assert second.json() == first.json()
    assert (first.headers.get("Idempotent-Replayed"), second.headers["Idempotent-Replayed"]) == (None, "true")
    assert second.headers["Original-Request"] == first.headers["Request-Id"]
    assert len(shop.twin.transfers()) == 1


def test_the_same_key_for_something_else_is_refused(shop):
    shop.paid()
    account = shop.account()
    transfer(shop.twin, account, "one")

    other = transfer(shop.twin, account, "one", 2_000)

    assert (other.status_code, other.json()["error"]["type"]) == (400, "idempotency_error")
    with pytest.raises(ProviderUnavailable):  # an earlier attempt may have gone through: look before giving money back
        shop.send(account, 3_000, key="one")
    assert len(shop.twin.transfers()) == 1


def test_a_kept_500_stays_a_500_until_another_key_is_used(shop):
    shop.paid()
    account = shop.account()
    shop.twin.fault("transfers.create", "error_before")

    answers = [transfer(shop.twin, account, "one") for _ in range(3)]

    assert [one.status_code for one in answers] == [500, 500, 500]
    assert answers[2].headers["Stripe-Should-Retry"] == "false"
    assert shop.twin.transfers() == []
    assert transfer(shop.twin, account, "two").status_code == 200


def test_a_kept_refusal_is_repeated_even_when_it_would_pass_now(shop):
    account = shop.account()
    assert transfer(shop.twin, account, "one").status_code == 400
    shop.paid()

    again = transfer(shop.twin, account, "one")

    assert again.json()["error"]["code"] == "balance_insufficient"
    assert transfer(shop.twin, account, "two").status_code == 200


def test_a_malformed_call_is_not_kept(shop):
    shop.paid()
    account = shop.account()
    assert shop.twin.call("POST", "/v1/transfers", {"amount": "x", "currency": "krw", "destination": account}, "one").status_code == 400

    assert transfer(shop.twin, account, "one").status_code == 200


def test_a_key_in_use_is_a_conflict(shop):
    shop.paid()
    account = shop.account()
    shop.twin.fault("transfers.create", "timeout_before", seconds=0.5)

    def hang():
        with pytest.raises(httpx.RemoteProtocolError):
            transfer(shop.twin, account, "one")

    first = threading.Thread(target=hang)
    first.start()
    while shop.twin.http.get("/_twin/faults").json()["rules"]:
        time.sleep(0.01)
    second = transfer(shop.twin, account, "one")
    first.join()

    assert (second.status_code, second.json()["error"]["code"]) == (409, "idempotency_key_in_use")
    assert transfer(shop.twin, account, "one").status_code == 200
    assert len(shop.twin.transfers()) == 1


def test_a_key_is_forgotten_after_a_day_and_not_before(shop):
    shop.paid()
    account = shop.account()
    transfer(shop.twin, account, "one")

    shop.twin.advance(hours=23, minutes=59)
    transfer(shop.twin, account, "one")
    assert len(shop.twin.transfers()) == 1
    shop.twin.advance(minutes=2)
    transfer(shop.twin, account, "one")

    assert len(shop.twin.transfers()) == 2


def test_a_key_belongs_to_one_account(shop):
    shop.paid()
    first, second = shop.account(), shop.account()
    for account in (first, second):
        shop.send(account, 1_000, key=account)

    payouts = [shop.twin.call("POST", "/v1/payouts", {"amount": 1_000, "currency": "krw"}, "one", Stripe_Account=account)
               for account in (first, second)]

    assert [one.status_code for one in payouts] == [200, 200]
    assert payouts[0].json()["id"] != payouts[1].json()["id"]


def test_twenty_at_once_under_one_key_make_one_transfer(shop):
    shop.paid()
    account = shop.account()
    barrier = threading.Barrier(20)
    answers = []

    def attempt():
        barrier.wait()
        answers.append(transfer(shop.twin, account, "one"))

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert {one.status_code for one in answers} <= {200, 409}
    assert len({one.json()["id"] for one in answers if one.status_code == 200}) == 1
    assert len(shop.twin.transfers()) == 1
