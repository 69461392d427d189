"""Calendar dates."""

from datetime import date

from hypothesis import strategies as st

from tests.standards.cases import Case, field

_KOREAN_DAYS = st.builds("{}년 {}월 {}일".format, st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 29))

CASE = Case(
    field("date"),
    typed=st.one_of(st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str), _KOREAN_DAYS),
    reads=(("2026년 11월 3일", "2026-11-03"), ("20261103", "2026-11-03")),
    refuses=(("2026-02-30", "no_such_date"), ("23/11/2026", "not_a_date"), ("1899-12-31", "date_out_of_range")),
    shown=(("2026-11-03", "2026년 11월 3일", "2026-11-03"),),
    compared=(("2026-02-28", "2026-03-01", 1, True),),
    beyond=frozenset({"no_such_date", "date_out_of_range"}),
)
