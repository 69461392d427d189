"""SKU."""

from hypothesis import strategies as st

from tests.standards.cases import Case, field

CASE = Case(
    field("sku"),
    typed=st.text("aB9-._/가 ", min_size=1, max_size=12),
    reads=(("milk-1000", "MILK-1000"), ("ＡＢ－１", "AB-1"), (" 우유.1/2 ", "우유.1/2"), ("007", "007")),
    refuses=(("=1+1", "sku_characters"), ("-1", "sku_characters"), ("a b", "sku_characters"), ("x" * 65, "too_long"), (7, "not_text")),
    compared=(("AB-1", "AB-2", 1.0, False),),
)
