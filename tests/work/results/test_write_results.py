"""Results open in Korean Excel as they are, run nothing there, and stream."""

import csv
import io
import itertools
import json
import tracemalloc

import pytest

from marketplace.standards.catalogue import CATALOGUE
from marketplace.work.results import FORMATS, Result, ResultSet
from marketplace.work.results.columns import own_table
from marketplace.work.results.csv_writer import write_csv
from marketplace.work.results.formulas import neutral
from marketplace.work.results.json_chunks import json_lines, json_list
from tests.work.results.made import ANSWERS, FACTS, SPEC, provenance, result, result_set

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


@pytest.mark.parametrize("write", [lambda rows: write_csv(["a"], ([row["a"]] for row in rows)), json_lines, json_list])
def test_a_file_without_end_comes_in_small_chunks(write):
    chunks = list(itertools.islice(write({"a": "참기름" * 10} for _ in itertools.count()), 5))

    assert len(chunks) == 5
    assert all(30_000 < len(chunk) < 300_000 for chunk in chunks)


def test_jsonl_keeps_answers_unchanged_and_names_the_files_that_came():
    (line,) = b"".join(FORMATS["jsonl"].write(result_set(result(note="=1\nx", where=provenance())))).decode().splitlines()

    found = json.loads(line)
    assert found["answers"] == ANSWERS | {"note": "=1\nx"}
    assert found["input"] == {"photo": "milk-1.jpg", "shelf_note": "메모"}
    assert (found["task"], found["outcome"], found["provenance"]["worker"]) == (1, "accepted", "w-worker1")


def test_columns_name_inputs_and_answers_in_the_template_s_order():
    answered = Result(7, 70, "partial", json.dumps({"barcode": "88004396", "name": "콩두유"}),
                      json.dumps({"gtin": "88004396", "allergens": ["soybean", "wheat"], "net_quantity": "190 ml"}), None, {})

    content = b"".join(FORMATS["csv"].write(result_set(answered, spec=CATALOGUE["kr-product-listing"]))).decode("utf-8-sig")

    header, row = csv.reader(io.StringIO(content))
    assert (header[:5], row[:2]) == (["task", "outcome", "input.barcode", "input.name", "input.ingredients"], ["7", "partial"])
    assert dict(zip(header, row, strict=True))["answer.allergens"] == "soybean; wheat"
    assert dict(zip(header, row, strict=True))["answer.net_quantity"] == "190 ml"


def test_amounts_are_written_in_the_main_unit():
    answered = Result(1, 1, "accepted", json.dumps({"left_title": "a", "left_price": 119950, "right_title": "b"}), "{}", None, {})

    (row,) = own_table(result_set(answered, spec=CATALOGUE["same-product"]))

    assert row[:5] == [1, "accepted", "a", None, "1199.50"]


def test_an_empty_result_is_a_header_alone():
    assert b"".join(write_csv(["a", "b"], [])) == b"\xef\xbb\xbfa,b\r\n"
    assert b"".join(json_lines([])) == b""
    assert json.loads(b"".join(json_list([]))) == []


def rows_of(count):
    """So many results, made while they are read."""
    return ResultSet(FACTS, SPEC, True, lambda: (result(n, submission=n, where=provenance(n)) for n in range(1, count + 1)))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "coco"])
def test_memory_stays_flat_however_many_results_there_are(name):
    def peak(count):
        tracemalloc.start()
        size = sum(len(chunk) for chunk in FORMATS[name].write(rows_of(count)))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most, size

    (few, small), (many, large) = peak(400), peak(4_000)

    assert large > 5 * small
    assert many - few < 400_000
