"""Phone numbers."""

import pytest
from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import Case, field

_MOBILE = st.builds("{}{:04}-{:04}".format, st.sampled_from(["010-", "+82 10 ", "02-"]), st.integers(0, 9999), st.integers(0, 9999))

CASE = Case(
    field("phone", personal=True),
    typed=st.one_of(_MOBILE, st.text("+0123456789- ", max_size=14)),
    reads=(("010-1234-5678", "+821012345678"), ("+82 10 1234 5678", "+821012345678"), ("０１０－１２３４－５６７８", "+821012345678"),
           ("(02) 312-3456", "+8223123456"), ("+82 (0)10 1234 5678", "+821012345678"), ("1588-1234", "+8215881234"),
           ("+1 650 253 0000", "+16502530000")),
    refuses=(("010-CALL-NOW", "not_a_phone"), ("010-123", "not_a_phone"), ("٠١٠١٢٣٤٥٦٧٨", "not_a_phone"), ("+999 1234567", "not_a_phone"),
             ("02-123-4567 ext 3", "not_a_phone"), (1012345678, "not_text")),
    shown=(("+821012345678", "010-1234-5678", "010-1234-5678"), ("+16502530000", "+1 650-253-0000", "+1 650-253-0000")),
    beyond=frozenset({"not_a_phone"}),
    rewrites=lambda value: True,  # a zero after the country code falls away
)


def test_the_region_is_meant_when_no_country_is_typed():
    assert compile_field(field("phone", settings={"region": "JP"}))("090-1234-5678") == "+819012345678"


def test_a_region_that_is_none_is_a_fault_of_the_template():
    with pytest.raises(LookupError, match="region: there is no country XX"):
        compile_field(field("phone", settings={"region": "XX"}))


def test_the_mask_keeps_the_last_four_digits():
    assert kind_of(CASE.field).mask("+821012345678", CASE.field) == "•••• 5678"
