"""Workbooks are read like tables; one that would hurt the reader is refused before it sees it."""

import io
import time
import zipfile

import pytest

from marketplace.kernel.errors import Invalid, UnsupportedType
from marketplace.work.rows import Limits
from tests.work.rows.tables import report_of, rows_of, table_of
from tests.work.rows.workbooks import DAY, LENGTH, NOON, SHEET, replaced, sheet_of, workbook

HEADER = ("barcode", "name", "count")
GOOD = [{"barcode": "8801007206394", "name": "참기름", "count": 3}]
SYLLABLES = "".join(map(chr, range(0xAC00, 0xD7A4)))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_numbers_and_texts_are_read_alike():
    content = workbook([HEADER, (8801007206394, "참기름", 3), ("8801007206394", "참기름", "3"), (8801007206394.0, "참기름", 3.0)])

    assert rows_of(content, filename="표.xlsx") == GOOD * 3


def test_it_is_known_by_content_whatever_its_name():
    assert rows_of(workbook([HEADER, (8801007206394, "참기름", 3)]), filename="rows.csv") == GOOD


def test_all_11172_syllables_are_read_right():
    lines = [SYLLABLES[at:at + 100] for at in range(0, len(SYLLABLES), 100)]

    rows = rows_of(workbook([HEADER, *(("8801007206394", line, None) for line in lines)]))

    assert "".join(row["name"] for row in rows) == SYLLABLES


def test_cells_of_other_types_are_the_words_a_person_would_have_typed():
    table = table_of(workbook([["a", "b", "c", "d", "e", "f"], [DAY, NOON, LENGTH, True, 0.1 + 0.2, 1e-7]]))

    assert list(table.rows()) == [(2, ["2026-11-23", "2026-11-23 12:30:00", "26:03:00", "TRUE", "0.3", "0.0000001"])]


def test_blank_rows_before_the_header_and_between_are_passed_over_with_the_sheets_own_numbers():
    table = table_of(workbook([[], HEADER, [], (8801007206394, "참기름", 3)]))

    assert [number for number, _ in table.rows()] == [4]


def test_the_first_sheet_to_be_seen_is_read_unless_another_is_named():
    content = workbook([HEADER, (8801007206394, "참기름", 3)], more={"둘째": [HEADER, (88004396, "콩두유", 1)]}, hidden="숨김")

    assert rows_of(content) == GOOD
    assert rows_of(content, sheet="둘째")[0]["name"] == "콩두유"
    with pytest.raises(Invalid) as refused:
        table_of(content, sheet="셋째")
    assert (refused.value.code, refused.value.facts["found"]) == ("sheet_unknown", ["Sheet", "둘째"])


def test_formulas_are_read_as_what_they_came_to_and_formula_words_stay_words():
    content = replaced(workbook([HEADER]), SHEET, sheet_of(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>barcode</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>8801007206394</v></c><c r="B2" t="inlineStr"><is><t>=SUM(A1)</t></is></c></row>'))

    assert rows_of(content) == [{"barcode": "8801007206394", "name": "=SUM(A1)"}]


@pytest.mark.parametrize("rows", [[], [HEADER], [HEADER, (None, None)]])
def test_a_sheet_without_rows_is_empty(rows):
    with pytest.raises(Invalid) as refused:
        report_of(workbook(rows))

    assert refused.value.code == "empty_file"


def _bomb(size, *, stored=False):
    held = io.BytesIO(workbook([HEADER, (1, 2, 3)]))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as book, book.open("xl/sharedStrings2.xml", "w") as part:
        for _ in range(size // 1_000_000):
            part.write(bytes(1_000_000))
    return held.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(("content", "code"), [
    (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
    (replaced(workbook([HEADER]), SHEET, sheet_of('<row r="1"><c r="A1" t="str"><v>&e;</v></c></row>', ENTITY)), "workbook_unsafe"),
    (replaced(workbook([HEADER]), SHEET, sheet_of(FAR)), "workbook_unsafe"),
    (_bomb(200_000_000), "workbook_unsafe"),
])
def test_what_would_hurt_the_reader_is_refused_at_once(content, code):
    started = time.perf_counter()

    with pytest.raises(Invalid) as refused:
        report_of(content)

    assert (refused.value.code, [*refused.value.fields]) == (code, ["table"])
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("content", [
    OLE + bytes(600), b"PK\x03\x04 broken", workbook([HEADER])[:500], replaced(workbook([HEADER]), SHEET, b"<worksheet><no"),
    replaced(workbook([HEADER]), "xl/workbook.xml", b"<x/>"),
])
def test_what_is_broken_is_no_table(content):
    with pytest.raises(UnsupportedType) as refused:
        report_of(content)

    assert refused.value.code == "table_unsupported"


def test_the_most_cells_are_taken_and_more_are_not():
    content = workbook([HEADER, (1, 2, 3), (4, 5, 6)])

    assert table_of(content, limits=Limits(cells=9)).columns == HEADER
    with pytest.raises(Invalid):
        table_of(content, limits=Limits(cells=8))
