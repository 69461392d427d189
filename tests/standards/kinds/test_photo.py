"""Photos."""

from hypothesis import strategies as st

from tests.standards.cases import Case, field, not_nfc

CASE = Case(
    field("photo"),
    typed=st.one_of(st.builds("{}.jpg".format, st.text(min_size=1, max_size=20)), st.sampled_from(["../x.jpg", "a/b.png"])),
    reads=(("images/우유 1.jpg", "images/우유 1.jpg"),),
    refuses=(("../../x.jpg", "bad_file_name"), ("a/..", "bad_file_name"), ("a|b.jpg", "bad_file_name"), (7, "not_text")),
    rewrites=not_nfc,
)
