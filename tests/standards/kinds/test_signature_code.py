"""Signature codes."""

from hypothesis import strategies as st

from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import Case, field

CASE = Case(
    field("signature_code"),
    typed=st.text("0123456789abcDEFgOILu -", min_size=5, max_size=8),
    reads=(("k7q-2mx", "K7Q2MX"), ("OIL 000", "011000"), (" ａ ".replace("ａ", "abcdef"), "ABCDEF")),
    refuses=(("k7q2m", "code_wrong"), ("k7q2mxy", "code_wrong"), ("k7q2mu", "code_wrong"), ("k7q2m가", "code_wrong"), (123456, "not_text")),
    shown=(("K7Q2MX", "K7Q-2MX", "K7Q-2MX"),),
)


def test_the_length_is_set_by_the_field():
    assert compile_field(field("signature_code", settings={"length": 4}))("a1b2") == "A1B2"
