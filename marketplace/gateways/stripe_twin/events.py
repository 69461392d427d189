"""Events: what happened, kept as it was then, and queued for everyone who listens."""

from typing import Any

from marketplace.gateways.stripe_twin.twin import API_VERSION, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing


def emit(twin: Twin, kind: str, thing: Thing, *, account: str = "", previous: Thing | None = None) -> Thing:
    """Tell the world that something happened to `thing`; `account` is set when it happened in a connected account."""
    data: Thing = {"object": {name: fact for name, fact in thing.items() if not name.startswith("_")}}
    if previous:
        data["previous_attributes"] = previous
    event: Thing = {
        "id": make_id("evt"), "object": "event", "api_version": API_VERSION, "created": twin.now(), "data": data,
        "livemode": False, "pending_webhooks": 0, "request": {"id": twin.cause.request_id, "idempotency_key": twin.cause.key},
        "type": kind,
    }
    if account:
        event["account"] = account
    listeners = [secrets for secrets in _listeners(twin) if _hears(secrets, kind, account)]
    event["pending_webhooks"] = len(listeners)
    twin.store.add(event, account)
    for listener in listeners:
        _queue(twin, event["id"], listener["url"], listener["_secret"])
    twin.wake.set()
    return event


def _listeners(twin: Twin) -> list[Thing]:
    url = twin.store.fact("webhook_url", twin.webhook_url)
    own: Thing = {
        "url": url, "_secret": twin.store.fact("webhook_secret", twin.webhook_secret),
        "enabled_events": ["*"], "_connect": None, "status": "enabled",
    }
    return [*([own] if url else []), *twin.store.all("webhook_endpoint")]


def _hears(listener: Thing, kind: str, account: str) -> bool:
    # An endpoint hears either our own events or those of connected accounts; the command line's hears both.
    is_for = listener["_connect"] is None or listener["_connect"] == bool(account)
    return is_for and listener["status"] == "enabled" and bool({"*", kind} & set(listener["enabled_events"]))


def _queue(twin: Twin, event_id: str, url: str, secret: str) -> None:
    faults = twin.faults
    position = float(twin.store.rows.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM deliveries").fetchone()[0])
    wait_until, not_before = 0, 0.0
    if faults.draw_webhook("late"):
        wait_until = twin.now() + faults.plan.late_seconds
    if faults.draw_webhook("reordered"):
        not_before = twin.wall() + faults.random.uniform(0, faults.plan.jitter_seconds)
        position += faults.random.uniform(-20, 20)
    copies = 2 if faults.draw_webhook("doubled") else 1
    forged = [True] if faults.draw_webhook("forged") else []
    for is_forged in [*forged, *([False] * copies)]:
        values: tuple[Any, ...] = (event_id, url, secret, int(is_forged), position, wait_until, not_before)
        twin.store.rows.execute(
            "INSERT INTO deliveries (event_id, url, secret, is_forged, position, wait_until, not_before) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)", values)
