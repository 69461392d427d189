"""Files."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from tests.standards.cases import Case, field, not_nfc

CASE = Case(
    field("file"),
    typed=st.builds("{}.pdf".format, st.text(min_size=1, max_size=20)),
    reads=(("입고표.xlsx", "입고표.xlsx"), ("81", "81")),
    refuses=(("../x.pdf", "bad_file_name"), ("a?.pdf", "bad_file_name")),
    rewrites=not_nfc,
)


def test_any_file_may_be_chosen_and_it_is_known_to_be_one():
    assert kind_of(CASE.field).is_file
    assert kind_of(CASE.field).attributes(CASE.field) == {"data-most": 1}
