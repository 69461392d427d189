"""One choice."""

from hypothesis import strategies as st

from tests.standards.cases import OPTIONS, Case, field

CASE = Case(
    field("choice", options=OPTIONS),
    typed=st.sampled_from(["milk", "우유", " MILK ", "Dairy", "콩", "None", "nothing"]),
    reads=(("우유", "milk"), ("DAIRY", "milk")),
    refuses=(("honey", "not_an_option"), (3, "not_text")),
    shown=(("soy", "대두", "Soy"),),
)
