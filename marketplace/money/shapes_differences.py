"""What the API says about differences between the books, to admins."""

from datetime import datetime
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.money.difference_models import DifferenceRow
from marketplace.money.queries.differences import proposal_for


class DifferenceShape(msgspec.Struct):
    """One thing that the books say differently; `proposal` is the body of a correction that would mend it, null where none fits."""

    name: str
    kind: str
    about: str
    words: Text
    proposal: dict[str, Any] | None
    first_seen_at: datetime
    seen_at: datetime


def shape_difference(row: DifferenceRow) -> DifferenceShape:
    """A difference that stands."""
    proposal = proposal_for(row)
    return DifferenceShape(row.name, row.kind, row.about, Text.from_json(row.words), proposal.fields if proposal else None, row.first_seen_at,
                           row.seen_at)
