"""Events: signed, delivered until taken, doubled, late, reordered and forged on demand."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from marketplace.gateways.money_provider import BadSignature
from tests.stripe_twin import DECLINED

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]


def wait_for(listener, count, seconds=3.0):
    limit = time.monotonic() + seconds
    while len(listener.heard) < count and time.monotonic() < limit:
        time.sleep(0.01)
    return [json.loads(body) for body, _ in listener.heard]


def kinds(events):
    return [one["type"] for one in events]


def test_what_happens_is_told_signed_and_in_order(shop, listener):
    shop.twin.set_webhook(listener.url)

    shop.paid()
    account = shop.account()
    sent = shop.send(account)
    events = wait_for(listener, 6)

    assert kinds(events) == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed",
                             "account.updated", "transfer.created"]
    now = datetime.now(UTC)
    read = [shop.provider.read_event(body, signature, now=now) for body, signature in listener.heard]
    assert [one.account for one in read] == [None, None, None, None, account, None]
    assert (read[5].data["id"], read[5].data["transfer_group"], read[3].data["payment_status"]) == (sent.id, "payout:1", "paid")
    stripe.Webhook.construct_event(*listener.heard[0], shop.twin.webhook_secret)  # Stripe's own reader agrees


@pytest.mark.parametrize(("act", "expected"), [
    (lambda shop: shop.twin.pay(shop.checkout().id, DECLINED), ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]),
    (lambda shop: shop.provider.client.v1.checkout.sessions.expire(shop.checkout().id), ["checkout.session.expired"]),
], ids=["declined", "expired"])
def test_bad_news_is_told_too(shop, listener, act, expected):
    shop.twin.set_webhook(listener.url)

    act(shop)

    assert kinds(wait_for(listener, len(expected))) == expected


def test_an_event_is_sent_again_until_it_is_taken(shop, listener):
    listener.answers = [500, 503]
    shop.twin.set_webhook(listener.url)

    event = shop.twin.switch("/events", type="transfer.created", object={"id": "tr_1", "object": "transfer"})
    shop.twin.deliver()
    shop.twin.deliver()
    shop.twin.deliver()
    heard = wait_for(listener, 3)

    assert [one["id"] for one in heard] == [event["id"]] * 3
    assert shop.twin.deliver() == {"delivered": 0, "failed": 0}
    assert shop.twin.http.get("/_twin/deliveries").json()["waiting"] == 0


def test_an_event_waits_for_a_listener_that_is_down(shop, listener):
    shop.twin.set_webhook("http://127.0.0.1:9/down")
    shop.twin.switch("/events", type="transfer.created", object={"id": "tr_1", "object": "transfer"})

    assert shop.twin.deliver()["delivered"] == 0
    waiting = shop.twin.http.get("/_twin/deliveries").json()

    assert (waiting["waiting"], waiting["data"][0]["last_error"]) == (1, "ConnectionRefusedError")


def test_events_can_be_doubled(shop, listener):
    shop.twin.plan(seed=1, webhooks={"doubled": 100})
    shop.twin.set_webhook(listener.url)

    shop.twin.switch("/events", type="transfer.created", object={"id": "tr_1", "object": "transfer"})

    heard = wait_for(listener, 2)
    assert len({one["id"] for one in heard}) == 1
    assert len(heard) == 2


def test_events_can_come_in_another_order(shop, listener):
    shop.twin.plan(seed=5, webhooks={"reordered": 100}, jitter_seconds=0.1)
    shop.twin.set_webhook(listener.url)

    for number in range(8):
        shop.twin.switch("/events", type="transfer.created", object={"id": f"tr_{number}", "object": "transfer"})
    heard = [one["data"]["object"]["id"] for one in wait_for(listener, 8)]

    assert sorted(heard) == [f"tr_{number}" for number in range(8)]
    assert heard != sorted(heard)


def test_events_can_be_days_late_and_are_signed_when_they_leave(shop, listener):
    shop.twin.plan(seed=1, webhooks={"late": 100})
    shop.twin.set_webhook(listener.url)
    shop.twin.switch("/events", type="transfer.created", object={"id": "tr_1", "object": "transfer"})

    shop.twin.advance(hours=71)
    shop.twin.deliver()
    assert listener.heard == []
    shop.twin.advance(hours=2)
    wait_for(listener, 1)

    event = shop.provider.read_event(*listener.heard[0], now=datetime.fromtimestamp(shop.twin.now(), UTC))
    assert datetime.fromtimestamp(shop.twin.now(), UTC) - event.created_at > timedelta(hours=72)


def test_forged_events_don_t_pass(shop, listener):
    shop.twin.plan(seed=1, webhooks={"forged": 100})
    shop.twin.set_webhook(listener.url)

    shop.twin.switch("/events", type="transfer.created", object={"id": "tr_1", "object": "transfer", "amount": 5})
    heard = wait_for(listener, 2)

    assert [one["data"]["object"]["amount"] for one in heard] == [50, 5]
    with pytest.raises(BadSignature):
        shop.provider.read_event(*listener.heard[0], now=datetime.now(UTC))
    assert shop.provider.read_event(*listener.heard[1], now=datetime.now(UTC)).data["amount"] == 5


def test_events_can_be_collected_without_a_server(shop):
    shop.twin.keep_events()
    shop.paid()

    collected = shop.twin.collect()

    read = [shop.provider.read_event(body, signature, now=datetime.now(UTC)).type for body, signature in collected]
    assert read[-1] == "checkout.session.completed"
    assert shop.twin.collect() == []


def test_an_endpoint_hears_what_it_asked_for_with_a_secret_of_its_own(shop, client, listener):
    endpoint = client.v1.webhook_endpoints.create({"url": listener.url, "enabled_events": ["transfer.created"]})
    shop.paid()
    shop.send(shop.account())

    assert kinds(wait_for(listener, 1)) == ["transfer.created"]
    stripe.Webhook.construct_event(*listener.heard[0], endpoint.secret)
    assert client.v1.webhook_endpoints.retrieve(endpoint.id).to_dict().get("secret") is None
    client.v1.webhook_endpoints.update(endpoint.id, {"disabled": True})
    assert [one.status for one in client.v1.webhook_endpoints.list().data] == ["disabled"]
    assert client.v1.webhook_endpoints.delete(endpoint.id).deleted is True


def test_a_connect_endpoint_hears_of_accounts_only(shop, client, listener):
    client.v1.webhook_endpoints.create({"url": listener.url, "enabled_events": ["*"], "connect": True})

    shop.paid()
    account = shop.account()

    assert [(one["type"], one["account"]) for one in wait_for(listener, 1)] == [("account.updated", account)]


def test_events_are_kept_as_things_were(shop, client):
    shop.paid()
    sent = shop.send(shop.account())
    client.v1.transfers.reversals.create(sent.id)

    events = client.v1.events.list({"types": ["transfer.created", "transfer.reversed"]}).data
    first = client.v1.events.retrieve(events[1].id)

    assert [one.type for one in events] == ["transfer.reversed", "transfer.created"]
    assert (first.data.object.reversed, events[0].data.object.reversed) == (False, True)
    assert first.request.idempotency_key == "payout:1:1"
