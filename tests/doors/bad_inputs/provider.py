"""Rows 45 and 47: what the payment provider tells us, and cards that don't pay at once."""

import json
from typing import Any

from sqlalchemy import select

from marketplace.gateways.stripe_twin.delivery import sign
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.money.provider_models import ProviderEventRow
from tests.doors.bad_inputs.case import Refused, Row, Taken
from tests.stripe_twin import DECLINED, GOOD, NEEDS_3DS, WEBHOOK_SECRET

SIGNATURE = ("서명이 맞지 않아요", "not one of the provider's")
TOO_OLD = ("5분이 지났어요", "more than five minutes ago")
NO_EVENT = ("알림으로 읽을 수 없어요", "not an event")
NOT_YET = "아직 결제되지 않았어요"
SHORT = "440원이 부족해요"
EVENT = {"id": "evt_of_the_list", "object": "event", "type": "charge.captured", "created": 1_790_000_000, "data": {"object": {"id": "ch_1"}}}
ACCOUNT = {"id": "acct_nobody_has", "payouts_enabled": False, "details_submitted": True, "requirements": {"currently_due": []}}
NO_EVENTS = {
    "text": b"hello", "nothing": b"", "a-list": b"[]", "a-number": b"1", "bad-bytes": b'{"id": "\xff"}', "deep": b"[" * 100_000,
    "no-id": json.dumps(EVENT | {"id": ""}).encode(), "no-object": json.dumps(EVENT | {"data": {}}).encode(),
    "year-9999999": json.dumps(EVENT | {"created": 10**18}).encode(), "another-thing": json.dumps(EVENT | {"object": "charge"}).encode(),
}


def _tell(stage: Any, body: bytes, *, secret: str = WEBHOOK_SECRET, seconds_old: int = 0, signature: str | None = None) -> Any:
    """A call of our webhook, signed as the provider signs."""
    signed = sign(body, secret, int(clock.now().timestamp()) - seconds_old) if signature is None else signature
    headers = {"Stripe-Signature": signed, "Accept-Language": stage.locale}
    return stage.app.test_client().post("/webhooks/stripe", data=body, content_type="application/json", headers=headers)


def _kept(event: dict[str, Any]) -> Any:
    def expect(answer: Any, _stage: Any) -> None:
        assert (answer.status_code, answer.json) == (200, {"received": True})
        with db.engine.connect() as connection:
            outcomes = connection.execute(select(ProviderEventRow.outcome).where(ProviderEventRow.event_id == event["id"])).scalars().all()
        assert outcomes == ["ignored"]

    return expect


def _event(event: dict[str, Any], times: int = 1) -> Row:
    def ask(stage: Any) -> Any:
        return [_tell(stage, json.dumps(event).encode()) for _ in range(times)][-1]

    return Taken(45, f"{event['id']}-{times}", "webhook", ask, _kept(event))


def _open(stage: Any, door: str, batch_id: int) -> str:
    """Sol asks to pay for a draft; the payment page's id at the provider."""
    path = f"/batches/{batch_id}/payments"
    answer = stage.page("sol", path) if door == "page" else stage.api("sol", "POST", path, json={})
    assert answer.status_code == (303 if door == "page" else 201), answer.text[:2000]
    return str(answer.location if door == "page" else answer.json["checkout_url"]).rpartition("/")[2]


def _pay(door: str, card: str, *, confirm: bool = True, clicks: int = 1) -> Any:
    """A draft of two answers, asked for and paid with a card so many times; the draft's id."""
    def ask(stage: Any) -> int:
        draft = stage.make.draft(stage.people["sol"], rows=2)
        pages = {_open(stage, door, draft.id) for _ in range(clicks)}
        assert len(pages) == 1
        for page in list(pages) * clicks:
            stage.twin.pay(page, card, confirm=confirm)
        return int(draft.id)

    return ask


def _publish(stage: Any, door: str, batch_id: int) -> Any:
    path = f"/batches/{batch_id}/publication"
    return stage.page("sol", path) if door == "page" else stage.api("sol", "POST", path)


