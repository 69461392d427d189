"""Expressions over fields: what they mean, what is unknown, and what can't be read."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.standards.expressions import ExpressionError, compile_expression
from marketplace.standards.expressions.meaning import Amount
from marketplace.standards.kinds.quantity import UNITS

VALUES = {
    "net": Amount(Decimal(500), "g"), "gross": Amount(Decimal(620), "g"), "volume": Amount(Decimal(500), "ml"), "price": Decimal(900),
    "list_price": Decimal(1000), "name": "Seoul Milk 서울우유", "tags": ("milk", "fresh"), "made": "2026-11-01", "best_before": "2026-11-20",
}


@pytest.mark.parametrize(("source", "found"), [
    ("net <= gross", True), ("gross ≤ net", False), ("price < list_price", True), ("price >= list_price", False),
    ("gross - net <= 150 g", True), ("gross - net < 0.1 kg", False), ("net * 2 > 1 kg", False), ("net * 2 >= 1 kg", True),
    ("price / list_price >= 0.9", True), ("1 + 2 * 3 = 7", True), ("(1 + 2) * 3 = 9", True), ("10 - 3 - 2 = 5", True), ("-price < 0", True),
    ("made < best_before", True), ("name = 'SEOUL MILK 서울우유'", True), ("has(name, '우유')", True), ("has(tags, 'milk')", True),
    ("has(tags, 'mil')", False), ("length(tags) = 2", True), ("length(name) > 100", False), ("blank(nothing)", True), ("blank(net)", False),
    ("not blank(net) and net < 1 kg", True), ("price > 2000 or has(tags, 'fresh')", True), ("number(net) = 500", True),
    ("not price > 2000 and not price < 2", True),
])
def test_it_says_whether_it_holds(source, found):
    assert compile_expression(source, UNITS).holds(VALUES) is found


@pytest.mark.parametrize("source", [
    "nothing < 5", "net < volume", "net < 5", "name > 5", "price / 0 > 1", "tags < tags", "price", "nothing = nothing", "net + volume > 1 g",
    "not nothing > 1", "nothing > 1 and price > 1", "nothing > 1 or price > 9999", "has(nothing, 'x')", "length(price) > 1",
])
def test_what_rests_on_something_blank_or_incomparable_is_unknown(source):
    assert compile_expression(source, UNITS).holds(VALUES) is None


def test_one_sure_side_decides():
    assert compile_expression("nothing > 1 and price > 9999", UNITS).holds(VALUES) is False
    assert compile_expression("nothing > 1 or price < 9999", UNITS).holds(VALUES) is True


def test_it_names_its_fields():
    assert compile_expression("net <= gross and not blank(name)", UNITS).names == {"net", "gross", "name"}


@pytest.mark.parametrize(("source", "says"), [
    ("", "breaks off"), ("net <", "breaks off"), ("net < < 5", "“<” at character 7"), ("net ; 5", "“;” at character 5"), ("(net < 5", "breaks off"),
    ("net < 5)", "“)” at character 8"), ("eval('1')", "no function eval"), ("__import__('os')", "no function __import__"),
    ("a.b", "“.” at character 2"),
    ("a[0] = 1", "“[” at character 2"), ("lambda: 1", "“:” at character 7"), ("length(a, b) = 1", "takes 1"), ("1 < 2 < 3", "“<” at character 7"),
    ("'open", "“'” at character 1"), ("and", "“and” at character 1"), ("(" * 40 + "1" + ")" * 40, "too deeply"), ("-" * 40 + "1", "too deeply"),
    ("1" * 501, "at most 500"),
])
def test_what_cannot_be_read_is_named_with_its_place(source, says):
    with pytest.raises(ExpressionError) as refused:
        compile_expression(source, UNITS)
    assert says in refused.value.sentence.en
    assert refused.value.sentence.ko


@given(some.text(max_size=60))
def test_any_text_is_read_or_refused_never_run(source):
    with suppress(ExpressionError):
        assert compile_expression(source, UNITS).holds(VALUES) in (True, False, None)


@given(*(some.integers(-10**9, 10**9),) * 3)
def test_arithmetic_is_that_of_whole_numbers(a, b, c):
    written = compile_expression("a + b * c - (a - b) = total", UNITS)

    assert written.holds({"a": Decimal(a), "b": Decimal(b), "c": Decimal(c), "total": Decimal(a + b * c - (a - b))}) is True
