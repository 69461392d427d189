"""Ranges in the cells of a table: `5..20`, `500 g..2 kg`."""

import re
from decimal import Decimal
from typing import Any, Final, NamedTuple

from marketplace.standards.expressions.meaning import Amount
from marketplace.standards.kinds.quantity import UNITS

_WRITTEN: Final = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*([a-z]*)\s*\.\.\s*(-?[0-9]+(?:\.[0-9]+)?)\s*([a-z]*)", re.ASCII)


class Range(NamedTuple):
    """Numbers from `low` to `high`, both included, of one unit; without one they count in the unit that values are kept in."""

    low: Decimal
    high: Decimal
    unit: str

    def holds(self, operand: Any) -> bool:
        """Whether a value, as expressions reckon with it, lies within; what isn't a number or of another unit doesn't."""
        amount = Amount(operand, "") if isinstance(operand, Decimal) else operand
        return isinstance(amount, Amount) and self.unit in ("", amount.unit) and self.low <= amount.number <= self.high


def read_range(cell: str) -> Range | None:
    """The range that a cell says; None where it says none, or one that nothing can lie within."""
    found = _WRITTEN.fullmatch(cell.strip().lower())
    if found is None:
        return None
    low, low_unit, high, high_unit = found.groups()
    first, last = _amount(low, low_unit or high_unit), _amount(high, high_unit or low_unit)
    if first is None or last is None or first.unit != last.unit or last.number < first.number:
        return None
    return Range(first.number, last.number, first.unit)


def _amount(number: str, unit: str) -> Amount | None:
    if not unit:
        return Amount(Decimal(number), "")
    kept, times = UNITS.get(unit, ("", Decimal(0)))
    return Amount(Decimal(number) * times, kept) if kept else None
