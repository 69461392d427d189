"""What fits in an expression is known before any value is there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.standards.expressions import (
    LIST,
    NUMBER,
    TEXT,
    Amount,
    ExpressionError,
    check_sorts,
    compile_expression,
)
from marketplace.standards.kinds.quantity import UNITS

GRAMS, ANY_AMOUNT = frozenset({"g"}), frozenset({"g", "ml", "ea"})
FIELDS = {"net": GRAMS, "gross": ANY_AMOUNT, "volume": frozenset({"ml"}), "price": NUMBER, "list_price": NUMBER, "name": TEXT, "tags": LIST}


@pytest.mark.parametrize("source", [
    "net <= gross", "net < 1 kg", "gross - net <= 5 g", "net * 2 > 1 kg", "2 * net > 1 kg", "net / gross > 0.9", "price / list_price >= 0.5",
    "-price < 0", "-net < 0 g", "name = 'a'", "name < 'b'", "tags = tags", "has(tags, 'a')", "has(name, 'a')", "length(tags) > 1",
    "number(net) < price", "blank(tags) or not blank(net)", "not (price > 1 and net < 5 g)", "blank(price > 1)",
])
def test_what_fits_is_let_through(source):
    check_sorts(source, UNITS, FIELDS)


@pytest.mark.parametrize(("source", "says"), [
    ("nett <= gross", "no field nett"), ("net <= volume", "between an amount in g and an amount in ml"),
    ("net < 5", "between an amount in g and a number"), ("name > 5", "between a text and a number"), ("tags < tags", "between a list and a list"),
    ("net * gross > 5 g", "between an amount in g"), ("price + net > 5 g", "+ doesn't work"), ("price / net > 5", "/ doesn't work"),
    ("name + name = 'a'", "+ doesn't work"), ("not price", "a number where true or false"), ("price and net < 5 g", "a number where true or false"),
    ("(price > 1) = (price > 2)", "between true or false"), ("price", "whether something holds"), ("net - 5 g", "whether something holds"),
    ("length(price) > 1", "a number where a text"), ("has(tags, price)", "a number where a text"), ("number(name) > 1", "a text where a number"),
])
def test_what_does_not_fit_is_refused_saying_why(source, says):
    with pytest.raises(ExpressionError) as refused:
        check_sorts(source, UNITS, FIELDS)

    assert says in str(refused.value)
    assert refused.value.sentence.ko != refused.value.sentence.en


_SAMPLES = {"net": Amount(Decimal(5), "g"), "price": Decimal(3), "name": "a", "tags": ("a",)}
_PARTS = some.recursive(
    some.sampled_from([*_SAMPLES, "2", "5 g", "'a'"]),
    lambda inner: some.one_of(
        some.builds("({} {} {})".format, inner, some.sampled_from(["+", "-", "*", "/", "<", "<=", "=", "!=", "and", "or"]), inner),
        some.builds("{}({})".format, some.sampled_from(["not ", "-", "length", "blank", "number"]), inner),
        some.builds("has({}, {})".format, inner, inner)), max_leaves=6)


@given(_PARTS)
def test_what_fits_has_an_answer_for_every_value(source):
    try:
        check_sorts(source, UNITS, FIELDS)
    except ExpressionError:
        return

    found = compile_expression(source, UNITS).value(_SAMPLES)

    assert isinstance(found, bool) or "/" in source  # nothing is known of what is divided by nothing
