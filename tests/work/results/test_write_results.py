"""Results open in Korean Excel as they are, run nothing there, and stream."""

import csv
import io
import itertools
import json

import pytest

from marketplace.standards.catalogue import CATALOGUE
from marketplace.work.results import ResultColumns, write_csv, write_jsonl
from marketplace.work.results.formulas import neutral

FORMULAS = ["=HYPERLINK(1)", "@SUM(A1)", "+1+1", "-1+1", "\t=1", "  =1", "\n=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", "\u3000=1",
            "\u200b=1", "\ufeff=1", "\xa0=1", "=", "-", "--5", "-5-5", "+82 10-1234-5678", "|cmd", "%0A=1", "\t5"]
PLAIN = ["-5", "-1,234.5", "-0.5%", "12", "우유", "a=1", "1-2", "", "농심 -5", "(주)농심", "#1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_cells_that_start_a_formula_become_text(cell):
    assert neutral(cell) == "'" + cell


@pytest.mark.parametrize("cell", [*PLAIN, -5, 1.5, None])
def test_plain_cells_and_negative_numbers_stay_as_they_are(cell):
    assert neutral(cell) == cell


def test_csv_has_its_mark_windows_line_ends_and_quotes():
    content = b"".join(write_csv(["task", "=name"], [[1, '참기름 "특"'], [2, None], [-3, "=1"]]))

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == 'task,\'=name\r\n1,"참기름 ""특"""\r\n2,\r\n-3,\'=1\r\n'


@pytest.mark.parametrize("write", [lambda rows: write_csv(["a"], ([row["a"]] for row in rows)), write_jsonl])
def test_a_file_without_end_comes_in_small_chunks(write):
    chunks = list(itertools.islice(write({"a": "참기름" * 10} for _ in itertools.count()), 5))

    assert len(chunks) == 5
    assert all(30_000 < len(chunk) < 300_000 for chunk in chunks)


def test_jsonl_keeps_everything_unchanged():
    rows = [{"a": "=1", "b": ["우유"], "c": None}, {"a": "x\ny", "b": [], "c": -5}]

    lines = b"".join(write_jsonl(rows)).decode().splitlines()

    assert [json.loads(line) for line in lines] == rows


def test_result_columns_name_inputs_and_answers_in_the_template_s_order():
    columns = ResultColumns(CATALOGUE["kr-product-listing"], extra=("task", "accepted_at"))

    content = b"".join(write_csv(columns.header, [columns.cells(
        (7, "2026-11-23T06:00:00Z"), {"barcode": "88004396", "name": "콩두유"},
        {"gtin": "88004396", "allergens": ["soybean", "wheat"], "net_quantity": "190 ml"})])).decode("utf-8-sig")

    header, row = csv.reader(io.StringIO(content))
    assert header[:5] == ["task", "accepted_at", "input.barcode", "input.name", "input.ingredients"]
    assert dict(zip(header, row, strict=True))["answer.allergens"] == "soybean; wheat"
    assert dict(zip(header, row, strict=True))["answer.net_quantity"] == "190 ml"


def test_amounts_are_written_in_the_main_unit():
    columns = ResultColumns(CATALOGUE["same-product"])

    assert columns.cells((1,), {"left_title": "a", "left_price": 119950, "right_title": "b"}, {})[:4] == [1, "a", None, "1199.50"]


def test_an_empty_result_is_a_header_alone():
    assert b"".join(write_csv(["a", "b"], [])) == b"\xef\xbb\xbfa,b\r\n"
    assert b"".join(write_jsonl([])) == b""
