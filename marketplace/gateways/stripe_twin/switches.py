"""The switches of the twin, under /_twin/ and nowhere in Stripe: its clock, its faults, and what people and banks do."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from marketplace.gateways.stripe_twin.api import check_key
from marketplace.gateways.stripe_twin.delivery import Courier, collect
from marketplace.gateways.stripe_twin.due import settle_due
from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.faults import plan_from
from marketplace.gateways.stripe_twin.money import move_money
from marketplace.gateways.stripe_twin.resources.accounts import (
    PAST_DUE,
    leave_details,
    restrict_account,
    submit_details,
)
from marketplace.gateways.stripe_twin.resources.cards import GOOD, find_card
from marketplace.gateways.stripe_twin.resources.checkout import confirm_session, pay_session
from marketplace.gateways.stripe_twin.resources.disputes import close_dispute, open_dispute
from marketplace.gateways.stripe_twin.resources.payouts import FAILURES
from marketplace.gateways.stripe_twin.resources.refunds import fail_refund
from marketplace.gateways.stripe_twin.routing import shown
from marketplace.gateways.stripe_twin.twin import Cause, Twin
from marketplace.gateways.stripe_twin.wire import Answer, ApiError, Asked, Thing, json_answer

Switch = Callable[[Twin, dict[str, str], Thing], Any]
_SWITCHES: Final[list[tuple[str, re.Pattern[str], Switch]]] = []


def answer_switch(twin: Twin, courier: Courier, asked: Asked) -> Answer:
    """Answer a request under /_twin/; all but /_twin/health need the secret key and take a JSON object."""
    if asked.path == "/_twin/health":
        return json_answer(200, {"ok": True, "now": twin.now()})
    try:
        check_key(twin, asked)
        said = json.loads(asked.body or b"{}")
        if asked.path == "/_twin/deliver" and asked.method == "POST":
            return json_answer(200, courier.deliver(everything=True))
        return json_answer(200, _turn(twin, asked, said))
    except ApiError as error:
        return json_answer(error.status, error.body)
    except (ValueError, TypeError, KeyError) as error:
        return json_answer(400, {"error": {"message": f"{type(error).__name__}: {error}", "type": "invalid_request_error"}})


def _turn(twin: Twin, asked: Asked, said: Thing) -> Any:
    for method, pattern, switch in _SWITCHES:
        match = pattern.fullmatch(asked.path) if method == asked.method else None
        if match is None:
            continue
        with twin.lock:
            twin.cause = Cause()
            twin.store.begin()
            try:
                result = switch(twin, match.groupdict(), said)
            except BaseException:
                twin.store.rollback()
                raise
            twin.store.commit()
            if asked.method == "POST":
                settle_due(twin)
        return shown(twin, result, []) if isinstance(result, dict) else result
    raise ApiError(404, f"No such switch: {asked.method} {asked.path}")


def _switch(method: str, rule: str) -> Callable[[Switch], Switch]:
    pattern = re.compile("/_twin" + re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", rule))

    def declare(switch: Switch) -> Switch:
        _SWITCHES.append((method, pattern, switch))
        return switch

    return declare


@_switch("GET", "/clock")
def read_clock(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """What time it is."""
    return {"now": twin.now()}


@_switch("POST", "/clock")
def set_clock(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"now": epoch}`, `{"advance": seconds}` or `{"reset": true}`."""
    if said.get("reset"):
        return {"now": twin.move_clock(twin.wall())}
    moment = float(said["now"]) if "now" in said else twin.now() + float(said["advance"])
    return {"now": twin.move_clock(moment)}


