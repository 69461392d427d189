"""What the API says about notices."""

from datetime import datetime

import msgspec

from marketplace.kernel.text import Text
from marketplace.messaging.models import Notice


class NoticeShape(msgspec.Struct):
    """A sentence for one person in both languages, and the page it leads to."""

    id: int
    words: Text
    link: str
    created_at: datetime
    read_at: datetime | None


def shape_notice(notice: Notice) -> NoticeShape:
    """A notice for the API."""
    return NoticeShape(notice.id, Text.from_json(notice.words), notice.link, notice.created_at, notice.read_at)
