"""Names of people."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from tests.standards.cases import Case, field, not_nfc

CASE = Case(
    field("person_name"),
    typed=st.text("홍길동 abc'-.1é", min_size=1, max_size=20),
    reads=((" 홍  길동 ", "홍 길동"), ("Anne-Marie O'Neill", "Anne-Marie O'Neill"), ("홍\u202e길동", "홍길동")),
    refuses=(("홍길동1", "not_a_name"), ("<b>", "not_a_name"), ("x" * 81, "too_long"), (" ", "required")),
    compared=(("Hong", "hong", 0.0, True),),
    rewrites=not_nfc,
)


def test_a_name_is_personal_by_nature():
    assert kind_of(CASE.field).is_personal
    assert kind_of(CASE.field).mask("홍길동", CASE.field) == "홍••"
