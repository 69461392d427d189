"""Times of day."""

from hypothesis import strategies as st

from tests.standards.cases import Case, field

_KOREAN = st.builds("{} {}시 {}분".format, st.sampled_from(["오전", "오후"]), st.integers(0, 13), st.integers(0, 60))

CASE = Case(
    field("time", settings={"first": "06:00"}),
    typed=st.one_of(st.times().map(lambda time: f"{time:%H:%M}"), _KOREAN),
    reads=(("9:05", "09:05"), ("오후 2시 30분", "14:30"), ("2:30 PM", "14:30"), ("오후 12시", "12:00"), ("１４：３０", "14:30"),
           ("14:30:00", "14:30"), ("7시", "07:00")),
    refuses=(("24:00", "no_such_time"), ("12:60", "no_such_time"), ("오후 13시", "no_such_time"), ("14", "not_a_time"),
             ("14:30:15", "not_a_time"), (1430, "not_a_time"), ("am 9:00 pm", "not_a_time"), ("05:59", "time_out_of_range")),
    shown=(("14:30", "오후 2시 30분", "14:30"), ("12:00", "오후 12시", "12:00"), ("06:05", "오전 6시 5분", "06:05")),
    compared=(("09:00", "09:10", 10, True), ("09:00", "09:11", 10, False)),
    beyond=frozenset({"time_out_of_range"}),
)
