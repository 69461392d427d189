"""Rows that repeat an earlier one are found by key, by content and by photo, and are no mistake."""

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.rows import PhotoNames
from tests.work.rows.tables import FIELDS, HEADER, ROW, check_of, report_of, table_of

PHOTOS = (Field("photo", "photo", Text("사진", "Photo")), Field("note", "text", Text("메모", "Note"), required=False))


def _found(check):
    return [(one.row, one.first, one.kind, one.column, one.value) for one in check.repeats.first]


def test_a_row_with_the_same_content_is_named_with_the_first_one_in_any_unicode_form():
    check = report_of(HEADER + ROW + "88004396,b,1\n" + ROW.replace("참", "\u110e\u1161\u11b7"))

    assert (check.good, check.repeats.count) == (3, 1)
    assert _found(check) == [(4, 2, "row", "", "")]


def test_a_row_with_the_same_key_is_named_with_its_value():
    check = check_of(table_of(HEADER + ROW + "8801007206394,다른 것,1\n" + "88004396,다른 것,1\n"), key="barcode")

    assert _found(check) == [(3, 2, "key", "barcode", "8801007206394")]


def test_a_personal_key_is_masked():
    fields = (Field("name", "text", Text("이름", "Name"), personal=True), FIELDS[2])

    assert _found(check_of(table_of("name,count\n홍길동,1\n홍길동,2\n"), fields, key="name")) == [(3, 2, "key", "name", "홍••")]


def test_a_row_with_the_same_photo_is_named_and_shows_no_number_of_ours():
    names = PhotoNames({"a.jpg": "7", "copy of a.jpg": "7", "b.jpg": "8"})

    check = check_of(table_of("photo,note\na.jpg,x\nb.jpg,x\ncopy of a.jpg,y\n"), PHOTOS, photos=names)

    assert _found(check) == [(4, 2, "photo", "photo", "")]


def test_a_blank_key_repeats_nothing():
    fields = (FIELDS[1], FIELDS[2])

    assert check_of(table_of("name,count\na,\nb,\n"), fields, key="count").repeats.count == 0


def test_only_the_first_hundred_are_kept_but_all_are_counted():
    check = report_of(HEADER + ROW * 151)

    assert (check.repeats.count, len(check.repeats.first)) == (150, 100)
