"""The journal of one thing as a timeline, for the pages of admins."""

from typing import Any

from marketplace.audit.queries import history_of
from marketplace.audit.verbs import shown_verb
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Actor


def history_items(actor: Actor, subject_kind: str, subject_id: int) -> list[dict[str, Any]]:
    """What `ui.timeline` draws: what happened, who did it, why."""
    return [_item(entry) for entry in history_of(actor, subject_kind, subject_id)]


def _item(entry: JournalEntry) -> dict[str, Any]:
    shown = shown_verb(entry.verb)
    return {"at": entry.at, "title": str(shown.word), "who": entry.actor_name, "tone": shown.tone, "icon": shown.icon,
            "body": entry.facts.get("reason")}
