"""Short lists that a query answers whole, cut like every other list."""

from collections.abc import Sequence
from typing import Any, TypeVar

from marketplace.kernel.paging import Cut, Page, write_cursor

T = TypeVar("T")


def page_of(items: Sequence[T], cut: Cut, *, key: str = "id", newest_first: bool = True) -> Page[T]:
    """The part of `items` that `cut` asks for; they stand in the order of `key`."""
    def is_after(item: Any) -> bool:
        place = getattr(item, key)
        return cut.after is None or bool(place < cut.after if newest_first else place > cut.after)

    left = [item for item in items if is_after(item)]
    if len(left) <= cut.limit:
        return Page(left, None)
    return Page(left[: cut.limit], write_cursor(getattr(left[cut.limit - 1], key)))
