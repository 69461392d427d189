"""Whether the parts of an expression fit each other: of what sort each part is, found without any value."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.expressions.errors import ExpressionError
from marketplace.standards.expressions.meaning import Amount

Sort = frozenset[str]
"""`NUMBER`, `TEXT`, `LIST`, `TRUTH`, or the units that an amount may be kept in."""
NUMBER: Final = frozenset({"number"})
TEXT: Final = frozenset({"text"})
LIST: Final = frozenset({"list"})
TRUTH: Final = frozenset({"truth"})
_WORDS: Final = {"number": Text("숫자", "a number"), "text": Text("글자", "a text"), "list": Text("목록", "a list"),
                 "truth": Text("참·거짓", "true or false")}
_NO_AMOUNT: Final = NUMBER | TEXT | LIST | TRUTH


class Sorts:
    """Finds the sort of each part from those of the fields; raises `ExpressionError` where parts don't fit."""

    def __init__(self, fields: Mapping[str, Sort]) -> None:
        self._fields = fields

    def constant(self, value: Any) -> Sort:
        """A written number, amount or text."""
        return frozenset({value.unit}) if isinstance(value, Amount) else NUMBER if isinstance(value, Decimal) else TEXT

    def field_value(self, name: str) -> Sort:
        """What stands in a field."""
        if name not in self._fields:
            raise ExpressionError(Text("‘{name}’ 항목이 없어요.", "There is no field {name}."), name=name)
        return self._fields[name]

    def negation(self, one: Sort) -> Sort:
        """`not x`."""
        return _needed(TRUTH, one)

    def conjunction(self, one: Sort, other: Sort) -> Sort:
        """`x and y`."""
        return _needed(TRUTH, one) & _needed(TRUTH, other)

    disjunction = conjunction

    def arithmetic(self, sign: str, one: Sort, other: Sort) -> Sort:
        """`+ - * /` of numbers and of amounts."""
        if (_is_amount(one) and other == NUMBER and sign in "*/") or (one == other == NUMBER):
            return one
        if one == NUMBER and _is_amount(other) and sign == "*":
            return other
        if _is_amount(one) and one & other and sign != "*":
            return NUMBER if sign == "/" else one & other
        raise _unfit(sign, one, other)

    def comparison(self, sign: str, one: Sort, other: Sort) -> Sort:
        """`< <= > >= = !=` of two values of one sort; lists have no order."""
        if not one & other or one == TRUTH or (one == LIST and sign not in ("=", "!=")):
            raise _unfit(sign, one, other)
        return TRUTH

    def call(self, name: str, given: Sequence[Sort]) -> Sort:
        """`length(x)`, `has(x, y)` …"""
        one = given[0]
        if name == "number":
            return NUMBER if _is_amount(one) else _needed(NUMBER, one)
        if name in ("length", "has") and one != LIST:
            _needed(TEXT, one)
        if name == "has":
            _needed(TEXT, given[1])
        return NUMBER if name == "length" else TRUTH


def _is_amount(sort: Sort) -> bool:
    return not sort & _NO_AMOUNT


def _needed(wanted: Sort, found: Sort) -> Sort:
    if wanted != found:
        raise ExpressionError(Text("{wanted}이(가) 필요한 자리에 {found}이(가) 있어요.", "There is {found} where {wanted} is needed."),
                              wanted=_in_words(wanted), found=_in_words(found))
    return found


def _unfit(sign: str, one: Sort, other: Sort) -> ExpressionError:
    return ExpressionError(Text("{one}와(과) {other} 사이에는 {sign}을(를) 쓸 수 없어요.", "{sign} doesn't work between {one} and {other}."),
                           sign=sign, one=_in_words(one), other=_in_words(other))


def _in_words(sort: Sort) -> Text:
    units = "/".join(sorted(sort))
    return _WORDS[units] if units in _WORDS else Text("{units} 단위의 양", "an amount in {units}").format(units=units)
