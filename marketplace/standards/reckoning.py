"""Expressions over a template's fields: `net_weight <= gross_weight`, `discount <= 30`, `packed_in < 2 h`."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.expressions import Expression, ExpressionError, check_sorts, compile_expression
from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.kinds.duration import SECONDS
from marketplace.standards.kinds.quantity import UNITS

_UNITS: Final = UNITS | {unit: ("s", Decimal(seconds)) for unit, seconds in SECONDS.items()}


@lru_cache(maxsize=1_024)
def read_expression(source: str) -> Expression:
    """Read an expression once; raises `ExpressionError`."""
    return compile_expression(source, _UNITS)


def holds(source: str, fields: Iterable[Field], values: Mapping[str, Any]) -> bool | None:
    """Whether the expression is true of the fields' values in normal form; None where something it needs is blank."""
    expression = read_expression(source)
    return expression.holds({field.name: kind_of(field).operand(values[field.name], field) for field in fields
                             if field.name in expression.names and values.get(field.name) is not None})


def named_fields(source: str, fields: Iterable[Field]) -> tuple[str, ...]:
    """The names of those fields that the expression names, in their order."""
    names = read_expression(source).names
    return tuple(field.name for field in fields if field.name in names)


def find_misfit(source: str, fields: Iterable[Field]) -> Text | None:
    """Why the expression can't be asked of these fields; None when it can."""
    try:
        check_sorts(source, _UNITS, {field.name: kind_of(field).sort(field) for field in fields})
    except ExpressionError as error:
        return error.sentence
    return None
