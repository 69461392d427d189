"""Stripe's signed events: who signed, when, and what it says."""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from marketplace.gateways.money_provider import (
    EVENT_TOLERANCE_SECONDS,
    BadSignature,
    EventTooOld,
    NotAnEvent,
    ProviderEvent,
)

LONGEST_HEADER = 2_000


def read_event(payload: bytes, signature: str, *, secrets: Sequence[str], now: datetime) -> ProviderEvent:
    """The event in `payload` if any of `secrets` signed it in the last 300 seconds.

    Stripe's own reader knows one secret and only the wall clock; the scheme is `t=…,v1=HMAC-SHA256(t.payload)`.
    """
    signed_at, signatures = _parts(signature)
    message = str(signed_at).encode() + b"." + payload
    expected = [hmac.new(secret.encode(), message, sha256).hexdigest().encode() for secret in secrets if secret]
    # Every pair is compared, so the time tells nothing about which secret is in use.
    matches = [hmac.compare_digest(ours, theirs) for ours in expected for theirs in signatures]
    if not any(matches):
        raise BadSignature("bad_signature", "The event is not signed with a secret of ours.")
    if now.timestamp() - signed_at > EVENT_TOLERANCE_SECONDS:
        raise EventTooOld("event_too_old", f"The event was signed more than {EVENT_TOLERANCE_SECONDS} seconds ago.")
    return _event(payload)


def _parts(header: str) -> tuple[int, list[bytes]]:
    pairs = [part.strip().partition("=") for part in header[:LONGEST_HEADER].split(",")]
    moments = [value for name, _, value in pairs if name == "t" and value.isascii() and value.isdigit()]
    signatures = [value.encode("ascii", "replace") for name, _, value in pairs if name == "v1"]
    if len(moments) != 1 or len(moments[0]) > 12 or not signatures:
        raise BadSignature("bad_signature", "The Stripe-Signature header is missing or not readable.")
    return int(moments[0]), signatures


def _event(payload: bytes) -> ProviderEvent:
    try:
        said = json.loads(payload)
        if said["object"] != "event":
            raise KeyError("object")
        data = said["data"]["object"]
        if not isinstance(data, dict) or not all(isinstance(said[name], str) and said[name] for name in ("id", "type")):
            raise TypeError("object")
        if not isinstance(said.get("account"), str | None):
            raise TypeError("account")
        created_at = datetime.fromtimestamp(said["created"], UTC)
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError) as error:
        raise NotAnEvent("not_an_event", "The body is not a Stripe event.") from error
    return ProviderEvent(id=said["id"], type=said["type"], created_at=created_at, account=said.get("account"), data=data)
