"""Shares in percent."""

from hypothesis import strategies as st

from tests.standards.cases import Case, field

CASE = Case(
    field("percent", settings={"least": "-10"}),
    typed=st.builds("{}{}".format, st.decimals("-20", "120", places=2), st.sampled_from(["", "%", " %", " 퍼센트"])),
    reads=(("12.50%", "12.5"), ("１２％", "12"), ("30 퍼센트", "30"), (7, "7"), (7.0, "7"), ("-0.0", "0"), ("0100", "100"), ("-2.5", "-2.5")),
    refuses=(("a third", "not_a_percent"), ("12,5", "not_a_percent"), ("1e1", "not_a_percent"), ("5%%", "not_a_percent"), (0.125, "not_a_percent"),
             (True, "not_a_percent"), ("101", "percent_out_of_range"), ("-10.01%", "percent_out_of_range")),
    shown=(("12.5", "12.5%", "12.5%"),),
    compared=(("12.5", "13", 0.4, False), ("12.5", "13", 0.5, True)),
    beyond=frozenset({"percent_out_of_range"}),
)
