"""The provider's events at our door: signed, kept first, taken once, whatever order they come in."""

import hmac
import json
from hashlib import sha256

import pytest

from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payment, ProviderEventRow
from marketplace.money.service import untaken_events
from tests.cast import send, sign_in

SECRET = "whsec_of_this_test"
OLDER = "whsec_before_it"


@pytest.fixture(autouse=True)
def _secrets(change_settings):
    change_settings(stripe_webhook_secret=(SECRET, OLDER))


def _event(kind="customer.created", event_id="evt_1", created=1_700_000_000, account=None, **thing):
    return json.dumps({"id": event_id, "object": "event", "type": kind, "created": created, "account": account, "data": {"object": thing}}).encode()


def _deliver(client, clock, body, *, secret=SECRET, age=0, header=None):
    moment = int(clock.now().timestamp()) - age
    signature = hmac.new(secret.encode(), b"%d." % moment + body, sha256).hexdigest()
    return client.post("/webhooks/stripe", data=body, content_type="application/json",
                       headers={"Stripe-Signature": header if header is not None else f"t={moment},v1={signature}"})


def test_an_unknown_type_is_kept_and_ignored(db, client, clock):
    answer = _deliver(client, clock, _event())

    event = db.session.query(ProviderEventRow).one()
    assert (answer.status_code, answer.json) == (200, {"received": True})
    assert (event.event_id, event.outcome) == ("evt_1", "ignored")
    assert untaken_events() == []


def test_an_event_of_an_unknown_account_is_kept(db, client, clock):
    answer = _deliver(client, clock, _event("account.updated", account="acct_nobody", id="acct_nobody", payouts_enabled=True))

    assert answer.status_code == 200
    assert db.session.query(ProviderEventRow).one().outcome == "ignored"


@pytest.mark.parametrize(("change", "code"), [
    ({"secret": "whsec_somebody_elses"}, "bad_signature"), ({"header": ""}, "bad_signature"), ({"header": "t=1,v1=zz"}, "bad_signature"),
    ({"age": 600}, "event_too_old"),
])
def test_what_is_not_the_providers_is_refused_and_not_kept(db, client, clock, change, code):
    answer = _deliver(client, clock, _event(), **change)

    assert (answer.status_code, answer.json["error"]["code"]) == (400, code)
    assert answer.json["error"]["request_id"]
    assert db.session.query(ProviderEventRow).count() == 0


@pytest.mark.parametrize("body", [
    b"", b"not json", b"[]", b'{"object":"event"}',
    b'{"id":1,"object":"event","type":"x","created":1,"data":{"object":{}}}', b"\xff\xfe",
])
def test_what_is_no_event_is_refused(db, client, clock, body):
    answer = _deliver(client, clock, body)

    assert (answer.status_code, answer.json["error"]["code"]) == (400, "not_an_event")
    assert db.session.query(ProviderEventRow).count() == 0


def test_the_secret_before_the_present_one_still_counts(client, clock):
    assert _deliver(client, clock, _event(), secret=OLDER).status_code == 200


@pytest.fixture
def payment(db, make, cast):
    """A payment of 660 won that was opened at the provider."""
    draft = make.draft(cast.han, rows=3, price=200)
    return money.fund_batch(batch_id=draft.id, company_id=cast.han.company_id, total=draft.unit * 3, actor=cast.han)


def _paid(payment, event_id="evt_paid", amount=660):
    return _event("checkout.session.completed", event_id, id="cs_1", client_reference_id=f"payment:{payment.id}", payment_status="paid",
                  payment_intent="pi_1", amount_total=amount, currency="krw")


def _wallet(db, cast):
    return balance(db.session(), "wallet", cast.han.company_id, "KRW").minor


def test_a_paid_checkout_fills_the_wallet_at_once_and_once(db, cast, client, clock, payment, prove):
    for event_id in ("evt_a", "evt_a", "evt_b"):
        assert _deliver(client, clock, _paid(payment, event_id)).status_code == 200

    assert (_wallet(db, cast), db.session.get(Payment, payment.id).state) == (660, "paid")
    assert db.session.query(ProviderEventRow).count() == 2
    prove()


def test_an_event_about_another_sum_is_kept_with_its_reason_and_moves_nothing(db, cast, client, clock, payment, prove):
    answer = _deliver(client, clock, _paid(payment, amount=6_600_000))

    assert answer.status_code == 200
    assert db.session.query(ProviderEventRow).one().outcome == "payment_differs"
    assert _wallet(db, cast) == 0
    prove()


def test_expired_then_paid_late_still_counts(db, cast, client, clock, payment, prove):
    _deliver(client, clock, _event("checkout.session.expired", "evt_late", client_reference_id=f"payment:{payment.id}"))
    assert db.session.get(Payment, payment.id).state == "lapsed"

    _deliver(client, clock, _paid(payment))

    assert _wallet(db, cast) == 660
    prove()


def test_only_the_provider_can_fill_a_wallet(db, cast, client, clock, payment):
    sign_in(client, cast.han)

    assert send(client, "/webhooks/stripe", client_reference_id=f"payment:{payment.id}").status_code == 400
    assert client.get("/webhooks/stripe").status_code == 405
    assert _wallet(db, cast) == 0
