"""The journal of one thing as a timeline, for the pages of admins."""

from collections.abc import Iterable
from typing import Any

from marketplace.audit.queries import history_of
from marketplace.audit.verbs import shown_verb
from marketplace.audit.words import shown_actor
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Actor


def history_items(actor: Actor, subject_kind: str, subject_id: int) -> list[dict[str, Any]]:
    """What `ui.timeline` draws: what happened, who did it, why."""
    return shown_entries(history_of(actor, subject_kind, subject_id))


def shown_entries(entries: Iterable[JournalEntry]) -> list[dict[str, Any]]:
    """The same for journal rows that were read elsewhere."""
    return [_item(entry) for entry in entries]


def _item(entry: JournalEntry) -> dict[str, Any]:
    shown = shown_verb(entry.verb)
    who = entry.actor_name if entry.actor_id else shown_actor(entry.actor_name)
    return {"at": entry.at, "title": str(shown.word), "who": who, "tone": shown.tone, "icon": shown.icon,
            "body": entry.facts.get("reason")}
