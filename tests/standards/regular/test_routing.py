"""Routing: back to the business, to several workers, or as usual."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.kernel.text import Text
from marketplace.standards.parts import Route
from marketplace.standards.regular import compile_routes
from tests.standards.regular.packing import INPUTS, ROUTES, packing


@pytest.mark.parametrize(("row", "held", "several"), [
    ({"quantity": 1}, None, None), ({"quantity": 51}, None, ROUTES[2]), ({"quantity": 60, "weight": "20001 g"}, None, ROUTES[1]),
    ({"quantity": 100}, ROUTES[0], ROUTES[2]), ({"weight": "20000 g"}, None, None), ({"weight": "30000 ml"}, None, None), ({}, None, None),
])
def test_the_first_route_of_each_sort_that_holds_counts(row, held, several):
    found = packing().routing(row)

    assert (found.held, found.several) == (held, several)


@given(some.integers(1, 20), some.integers(2, 20), some.booleans())
def test_a_row_is_never_answered_by_fewer_than_the_batch_asks_for(ordered, wanted, is_heavy):
    route = compile_routes([Route("weight > 1 kg", Text("무거움", "Heavy"), answers=wanted)], INPUTS)

    assert route({"weight": "2000 g" if is_heavy else "500 g"}).answers(ordered) == (max(ordered, wanted) if is_heavy else ordered)
