"""A workbook that a spreadsheet opens as it is: typed cells, text that never runs, a header that stays, and streamed."""

import io
import itertools
import tracemalloc
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from marketplace.work.results import FORMATS
from marketplace.work.results.xlsx_writer import write_xlsx
from tests.work.results.made import provenance, result, result_set
from tests.work.results.test_write_results import FORMULAS, PLAIN


def opened(chunks):
    return openpyxl.load_workbook(io.BytesIO(b"".join(chunks)))["results"]


def cells(*row):
    return next(opened(write_xlsx(["x"] * len(row), [row])).iter_rows(min_row=2))


@pytest.mark.parametrize("words", [
    *FORMULAS, *(word for word in PLAIN if word), "#N/A", '<a> & "b"', "\u0007", "_x000B_", "😀", "a\nb", "  a  ", "08801234567893"])
def test_text_is_text_whatever_it_starts_with(words):
    (cell,) = cells(words)

    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.value.replace("_x000D_", "\r").replace("_x0007_", "\u0007").replace("_x005F_", "_") == words


def test_numbers_and_dates_are_what_they_are():
    number, money, negative, day, moment = cells(12, Decimal("1199.50"), -3, date(2026, 11, 23), datetime.fromisoformat("2026-11-23T06:00:05Z"))

    assert [one.data_type for one in (number, money, negative)] == ["n", "n", "n"]
    assert (number.value, money.value, negative.value) == (12, 1199.5, -3)
    assert (day.value, day.number_format) == (datetime(2026, 11, 23), r"yyyy\-mm\-dd")  # noqa: DTZ001 - as Excel has it
    assert moment.value == datetime(2026, 11, 23, 6, 0, 5)  # noqa: DTZ001


def test_what_excel_would_change_stays_text():
    assert [cell.data_type for cell in cells(10**15, date(1899, 1, 1), "한" * 40_000)] == ["s", "s", "s"]
    assert cells("한" * 40_000)[0].value == "한" * 32_766 + "…"


def test_the_header_stays_in_sight_and_columns_have_widths():
    sheet = opened(write_xlsx(["task", "answer.product_name"], []))

    assert sheet.freeze_panes == "A2"
    assert (sheet["A1"].value, sheet["A1"].font.b) == ("task", True)
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (12, 23)


def test_results_come_typed_with_files_by_name_and_address():
    sheet = opened(FORMATS["xlsx"].write(result_set(result(where=provenance()))))

    header, row = sheet.iter_rows(values_only=True)
    found = dict(zip(header, row, strict=True))
    assert (found["task"], found["answer.count"], found["answer.price"], found["answer.day"].isoformat()) == (
        1, -5, -1199.5, "2026-11-23T00:00:00")
    assert (found["input.photo"], found["answer.proof"]) == ("milk-1.jpg", "https://ilgam.example/files/77")
    assert (found["answer.note"], found["worker"], found["accepted_at"].isoformat()) == ("=1+1", "w-worker1", "2026-11-23T06:00:05")


def test_more_columns_than_letters_are_counted_on():
    sheet = opened(write_xlsx([f"c{n}" for n in range(704)], [range(704)]))

    assert (sheet["Z2"].value, sheet["AA2"].value, sheet["ZZ2"].value, sheet["AAB2"].value) == (25, 26, 701, 703)


def test_it_streams_without_keeping_rows():
    rows = ([n, "참기름" * 10, "x" * 50] for n in itertools.count())
    chunks = write_xlsx(["a", "b", "c"], rows)
    next(chunks)
    tracemalloc.start()

    sizes = [len(next(chunks)) for _ in range(20)]
    grown = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert max(sizes) < 200_000
    assert grown < 2_000_000
