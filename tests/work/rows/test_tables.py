"""Headers, delimiters, quotes and limits: what is refused, with its row, and quickly."""

import time
import tracemalloc

import pytest

from marketplace.kernel.errors import Invalid, TooLarge
from marketplace.work.rows import Limits
from tests.work.rows.tables import HEADER, ROW, report_of, rows_of, table_of

GOOD = [{"barcode": "8801007206394", "name": "참기름", "count": 3}]


def _refusal(content, kind=Invalid):
    started = time.perf_counter()
    with pytest.raises(kind) as refused:
        report_of(content)
    assert time.perf_counter() - started < 2
    return refused.value


@pytest.mark.parametrize("content", [
    HEADER + ROW, (HEADER + ROW).replace(",", ";"), (HEADER + ROW).replace(",", "\t"), (HEADER + ROW).replace("\n", "\r\n"),
    "\ufeff" + HEADER + ROW, HEADER + "\n" + ROW + "\n,,\n", '"barcode" , NAME,"개수"\n'.replace('" ', '"') + ROW,
    "바코드, 상품명 ,Count\u200b\n" + ROW, "\u1107\u1161\u110f\u1169\u1103\u1173,name,count\n" + ROW,
    "barcode,name,count,,\n8801007206394,참기름,3,,\n", HEADER + '8801007206394,"참기름",3\n',
])
def test_usual_spellings_of_the_same_table_are_read_alike(content):
    assert rows_of(content) == GOOD


@pytest.mark.parametrize("content", ["", "\ufeff", "\n\n", "  ", HEADER, HEADER + ",,\n\n"])
def test_a_file_without_rows_is_empty(content):
    assert _refusal(content).code == "empty_file"


@pytest.mark.parametrize(("header", "missing", "unknown"), [
    ("barcode,count", ["name"], []), ("barcode,name,colour", [], ["colour"]),
    ("8801007206394,참기름,3", ["barcode", "name"], ["8801007206394", "참기름", "3"]),
    ("name,상품명,barcode", [], ["상품명"]),
])
def test_other_columns_are_refused_listing_expected_and_found(header, missing, unknown):
    refused = _refusal(f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")

    assert refused.code == "columns_differ"
    assert refused.facts["expected"] == ["barcode", "name", "count"]
    assert refused.facts["found"] == header.split(",")
    assert (refused.facts["missing"], refused.facts["unknown"]) == (missing, unknown)


@pytest.mark.parametrize(("content", "code", "row"), [
    ("barcode,name,Name,name\n1,2,3,4\n", "column_twice", 1),
    ("barcode,,name\n1,2,3\n", "header_blank", 1),
    (",,\n1,2,3\n", "header_blank", 1),
    (",".join(["a"] * 1_000_000) + "\n1\n", "too_many_columns", 1),
    (HEADER + ROW + "8801007206394,a\0b,1\n", "nul_character", 3),
    ((HEADER + ROW).replace("\n", "\r"), "line_ends", 1),
    (HEADER + ROW + "8801007206394,a,1\r8801007206394,b,1\n", "line_ends", 3),
    (HEADER + ROW + '8801007206394,"never closed,1\n' + ROW, "open_quote", 3),
    (HEADER + ROW + '8801007206394,"half"closed,1\n', "bad_quotes", 3),
    (HEADER + ROW + f"8801007206394,{'x' * 1_000_000},1\n", "cell_too_long", 3),
    (HEADER + ROW + f"8801007206394,{'x' * 100_001},1\n", "cell_too_long", 3),
    (HEADER + '8801007206394,"' + "open\n" * 1_000_000, "cell_too_long", 2),
])
def test_what_cannot_be_read_is_refused_with_its_row(content, code, row):
    refused = _refusal(content)

    assert (refused.code, refused.facts["row"]) == (code, row)
    assert refused.fields["table"].code == code


def test_a_cell_of_just_the_limit_is_read():
    assert report_of(HEADER + f"8801007206394,{'x' * 100_000},1\n").errors[0].code == "too_long"


def test_the_most_rows_are_taken_and_one_more_is_not():
    limits = Limits(rows=3)

    assert report_of(HEADER + ROW * 3, limits=limits).good == 3
    with pytest.raises(TooLarge) as refused:
        report_of(HEADER + ROW * 4, limits=limits)
    assert refused.value.code == "too_many_rows"


def test_memory_stays_flat_over_a_large_file():
    content = (HEADER + "".join(f"8801007206394,상품 {number},3\n" for number in range(50_000))).encode()
    table = table_of(content)

    tracemalloc.start()
    rows = sum(1 for _ in table.rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert rows == 50_000
    assert peak < 1_000_000


def test_formula_cells_are_stored_as_they_are():
    assert rows_of(HEADER + '8801007206394,"=HYPERLINK(""http://x.test"")",1\n')[0]["name"] == '=HYPERLINK("http://x.test")'
