"""Tables: the first row that fits counts, whatever the rows, however they are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, Option
from marketplace.standards.parts import Lookup
from marketplace.standards.regular.lookup import compile_lookup

SKU = Field("sku", "text", Text("상품 코드", "SKU"))
COUNT = Field("count", "integer", Text("수량", "Quantity"), settings={"least": 1, "most": 99})
WEIGHT = Field("weight", "decimal", Text("무게", "Weight"))
PRICE = Field("price", "money", Text("가격", "Price"), settings={"currency": "USD"})
TAGS = Field("tags", "tags", Text("꼬리표", "Tags"), settings={"free": True})
CODES = ("A", "B", "C")


def look_up(field, value, *cells):
    """The number of the first cell that fits."""
    table = Lookup((field.name,), tuple((cell, str(number)) for number, cell in enumerate(cells)))
    return compile_lookup(table, [field])({} if value is None else {field.name: value})


@pytest.mark.parametrize(("field", "value", "cells", "found"), [
    (SKU, "MUG-1", ("MUG-2", "MUG-1", "MUG-1"), "1"), (SKU, "mug-1", ("MUG-1",), None), (SKU, "MUG-1", (" MUG-1 ",), "0"),
    (SKU, "5..20", ("5..20",), "0"), (SKU, "7", ("5..20", "*"), "1"), (SKU, None, ("A", "*"), "1"), (SKU, None, ("A", ""), None),
    (COUNT, 5, ("5..20",), "0"), (COUNT, 20, ("5 .. 20",), "0"), (COUNT, 4, ("5..20",), None), (COUNT, 21, ("5..20",), None),
    (COUNT, 1, ("0..1",), "0"), (COUNT, 99, ("21..5000",), "0"), (COUNT, 5, ("many", "20..5", "5"), "2"),
    (COUNT, 7, ("1..5 kg", "1..9"), "1"), (COUNT, None, ("1..9",), None),
    (WEIGHT, "1500 g", ("500 g..1.5 kg",), "0"), (WEIGHT, "1500 g", ("1.5 kg",), "0"), (WEIGHT, "1501 g", ("1..1.5 kg", "1..2 kg"), "1"),
    (WEIGHT, "700 g", ("500..1000",), "0"), (WEIGHT, "700 ml", ("500 g..1 kg", "500..900 ml"), "1"),
    (WEIGHT, "700 g", ("1 g..9 l", "1..9 stone"), None),
    (PRICE, 1250, ("12.51..20", "12.5..12.5"), "1"), (PRICE, 1250, ("$12.50",), "0"),
    (TAGS, ["milk", "glass"], ("wood", "glass"), "1"), (TAGS, ["milk", "glass"], ("glass, wood", "glass, milk"), "1"),
])
def test_a_cell_is_a_value_anything_or_a_range(field, value, cells, found):
    assert look_up(field, value, *cells) == found


def test_every_key_must_fit():
    table = Lookup(("sku", "count"), (("A", "1..5", "few A"), ("*", "1..5", "few"), ("A", "*", "A")))
    find = compile_lookup(table, [SKU, COUNT])

    assert [find({"sku": sku, "count": count}) for sku, count in (("A", 3), ("B", 3), ("A", 9), ("B", 9))] == ["few A", "few", "A", None]


def test_tables_of_different_inputs_are_looked_up_by_the_order_of_keys():
    table = Lookup(("code",), (("A", "found"),))

    assert compile_lookup(table, [SKU])({"sku": "A"}) == "found"


COUNTS = some.integers(1, 99)
RANGES = some.tuples(some.integers(0, 120), some.integers(0, 120)).map(lambda ends: f"{ends[0]}..{ends[1]}")
CELLS = some.one_of(some.just("*"), COUNTS.map(str), RANGES)
ROWS = some.lists(some.tuples(some.sampled_from((*CODES, "*")), CELLS), max_size=12)


def plainly(cell, value):
    """What a cell says, read in the plainest way."""
    low, dots, high = cell.partition("..")
    return cell == "*" or (int(low) <= value <= int(high) if dots else str(value) == cell)


@given(ROWS, some.sampled_from(CODES), COUNTS)
def test_the_first_row_that_fits_counts(rows, sku, count):
    table = Lookup(("sku", "count"), tuple((*cells, str(number)) for number, cells in enumerate(rows)))
    expected = next((str(number) for number, (first, second) in enumerate(rows) if plainly(first, sku) and plainly(second, count)), None)

    assert compile_lookup(table, [SKU, COUNT])({"sku": sku, "count": count}) == expected


@given(ROWS, some.sampled_from(CODES), COUNTS)
def test_a_row_below_changes_nothing_where_one_above_fits(rows, sku, count):
    cells = tuple((*cells, str(number)) for number, cells in enumerate(rows))
    found, more = (compile_lookup(Lookup(("sku", "count"), some_rows), [SKU, COUNT])({"sku": sku, "count": count})
                   for some_rows in (cells, (*cells, ("*", "*", "last"))))

    assert more == (found if found is not None else "last")


def test_a_choice_is_found_by_its_key_and_by_its_label():
    options = (Option("small", Text("작은 상자", "Small")), Option("large", Text("큰 상자", "Large")))
    box = Field("box", "choice", Text("상자", "Box"), options=options)

    assert look_up(box, "large", "small", "큰 상자") == "1"
