"""Short text."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from marketplace.standards.kinds.reading import same_answer
from tests.standards.cases import Case, field, not_nfc

CASE = Case(
    field("text", settings={"max_length": 60}),
    typed=st.text(min_size=1, max_size=80),
    reads=(("  농심   신라면 ", "농심 신라면"), ("\u1100\u1161", "가"), ("a\u202eb\u2066c\u200bd", "abcd")),
    refuses=(("", "required"), (" \u200b\u3164 ", "required"), (None, "required"), ("a\x00b", "bad_character"),
             ("\ud800", "bad_character"), ("x" * 61, "too_long"), (7, "not_text")),
    shown=((None, "–", "–"),),
    compared=(("Shin Ramyun", "shin ramyun", 0.0, True), ("신라면 120g", "신라면 120 g", 0.2, True),
              (None, "a", 1.0, False), (None, None, 0.0, True)),
    rewrites=not_nfc,
)


def test_how_alike_two_texts_are_does_not_depend_on_their_order():
    a, b = "tide", "diet"  # the library's ratio is 0.25 one way and 0.5 the other

    assert same_answer(CASE.field, a, b, 0.6) is same_answer(CASE.field, b, a, 0.6)


def test_a_personal_value_is_masked():
    assert kind_of(CASE.field).mask("홍길동", CASE.field) == "홍••"
