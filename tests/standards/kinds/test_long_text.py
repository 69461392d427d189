"""Long text."""

from hypothesis import strategies as st

from tests.standards.cases import Case, field, not_nfc

CASE = Case(
    field("long_text", settings={"max_length": 300}),
    typed=st.text(min_size=1, max_size=320),
    reads=(("첫 줄  \r\n둘째\t줄\r\n", "첫 줄\n둘째 줄"),),
    refuses=(("x" * 301, "too_long"), ("\n\n", "required"), (["a"], "not_text")),
    rewrites=not_nfc,
)
