"""Whole numbers."""

from hypothesis import strategies as st

from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import Case, field

CASE = Case(
    field("integer", settings={"least": -50, "most": 10_000}),
    typed=st.one_of(st.integers(-60, 11_000).map(str), st.integers(0, 9_999).map("{:,}".format), st.text(max_size=6)),
    reads=(("１２３", 123), (" 12 ", 12), ("1,234", 1234), ("-7", -7), (12.0, 12)),
    refuses=(("1_000", "not_a_number"), ("٣", "not_a_number"), ("1e3", "not_a_number"), ("+5", "not_a_number"),
             ("12,34", "not_a_number"), (True, "not_a_number"), (1.5, "not_a_number"), ("9" * 5_000, "too_big"),
             ("10001", "too_big"), (1e300, "too_big"), ("-51", "too_small")),
    shown=((1234, "1,234", "1,234"),),
    compared=((10, 12, 1, False), (10, 12, 2, True)),
)


def test_a_blank_optional_field_reads_as_none():
    assert compile_field(field("integer", required=False))(" ") is None
