"""What the API says about the journal."""

from datetime import datetime
from typing import Any

import msgspec

from marketplace.kernel.journal import JournalEntry


class JournalShape(msgspec.Struct):
    """Who did which verb to which subject, with which facts, when."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    verb: str
    subject_kind: str
    subject_id: int
    company_id: int | None
    facts: dict[str, Any]


def shape_entry(entry: JournalEntry) -> JournalShape:
    """One journal row."""
    return JournalShape(entry.id, entry.at, entry.actor_kind, entry.actor_id, entry.actor_name, entry.verb, entry.subject_kind,
                        entry.subject_id, entry.company_id, entry.facts)