@_switch("GET", "/faults")
def read_faults(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """The faults that wait."""
    return twin.faults.shown()


@_switch("POST", "/faults")
def add_fault(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"operation": "transfers.create", "fault": "error_after", "times": 1, "seconds": 20}`."""
    twin.faults.add(said)
    return twin.faults.shown()


@_switch("POST", "/plan")
def use_plan(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"seed": 7, "operations": [...], "percent": {fault: percent}, "webhooks": {fault: percent}, "late_seconds": …}`, or
    `{"named": "payouts", "seed": 7}`.
    """
    twin.faults.use_plan(plan_from(said))
    return asdict(twin.faults.plan)


@_switch("DELETE", "/faults")
def clear_faults(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """Good weather again."""
    twin.faults.clear()
    return twin.faults.shown()


@_switch("POST", "/reset")
def reset(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """Forget everything: things, keys, deliveries, clock, faults and where webhooks go."""
    twin.store.clear()
    twin.faults.clear()
    twin.in_flight.clear()
    return {"ok": True}


@_switch("POST", "/webhook")
def set_webhook(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"url": …, "secret": …}`: where every event goes; "collect:" keeps them, an empty or null URL stops it."""
    twin.store.keep_fact("webhook_url", said["url"] or "")
    if "secret" in said:
        twin.store.keep_fact("webhook_secret", str(said["secret"]))
    return {"url": said["url"]}


@_switch("GET", "/deliveries")
def read_deliveries(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """The last 200 deliveries and how many still wait."""
    names = ("event_id", "url", "is_forged", "attempts", "state", "wait_until", "last_error")
    rows = twin.store.rows.execute(f"SELECT {', '.join(names)} FROM deliveries ORDER BY seq DESC LIMIT 200").fetchall()
    waiting = twin.store.rows.execute("SELECT COUNT(*) FROM deliveries WHERE state = 'pending'").fetchone()[0]
    return {"waiting": waiting, "data": [dict(zip(names, row, strict=True)) for row in rows]}


@_switch("POST", "/collect")
def collect_events(twin: Twin, path: dict[str, str], said: Thing) -> list[Thing]:
    """Take every waiting delivery as `{"payload", "signature"}` instead of having it sent."""
    return collect(twin)


@_switch("POST", "/events/<event>/resend")
def resend_event(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """Send an event once more to everyone who heard of it."""
    event = twin.require("event", path["event"], None)
    twin.store.rows.execute("UPDATE deliveries SET state = 'pending', not_before = 0, wait_until = 0 "
                            "WHERE event_id = ? AND is_forged = 0", (event["id"],))
    twin.wake.set()
    return event


@_switch("POST", "/pending")
def set_pending(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"seconds": 604800}`: how long a payment made from here on stays pending on the twin's clock."""
    twin.pending_seconds = int(said["seconds"])
    return {"seconds": twin.pending_seconds}


@_switch("POST", "/balance")
def add_balance(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"amount": 100000, "currency": "krw"}` into our available balance, from nowhere."""
    transaction = move_money(twin, "", "topup", int(said["amount"]), str(said["currency"]).lower(), description="Test balance")
    return {"balance_transaction": transaction}


@_switch("POST", "/checkout/<session>/pay")
def pay(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"card": "4242…", "confirm": true}`: what a person does on the payment page; `confirm` answers 3-D Secure."""
    session = twin.require("checkout.session", path["session"])
    card = find_card(str(said.get("card", GOOD)))
    if card is None:
        raise ValueError("not a test card")
    session = pay_session(twin, session, card)
    return confirm_session(twin, session, card, agreed=bool(said.get("confirm", True))) if card.needs_confirmation else session


@_switch("POST", "/accounts/<account>/complete")
def complete_account(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """The holder has filled in everything."""
    return submit_details(twin, twin.require("account", path["account"]))


@_switch("POST", "/accounts/<account>/leave")
def leave_account(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """The holder left details out."""
    return leave_details(twin, twin.require("account", path["account"]))


@_switch("POST", "/accounts/<account>/restrict")
def restrict(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"reason": "requirements.past_due", "due": [...]}`: Stripe stops the account."""
    account = twin.require("account", path["account"])
    reason, due = str(said.get("reason", "requirements.past_due")), tuple(said.get("due", PAST_DUE))
    return restrict_account(twin, account, reason=reason, due=due)


@_switch("POST", "/accounts/<account>/payout_failure")
def set_payout_failure(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"code": "account_closed"}`: its bank sends payouts back; null ends it."""
    account = twin.require("account", path["account"])
    if said["code"] is not None and said["code"] not in FAILURES:
        raise ValueError(f"code must be one of {', '.join(FAILURES)}")
    return twin.store.save(account | {"_payout_failure": said["code"]})


@_switch("POST", "/charges/<charge>/dispute")
def dispute_charge(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"reason": "fraudulent", "amount": …, "fee": 15000}`: the card's holder goes to their bank."""
    charge = twin.require("charge", path["charge"])
    return open_dispute(twin, charge, int(said.get("amount") or charge["amount"]), str(said.get("reason", "fraudulent")),
                        fee=int(said.get("fee", 0)))


@_switch("POST", "/disputes/<dispute>/close")
def end_dispute(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"won": true}`: the bank has decided."""
    return close_dispute(twin, twin.require("dispute", path["dispute"]), won=bool(said["won"]))


@_switch("POST", "/refunds/<refund>/fail")
def end_refund(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """The bank could not take the money back."""
    return fail_refund(twin, twin.require("refund", path["refund"]))


@_switch("POST", "/events")
def invent_event(twin: Twin, path: dict[str, str], said: Thing) -> Thing:
    """`{"type": …, "object": {…}, "account": …}`: an event that nothing stands behind."""
    return emit(twin, str(said["type"]), dict(said["object"]), account=str(said.get("account") or ""))