def _stands(stage: Any, batch_id: int) -> tuple[str, str, int]:
    """The draft's state, its payment's, and what the wallet has."""
    wallet = stage.api("sol", "GET", "/wallet").json["balances"]
    payment = next(one for one in stage.api("sol", "GET", "/payments").json["items"] if one["batch_id"] == batch_id)
    return stage.api("sol", "GET", f"/batches/{batch_id}").json["state"], payment["state"], sum(one["minor"] for one in wallet)


def _nothing_moves(door: str) -> Any:
    def expect(batch_id: int, stage: Any) -> None:
        back = stage.read("sol", f"/batches/{batch_id}/paid")
        refused = _publish(stage, door, batch_id)
        assert (back.status_code, NOT_YET in back.text) == (200, True)
        said = refused.json["error"]["message"] if door == "api" else refused.text
        assert (refused.status_code, "escrow_short" in refused.text, SHORT in said) == (409, True, True)
        assert _stands(stage, batch_id) == ("draft", "opened", 0)
        assert stage.api("mira", "GET", f"/work/{batch_id}").status_code == 404

    return expect


def _charged_once(door: str) -> Any:
    def expect(batch_id: int, stage: Any) -> None:
        for _ in range(2):
            assert stage.read("sol", f"/batches/{batch_id}/paid").status_code == 303
        assert _stands(stage, batch_id) == ("draft", "paid", 440)
        payment = next(one for one in stage.api("sol", "GET", "/payments").json["items"] if one["batch_id"] == batch_id)
        charges = [one for one in stage.twin.call("GET", "/v1/charges").json()["data"] if one["transfer_group"] == f"payment:{payment['id']}"]
        assert [(one["amount"], one["paid"]) for one in charges] == [(440, True)]
        assert _publish(stage, door, batch_id).status_code == (303 if door == "page" else 201)
        assert _stands(stage, batch_id) == ("open", "paid", 0)

    return expect


CASES: list[Row] = [
    Refused(45, "bad-signature", "webhook", lambda s: _tell(s, json.dumps(EVENT).encode(), secret="whsec_somebody_else"),
            400, "bad_signature", SIGNATURE),
    Refused(45, "another-body-signed", "webhook", lambda s: _tell(
        s, json.dumps(EVENT).encode(), signature=sign(b"{}", WEBHOOK_SECRET, int(clock.now().timestamp()))), 400, "bad_signature", SIGNATURE),
    Refused(45, "10-minutes-old", "webhook", lambda s: _tell(s, json.dumps(EVENT).encode(), seconds_old=600), 400, "event_too_old", TOO_OLD),
]
CASES += [
    Refused(45, f"signature-{what}", "webhook", lambda s, header=header: _tell(s, json.dumps(EVENT).encode(), signature=header),
            400, "bad_signature", SIGNATURE)
    for what, header in {"none": "", "no-moment": "v1=00", "no-mac": "t=1790000000", "words": "t=now,v1=yes", "two-moments": "t=1,t=2,v1=00"}.items()
]
CASES += [
    Refused(45, f"no-event-{what}", "webhook", lambda s, body=body: _tell(s, body), 400, "not_an_event", NO_EVENT)
    for what, body in NO_EVENTS.items()
]
CASES += [
    _event(EVENT | {"id": "evt_unknown_type"}), _event(EVENT | {"id": "evt_unknown_type_again"}, times=3),
    _event(EVENT | {"id": "evt_unknown_account", "type": "account.updated", "account": ACCOUNT["id"], "data": {"object": ACCOUNT}}),
]
for door in ("page", "api"):
    CASES += [
        Taken(47, "card-declined", door, _pay(door, DECLINED), _nothing_moves(door)),
        Taken(47, "3-D-Secure-not-answered", door, _pay(door, NEEDS_3DS, confirm=False), _nothing_moves(door)),
        Taken(47, "3-D-Secure-answered", door, _pay(door, NEEDS_3DS), _charged_once(door)),
        Taken(47, "clicked-and-paid-twice", door, _pay(door, GOOD, clicks=2), _charged_once(door)),
    ]
