"""JSON lines are read like any table: keys are columns, values keep their types, and what is no object is named by its line."""

import codecs
import json

import pytest

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.rows import Limits
from tests.work.rows.tables import report_of, rows_of, table_of

LINE = '{"barcode": "8801007206394", "name": "참기름", "count": 3}\n'
GOOD = {"barcode": "8801007206394", "name": "참기름", "count": 3}
SYLLABLES = "".join(map(chr, range(0xAC00, 0xD7A4)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("escaped", [False, True])
def test_all_11172_syllables_are_read_right(encoding, escaped):
    lines = [{"barcode": "8801007206394", "name": SYLLABLES[at:at + 100]} for at in range(0, len(SYLLABLES), 100)]
    content = "".join(json.dumps(line, ensure_ascii=escaped) + "\n" for line in lines).encode(encoding)

    assert "".join(row["name"] for row in rows_of(content, filename="rows.jsonl")) == SYLLABLES


def test_they_are_known_by_content_whatever_their_name():
    assert rows_of(LINE, filename="rows.txt") == rows_of("\n" + LINE + "\n", filename="rows.ndjson") == [GOOD]


def test_numbers_of_other_programs_are_read_as_they_are_meant():
    assert rows_of('{"barcode": 8801007206394.0, "name": "a", "count": 3.0}\n') == [{"barcode": "8801007206394", "name": "a", "count": 3}]


def test_a_key_that_a_line_lacks_is_an_empty_cell_and_columns_may_come_late():
    assert rows_of('{"name": "a", "barcode": "88004396"}\n{"barcode": "88004396", "name": "b", "count": 0}\n') == [
        {"barcode": "88004396", "name": "a"}, {"barcode": "88004396", "name": "b", "count": 0}]


def test_zero_and_false_are_no_blank_rows():
    table = table_of('{"count": 0}\n{"count": null}\n{"count": false}\n')

    assert list(table.rows()) == [(1, ["0"]), (3, [False])]


def test_a_whole_number_and_a_broken_one_are_of_one_measure():
    fields = (Field("price", "money", Text("가격", "Price"), settings={"currency": "USD"}),)

    assert rows_of('{"price": 100}\n{"price": 100.5}\n', fields) == [{"price": 10_000}, {"price": 10_050}]


@pytest.mark.parametrize(("line", "code"), [
    ("[1]", "not_an_object"), ('"a"', "not_an_object"), ('{"a": 1', "not_an_object"), ('{"a": NaN}', "not_an_object"),
    ('{"a": "\\ud800"}', "not_an_object"), ('{"a":' + "[" * 90_000 + "]" * 90_000 + "}", "not_an_object"), ('{"a": 1, "a": 2}', "duplicate_key"),
    ('{"a": "' + "x" * 200_001 + '"}', "cell_too_long"),
])
def test_what_is_no_object_is_refused_with_its_line(line, code):
    with pytest.raises(Invalid) as refused:
        report_of(LINE + line + "\n", filename="rows.jsonl")

    assert (refused.value.code, refused.value.facts["row"]) == (code, 2)


@pytest.mark.parametrize("number", ["1e999", "9" * 5_000])
def test_a_number_past_all_bounds_is_a_wrong_cell(number):
    assert report_of('{"barcode": "88004396", "name": "a", "count": ' + number + "}\n").bad == 1


def test_the_most_keys_are_taken_and_one_more_is_not():
    line = json.dumps({f"k{n}": 1 for n in range(4)})

    assert len(table_of(line, filename="a.jsonl", limits=Limits(columns=4)).columns) == 4
    with pytest.raises(Invalid) as refused:
        table_of(line, filename="a.jsonl", limits=Limits(columns=3))
    assert refused.value.code == "too_many_columns"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"{}\n", codecs.BOM_UTF8])
def test_lines_without_anything_are_empty(content):
    with pytest.raises(Invalid) as refused:
        table_of(content, filename="rows.jsonl")

    assert refused.value.code == "empty_file"
