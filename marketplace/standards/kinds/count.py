"""Counts of what is there, made without knowing what is expected."""

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import Field
from marketplace.standards.kinds.integer import WholeNumber


class Count(WholeNumber):
    """A whole number from 0; nothing is suggested and no other count is shown. `tolerance` is the difference allowed."""

    name, title, widget = "count", Text("수량 세기", "Count"), "count"
    is_blind = True

    def attributes(self, field: Field) -> dict[str, str | int]:
        """Those of a whole number; `data-blind` says that nothing may be filled in for the person."""
        return super().attributes(field) | {"data-blind": "yes"}


KIND = Count()
