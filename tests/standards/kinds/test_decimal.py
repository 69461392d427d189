"""Decimals with a unit."""

import pytest
from hypothesis import strategies as st

from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import Case, field

_UNITS = st.sampled_from(["g", "kg", "KG", "ml", "L", "리터", "ea", "개"])
_AMOUNTS = st.decimals("0", "2000", places=3)

CASE = Case(
    field("decimal"),
    typed=st.builds("{}{}{}".format, _AMOUNTS, st.sampled_from(["", " "]), _UNITS),
    reads=(("0.5 kg", "500 g"), ("1.5L", "1500 ml"), ("５００그램", "500 g"), ("1,200.50 ml", "1200.5 ml"), ("3 개", "3 ea")),
    refuses=(("NaN g", "not_a_number"), ("1e3 g", "not_a_number"), ("500", "unit_unknown"), ("5 lb", "unit_unknown"),
             ("0 g", "too_small"), ("1001 kg", "too_big")),
    shown=(("1500 ml", "1,500 ml", "1,500 ml"),),
    compared=(("500 g", "510 g", 0.02, True), ("500 g", "500 ml", 1.0, False)),
    beyond=frozenset({"too_small", "too_big"}),
)
EVERY_UNIT = field("decimal", settings={"units": ["mg", "g", "kg", "ml", "l", "mm", "cm", "m", "ea", "box"], "most": "999999999"})


@pytest.mark.parametrize(("typed", "kept"), [
    ("250 mg", "0.25 g"), ("1.2kg", "1200 g"), ("2 L", "2000 ml"), ("15.5 cm", "155 mm"), ("1.2m", "1200 mm"), ("30 센티미터", "300 mm"),
    ("12 ea", "12 ea"), ("3 박스", "3 box"), ("2 Boxes", "2 box"), ("0.000001 kg", "0.001 g"), ("1.000001 mg", "0.001000001 g"),
])
def test_every_unit_is_kept_in_one(typed, kept):
    read = compile_field(EVERY_UNIT)

    assert read(typed) == kept
    assert read(kept) == kept
