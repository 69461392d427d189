"""An expression that was read, and whether it makes sense over given fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.expressions import meaning
from marketplace.standards.expressions.errors import ExpressionError
from marketplace.standards.expressions.reader import Reader, Units
from marketplace.standards.expressions.sorts import TRUTH, Sort, Sorts


@dataclass(frozen=True)
class Expression:
    """A read expression: which fields it names, and what it comes to."""

    source: str
    names: frozenset[str]
    value: Callable[[Mapping[str, Any]], Any]

    def holds(self, values: Mapping[str, Any]) -> bool | None:
        """True, False, or None where a field it needs is blank or two values can't be compared."""
        found = self.value(values)
        return found if isinstance(found, bool) else None


def compile_expression(source: str, units: Units) -> Expression:
    """Read an expression; raises `ExpressionError`."""
    reader = Reader(source, units, meaning)
    found = reader.read()
    return Expression(source, frozenset(reader.names), found)


def check_sorts(source: str, units: Units, fields: Mapping[str, Sort]) -> None:
    """Refuse an expression that names other fields, puts together what doesn't fit, or doesn't say yes or no; raises `ExpressionError`."""
    if Reader(source, units, Sorts(fields)).read() != TRUTH:
        raise ExpressionError(Text("맞는지 아닌지를 말하는 식이어야 해요. 예: a <= b", "It must say whether something holds, such as a <= b."))
