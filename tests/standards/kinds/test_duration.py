"""Durations."""

from hypothesis import strategies as st

from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import Case, field

_KOREAN = st.builds("{}시간 {}분".format, st.integers(0, 30), st.integers(0, 90))

CASE = Case(
    field("duration"),
    typed=st.one_of(_KOREAN, st.integers(0, 100).map(str), st.integers(0, 90_000)),
    reads=(("1시간 30분", 5400), ("1.5 h", 5400), ("90", 5400), ("1 h 30 min 5 s", 5405), ("1:30:00", 5400), ("45초", 45), (60, 60), (60.0, 60)),
    refuses=(("1:30", "not_a_duration"), ("a while", "not_a_duration"), ("-5", "not_a_duration"), (True, "not_a_duration"),
             (1.5, "not_a_duration"), (-1, "duration_out_of_range"), ("1000 h", "duration_out_of_range")),
    shown=((5405, "1시간 30분 5초", "1 h 30 min 5 s"), (0, "0초", "0 s")),
    compared=((60, 65, 5, True), (60, 66, 5, False)),
)


def test_a_bare_number_is_in_the_unit_of_the_field():
    assert compile_field(field("duration", settings={"unit": "s"}))("90") == 90
