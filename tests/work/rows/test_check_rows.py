"""A report names every bad row: number, column, value, reason; nothing else stops the good ones."""

import io
import zipfile

import msgspec
import pytest

from marketplace.gateways.files import take_upload
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.rows import PhotoArchive, PhotoNames, RowCheck, match_columns, read_rows
from tests.work.rows.tables import FIELDS, HEADER, ROW, check_of, report_of, rows_of, table_of

PHOTOS = (Field("photo", "photo", Text("사진", "Photo")),)


def test_each_wrong_cell_is_named_with_row_column_value_and_reason():
    report = report_of(HEADER + ROW + "8801007206395,,1e3\n" + "8801007206394,참기름 진,2\n")

    assert (report.good, report.bad) == (2, 1)
    assert [(error.row, error.column, error.value, error.code) for error in report.errors] == [
        (3, "barcode", "8801007206395", "gtin_check_digit"), (3, "name", "", "required"), (3, "count", "1e3", "not_a_number")]


@pytest.mark.parametrize(("row", "found"), [("8801007206394,a\n", 2), ("8801007206394,a,1,more\n", 4)])
def test_a_ragged_row_is_named_with_the_cells_it_should_have(row, found):
    report = report_of(HEADER + ROW + row)

    assert [(error.row, error.code) for error in report.errors] == [(3, "ragged_row")]
    assert report.errors[0].message.en == f"There should be 3 cells; there are {found}."


def test_only_the_first_hundred_errors_are_kept_but_all_are_counted():
    report = report_of(HEADER + "1,a,1\n" * 250)

    assert (report.bad, len(report.errors)) == (250, 100)


def test_a_wrong_row_is_handed_on_as_it_came():
    checked = list(RowCheck(table_of(HEADER + "1{x},a,1\n"), FIELDS, match_columns(("barcode", "name", "count"), FIELDS)).rows())

    assert [(one.number, list(one.cells), one.errors[0].code) for one in checked] == [(2, ["1{x}", "a", "1"], "not_digits")]


def test_a_personal_value_is_masked_in_the_report_and_in_the_row():
    fields = (*FIELDS[:2], msgspec.structs.replace(FIELDS[2], personal=True))
    table = table_of(HEADER + "8801007206394,a,010-1234-5678\n")

    checked = list(RowCheck(table, fields, match_columns(table.columns, fields)).rows())

    assert checked[0].errors[0].value == "0••••••••"
    assert list(checked[0].cells) == ["8801007206394", "a", "0••••••••"]


def test_a_kind_that_is_personal_by_nature_is_masked_whatever_the_template_says():
    fields = (*FIELDS[:2], msgspec.structs.replace(FIELDS[2], kind="person_name", settings={}))
    table = table_of(HEADER + "8801007206394,a,Hong 1\n")

    checked = list(RowCheck(table, fields, match_columns(table.columns, fields)).rows())

    assert checked[0].errors[0].value == "H•••••"


def test_a_long_or_unprintable_value_is_shortened_for_showing():
    report = report_of(HEADER + f"8801007206394,{'가' * 300},1\n8801007206394,x\x1b[31m,y\u202ez\n")

    assert report.errors[0].value == "가" * 59 + "…"
    assert report.errors[1].value == "y z"


def test_the_first_rows_are_kept_to_be_looked_at():
    report = report_of(HEADER + ROW * 8)

    assert report.preview == [{"barcode": "8801007206394", "name": "참기름", "count": 3}] * 5


def test_an_upload_may_be_closed_while_its_rows_are_half_read():
    with take_upload(io.BytesIO((HEADER + ROW * 3).encode()), most_bytes=1_000) as upload:
        rows = read_rows(upload, filename="rows.csv").rows()
        next(rows)

    rows.close()


def test_a_blank_optional_cell_is_left_out_of_the_row():
    assert rows_of(HEADER + "88004396,콩두유,\n") == [{"barcode": "88004396", "name": "콩두유"}]


def _archive(*names):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return PhotoArchive(held)


@pytest.mark.parametrize("written", [
    "우유.JPG", "\u110b\u116e\u110b\u1172.jpg", "photos/우유.jpg", "photos\\우유.jpg", "./photos/우유.jpg"])
def test_photos_are_found_whatever_their_case_folder_or_unicode_form(written):
    names = _archive("photos/\u110b\u116e\u110b\u1172.jpg", "photos/b.jpg").names()

    assert names.find(written) == "photos/\u110b\u116e\u110b\u1172.jpg"


def test_a_missing_photo_is_a_bad_row():
    report = check_of(table_of("photo\nmilk.jpg\nnone.jpg\n"), PHOTOS, photos=_archive("milk.jpg").names())

    assert report.good == 1
    assert [(error.row, error.value, error.code) for error in report.errors] == [(3, "none.jpg", "photo_missing")]


def test_a_name_that_two_photos_share_is_not_guessed():
    names = PhotoNames({"a/x.jpg": "1", "b/x.jpg": "2"})

    assert (names.find("x.jpg"), names.find("b/X.jpg")) == (None, "2")


def test_imported_rows_hold_what_the_photos_stand_for():
    check = check_of(table_of("photo\nMILK.jpg\n"), PHOTOS, photos=PhotoNames({"milk.jpg": "file-7"}))

    assert check.preview == [{"photo": "file-7"}]
