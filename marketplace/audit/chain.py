"""What is hashed: one spelling for every journal row, and a chain of seals over them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import msgspec

from marketplace.kernel.clock import UTC

GENESIS: Final = "0" * 64
COLUMNS: Final = ("id", "at", "actor_kind", "actor_id", "actor_name", "verb", "subject_kind", "subject_id", "company_id", "facts")


def row_hash(row: Any) -> str:
    """SHA-256 of a journal row's canonical JSON: the columns in their order, keys of facts sorted, moments in UTC."""
    values = [_plain(getattr(row, name)) for name in COLUMNS]
    return hashlib.sha256(msgspec.json.encode(values, order="deterministic")).hexdigest()


def seal_hash(previous: str, sealed_at: datetime, rows: Iterable[tuple[int, str]]) -> str:
    """SHA-256 over the previous seal's hash, this seal's moment, and the ids and hashes of its rows in id order."""
    digest = hashlib.sha256(f"{previous} {_plain(sealed_at)}".encode())
    for entry_id, hashed in rows:
        digest.update(f" {entry_id}:{hashed}".encode())
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    # Both engines give the moment back to the microsecond, whatever zone the connection speaks.
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
