"""Several photos."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from tests.standards.cases import Case, field, not_nfc

_NAMES = st.lists(st.builds("{}.jpg".format, st.text("ab가 ,", min_size=1, max_size=6)), min_size=1, max_size=5)

CASE = Case(
    field("photos", settings={"most": 4}),
    typed=st.one_of(_NAMES, _NAMES.map("; ".join)),
    reads=(("앞.jpg; 뒤.jpg", ["앞.jpg", "뒤.jpg"]), (["81", "82", "81"], ["81", "82"]), ("a, b.jpg", ["a, b.jpg"])),
    refuses=(("1; 2; 3; 4; 5", "too_many"), ("a.jpg; ../b.jpg", "bad_file_name"), ([], "required"), ([7], "not_text"), ({"a": 1}, "not_text")),
    compared=((["1", "2"], ["2", "1"], 0.0, True), (["1", "2"], ["1"], 0.4, False), (["1", "2"], ["1"], 0.5, True)),
    rewrites=not_nfc,
)


def test_what_was_chosen_is_sent_once_for_each():
    kind = kind_of(CASE.field)

    assert kind.fill_form(CASE.field, ["81", "82"]) == {"x": ["81", "82"]}
    assert kind.read_form(CASE.field, lambda name: ["81", "", "82"]) == ["81", "82"]
