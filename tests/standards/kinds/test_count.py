"""Counts."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from tests.standards.cases import Case, field

CASE = Case(
    field("count", settings={"most": 5_000}),
    typed=st.one_of(st.integers(-3, 6_000), st.integers(0, 5_000).map("{:,}".format)),
    reads=(("0", 0), ("１２", 12), (7.0, 7)),
    refuses=(("-1", "too_small"), (5_001, "too_big"), ("about ten", "not_a_number"), (None, "required")),
    compared=((10, 11, 0, False), (10, 11, 1, True)),
)


def test_nothing_is_filled_in_for_the_person():
    control = kind_of(CASE.field).control(CASE.field)

    assert kind_of(CASE.field).is_blind
    assert control.attributes["data-blind"] == "yes"
    assert kind_of(CASE.field).fill_form(CASE.field, None) == {"x": []}
