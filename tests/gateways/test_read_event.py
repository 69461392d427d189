"""Reading what the provider posts: who signed it, when, and whether it is an event at all."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from marketplace.gateways.money_provider import BadSignature, EventTooOld, NotAnEvent
from marketplace.gateways.stripe_provider import StripeProvider

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVENT = {"id": "evt_1", "object": "event", "type": "transfer.created", "created": 1_700_000_000, "data": {"object": {"id": "tr_1"}}}
OLD, NEW = "whsec_old", "whsec_new"


@pytest.fixture
def reader():
    return StripeProvider("sk", "http://127.0.0.1:9", [NEW, OLD])


def signed(body, secret=NEW, age=0):
    moment = int(NOW.timestamp()) - age
    return f"t={moment},v1={hmac.new(secret.encode(), f'{moment}.'.encode() + body, hashlib.sha256).hexdigest()}"


def body_of(**changes):
    return json.dumps(EVENT | changes).encode()


@pytest.mark.parametrize("secret", [NEW, OLD])
def test_any_of_our_secrets_will_do(reader, secret):
    event = reader.read_event(body_of(account="acct_1"), signed(body_of(account="acct_1"), secret), now=NOW)

    assert (event.id, event.type, event.account, event.data) == ("evt_1", "transfer.created", "acct_1", {"id": "tr_1"})
    assert event.created_at == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize("header", ["", "t=1", "v1=abc", "t=x,v1=abc", "t=1,t=2,v1=a", "nonsense", "t=99999999999999,v1=a", "t=²,v1=a", "x" * 5_000])
def test_a_header_that_says_nothing_is_refused(reader, header):
    with pytest.raises(BadSignature):
        reader.read_event(body_of(), header, now=NOW)


def test_somebody_else_s_secret_is_refused(reader):
    with pytest.raises(BadSignature):
        reader.read_event(body_of(), signed(body_of(), "whsec_other"), now=NOW)


def test_a_changed_body_is_refused(reader):
    with pytest.raises(BadSignature):
        reader.read_event(body_of(type="payout.paid"), signed(body_of()), now=NOW)


def test_one_right_signature_among_several_is_enough(reader):
    header = signed(body_of()).replace(",v1=", ",v1=0000,v0=ignored,v1=")

    assert reader.read_event(body_of(), header, now=NOW).id == "evt_1"


def test_five_minutes_are_fresh_and_a_second_more_is_not(reader):
    assert reader.read_event(body_of(), signed(body_of(), age=300), now=NOW).id == "evt_1"

    with pytest.raises(EventTooOld):
        reader.read_event(body_of(), signed(body_of(), age=301), now=NOW)


def test_age_is_not_told_to_those_who_cannot_sign(reader):
    with pytest.raises(BadSignature):
        reader.read_event(body_of(), signed(body_of(), "whsec_other", age=9_000), now=NOW)


@pytest.mark.parametrize("body", [
    b"", b"not json", b"[]", b"{}", b"\xff", b"null", b'{"object":"event"}', body_of(object="charge"), body_of(data={}), body_of(data=[]),
    body_of(data={"object": 3}), body_of(created="x"), body_of(id=7), body_of(id=""), body_of(created=10**20), b"[" * 100_000,
], ids=lambda body: body[:30])
def test_what_is_signed_but_no_event_is_said_to_be_none(reader, body):
    with pytest.raises(NotAnEvent):
        reader.read_event(body, signed(body), now=NOW)


def test_without_secrets_nothing_is_ours():
    with pytest.raises(BadSignature):
        StripeProvider("sk", None, [""]).read_event(body_of(), signed(body_of(), ""), now=NOW)
