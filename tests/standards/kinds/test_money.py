"""Amounts of money."""

from hypothesis import strategies as st

from tests.standards.cases import Case, field

CASE = Case(
    field("money", settings={"currency": "USD", "least": -5_000}),
    typed=st.one_of(st.decimals("-60", "5000", places=2).map(str), st.integers(0, 999_999).map("${:,}".format)),
    reads=(("$1,199.5", 119950), (1050, 1050), (1050.0, 1050)),
    refuses=(("10.005", "too_many_decimals"), ("Infinity", "not_a_number"), (10.5, "not_a_number")),
    shown=((119950, "$1,199.50", "$1,199.50"),),
)
