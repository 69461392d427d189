"""What operators and functions mean; blank (None) is unknown, and what rests on something unknown is unknown (Kleene's logic)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from typing import Any, Final, NamedTuple
from unicodedata import normalize

Values = Mapping[str, Any]
Meaning = Callable[[Values], Any]
"""Finds an expression's value among the fields' values: Decimal, Amount, str, tuple of str, bool, or None where it can't be known."""


class Amount(NamedTuple):
    """A number in a unit; amounts of different units can't be compared, so the answer is unknown."""

    number: Decimal
    unit: str


def constant(value: Any) -> Meaning:
    """A written number, amount or text."""
    return lambda _values: value


def field_value(name: str) -> Meaning:
    """What stands in a field."""
    return lambda values: values.get(name)


def negation(one: Meaning) -> Meaning:
    """`not x`."""

    def meaning(values: Values) -> Any:
        found = _truth(one(values))
        return None if found is None else not found

    return meaning


def conjunction(one: Meaning, other: Meaning) -> Meaning:
    """`x and y`: false as soon as either is."""

    def meaning(values: Values) -> Any:
        found = (_truth(one(values)), _truth(other(values)))
        return False if False in found else None if None in found else True

    return meaning


def disjunction(one: Meaning, other: Meaning) -> Meaning:
    """`x or y`: true as soon as either is."""

    def meaning(values: Values) -> Any:
        found = (_truth(one(values)), _truth(other(values)))
        return True if True in found else None if None in found else False

    return meaning


def arithmetic(sign: str, one: Meaning, other: Meaning) -> Meaning:
    """`+ - * /` of numbers and of amounts."""
    return lambda values: _calculate(sign, one(values), other(values))


def comparison(sign: str, one: Meaning, other: Meaning) -> Meaning:
    """`< <= > >= = !=` of two values of one kind; text without case."""
    return lambda values: _compare(sign, one(values), other(values))


def call(name: str, given: Sequence[Meaning]) -> Meaning:
    """`length(x)`, `has(x, y)` …"""
    _, function = FUNCTIONS[name]
    return lambda values: function(*(one(values) for one in given))


def _calculate(sign: str, one: Any, other: Any) -> Any:
    if isinstance(one, Amount) and isinstance(other, Amount) and sign in "+-" and one.unit == other.unit:
        return _amount(_calculate(sign, one.number, other.number), one.unit)
    if isinstance(one, Amount) and isinstance(other, Decimal) and sign in "*/":
        return _amount(_calculate(sign, one.number, other), one.unit)
    if isinstance(one, Decimal) and isinstance(other, Amount) and sign == "*":
        return _amount(_calculate(sign, one, other.number), other.unit)
    if isinstance(one, Amount) and isinstance(other, Amount) and sign == "/" and one.unit == other.unit:
        return _calculate(sign, one.number, other.number)
    return _reckon(sign, one, other) if isinstance(one, Decimal) and isinstance(other, Decimal) else None


def _reckon(sign: str, one: Decimal, other: Decimal) -> Decimal | None:
    with localcontext() as context:  # fifty digits: no sum of what fields can hold is rounded
        context.prec = 50
        try:
            return one + other if sign == "+" else one - other if sign == "-" else one * other if sign == "*" else one / other
        except (DivisionByZero, InvalidOperation):
            return None


def _amount(number: Decimal | None, unit: str) -> Amount | None:
    return None if number is None else Amount(number, unit)


def _compare(sign: str, one: Any, other: Any) -> bool | None:
    if isinstance(one, Amount) and isinstance(other, Amount) and one.unit == other.unit:
        one, other = one.number, other.number
    if isinstance(one, str) and isinstance(other, str):
        one, other = _plain(one), _plain(other)
    if type(one) is not type(other) or not isinstance(one, Decimal | str | tuple):
        return None
    if sign in _EQUALS:
        same = set(one) == set(other) if isinstance(one, tuple) else one == other
        return same is (sign == "=")
    return None if isinstance(one, tuple) else _ORDERS[sign](one, other)


_EQUALS: Final = ("=", "!=")
_ORDERS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda one, other: one < other, "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other, ">=": lambda one, other: one >= other,
}


def _is_blank(one: Any) -> bool:
    return one is None


def _length(one: Any) -> Decimal | None:
    return Decimal(len(one)) if isinstance(one, str | tuple) and not isinstance(one, Amount) else None


def _has(one: Any, part: Any) -> bool | None:
    if not isinstance(part, str) or not isinstance(one, str | tuple) or isinstance(one, Amount):
        return None
    return _plain(part) in (_plain(one) if isinstance(one, str) else {_plain(word) for word in one})


def _number(one: Any) -> Decimal | None:
    return one.number if isinstance(one, Amount) else one if isinstance(one, Decimal) else None


FUNCTIONS: Final[dict[str, tuple[int, Callable[..., Any]]]] = {
    "blank": (1, _is_blank),  # nothing was answered
    "length": (1, _length),   # characters of a text, items of a list
    "has": (2, _has),         # a text holds a word, a list holds an item
    "number": (1, _number),   # an amount without its unit
}


def _plain(words: str) -> str:
    return normalize("NFC", words).casefold()


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None
