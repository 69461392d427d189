"""Lists: at most so many rows, and a cursor to the next ones."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from marketplace.kernel.errors import Invalid
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

T = TypeVar("T")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list; `next_cursor` is None on the last page."""

    items: Sequence[T]
    next_cursor: str | None

    def map(self, shape: Callable[[T], Any]) -> "Page[Any]":
        """The same page with each row shaped."""
        return Page([shape(item) for item in self.items], self.next_cursor)


@dataclass(frozen=True)
class Cut:
    """Where a reader is in a list: at most `limit` rows after the id in the cursor."""

    limit: int = PAGE_SIZE
    after: int | None = None


def read_cut(limit: str | None, cursor: str | None) -> Cut:
    """Read `limit` and `cursor` of a query string; raises `Invalid` naming the one that is wrong."""
    most = current_settings().page_max
    size = min(PAGE_SIZE, most)
    if limit is not None:
        if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= most):
            raise Invalid.field("limit", "limit_range", Text(
                "한 번에 1개에서 {most}개까지 볼 수 있어요.", "A page holds 1 to {most} rows."), most=most)
        size = int(limit)
    return Cut(size, None if cursor is None else _read_cursor(cursor))


def page_by_id(session: Session, query: Select[Any], column: Any, cut: Cut, *, newest_first: bool = True) -> Page[Any]:
    """One page of `query` ordered by `column`, a unique whole number such as the id."""
    if cut.after is not None:
        query = query.where(column < cut.after if newest_first else column > cut.after)
    ordered = query.order_by(column.desc() if newest_first else column.asc()).limit(cut.limit + 1)
    rows = session.scalars(ordered).all()
    if len(rows) <= cut.limit:
        return Page(rows, None)
    last = rows[cut.limit - 1]
    return Page(rows[: cut.limit], write_cursor(getattr(last, column.key)))


def write_cursor(last_id: int) -> str:
    """An opaque cursor that continues after `last_id`."""
    return base64.urlsafe_b64encode(f"after:{last_id}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> int:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        word, _, number = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").partition(":")
        if word == "after" and number.isdigit() and len(number) < 19:
            return int(number)
    except (binascii.Error, UnicodeError, ValueError):
        pass
    raise Invalid.field("cursor", "cursor_unknown", Text(
        "목록의 위치를 알 수 없어요. 처음부터 다시 불러와 주세요.", "This cursor is not one of ours. Start the list again."))
