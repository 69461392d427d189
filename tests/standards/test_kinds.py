"""Single values of each kind and exactly what becomes of them."""

import csv
from pathlib import Path

import pytest

from marketplace.kernel.text import use_locale
from marketplace.standards.kinds import BadValue, kind_of
from marketplace.standards.kinds.gtin import read_gtin
from marketplace.standards.kinds.reading import compile_field, same_answer, show_value
from tests.standards.fields import FIELDS, OPTIONS, field

VECTORS = list(csv.DictReader((Path(__file__).parent / "data/gtin_vectors/gtin.csv").read_text(encoding="utf-8").splitlines()))
READ = [
    ("text", "  농심   신라면 ", "농심 신라면"),
    ("text", "\u1100\u1161", "가"),
    ("text", "a\u202eb\u2066c\u200bd", "abcd"),
    ("long_text", "첫 줄  \r\n둘째\t줄\r\n", "첫 줄\n둘째 줄"),
    ("integer", "１２３", 123),
    ("integer", " 12 ", 12),
    ("integer", "1,234", 1234),
    ("integer", "-7", -7),
    ("decimal", "0.5 kg", "500 g"),
    ("decimal", "1.5L", "1500 ml"),
    ("decimal", "５００ｇ".replace("ｇ", "그램"), "500 g"),
    ("decimal", "1,200.50 ml", "1200.5 ml"),
    ("decimal", "3 개", "3 ea"),
    ("choice", "우유", "milk"),
    ("choice", "DAIRY", "milk"),
    ("choices", "콩, milk|밀", ["milk", "wheat", "soy"]),
    ("tags", "#Organic; 우유, organic", ["milk", "organic"]),
    ("gtin", "8801007-206394", "8801007206394"),
    ("gtin", "88004396", "88004396"),
    ("money", "$1,199.5", 119950),
    ("money", 1050, 1050),
    ("date", "2026년 11월 3일", "2026-11-03"),
    ("date", "20261103", "2026-11-03"),
    ("url", "HTTPS://Example.COM:443", "https://example.com/"),
    ("photo", "images/우유 1.jpg", "images/우유 1.jpg"),
]

REFUSED = [
    ("text", "", "required"), ("text", " \u200b\u3164 ", "required"), ("text", None, "required"),
    ("text", "a\x00b", "bad_character"), ("text", "\ud800", "bad_character"), ("text", "x" * 61, "too_long"),
    ("text", 7, "not_text"),
    ("integer", "1_000", "not_a_number"), ("integer", "٣", "not_a_number"), ("integer", "1e3", "not_a_number"),
    ("integer", "+5", "not_a_number"), ("integer", "12,34", "not_a_number"), ("integer", True, "not_a_number"),
    ("integer", "9" * 5_000, "too_big"), ("integer", "10001", "too_big"), ("integer", "-51", "too_small"),
    ("decimal", "NaN g", "not_a_number"), ("decimal", "1e3 g", "not_a_number"), ("decimal", "500", "unit_unknown"),
    ("decimal", "5 lb", "unit_unknown"), ("decimal", "0 g", "too_small"), ("decimal", "1001 kg", "too_big"),
    ("choice", "honey", "not_an_option"), ("choices", ["none", "milk"], "stands_alone"), ("choices", [], "required"),
    ("choices", {"milk": 1}, "not_a_list"), ("tags", "x" * 41, "too_long"),
    ("gtin", "880328460223", "gtin_check_digit"), ("gtin", "8804551348020", "gtin_check_digit"), ("gtin", "12345", "gtin_length"),
    ("gtin", "88010O7206394", "not_digits"), ("money", "10.005", "too_many_decimals"), ("money", "Infinity", "not_a_number"),
    ("date", "2026-02-30", "no_such_date"), ("date", "23/11/2026", "not_a_date"), ("date", "1899-12-31", "date_out_of_range"),
    ("url", "javascript:alert(1)", "not_a_url"), ("url", "https://user:pw@example.com", "not_a_url"),
    ("url", "http://127.1", "not_a_url"),
    ("photo", "../../x.jpg", "bad_file_name"),
]


@pytest.mark.parametrize(("kind", "raw", "value"), READ)
def test_typed_values_get_their_normal_form(kind, raw, value):
    assert compile_field(FIELDS[kind])(raw) == value


@pytest.mark.parametrize(("kind", "raw", "code"), REFUSED)
def test_wrong_values_are_refused_with_their_code(kind, raw, code):
    with pytest.raises(BadValue) as refused:
        compile_field(FIELDS[kind])(raw)

    assert refused.value.code == code


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["gtin"])
def test_published_barcodes_pass_and_real_wrong_ones_do_not(row):
    try:
        outcome = "valid" if read_gtin(row["gtin"]) == row["gtin"] else "changed"
    except BadValue:
        outcome = "invalid"

    assert outcome == row["expect"]


def test_a_blank_optional_field_reads_as_none():
    assert compile_field(field("integer", required=False))(" ") is None


def test_a_closed_vocabulary_refuses_other_words():
    with pytest.raises(BadValue) as refused:
        compile_field(field("tags", options=OPTIONS))("milk, shiny")

    assert (refused.value.code, refused.value.facts) == ("not_in_vocabulary", {"tag": "shiny"})


@pytest.mark.parametrize(("kind", "value", "ko", "en"), [
    ("choice", "soy", "대두", "Soy"), ("choices", ["milk", "soy"], "우유, 대두", "Milk, Soy"),
    ("integer", 1234, "1,234", "1,234"),
    ("decimal", "1500 ml", "1,500 ml", "1,500 ml"), ("money", 119950, "$1,199.50", "$1,199.50"),
    ("date", "2026-11-03", "2026년 11월 3일", "2026-11-03"), ("text", None, "–", "–"),
])
def test_values_are_shown_in_the_reader_s_language(kind, value, ko, en):
    with use_locale("ko"):
        assert show_value(FIELDS[kind], value) == ko
    with use_locale("en"):
        assert show_value(FIELDS[kind], value) == en


@pytest.mark.parametrize(("kind", "a", "b", "tolerance", "same"), [
    ("text", "Shin Ramyun", "shin ramyun", 0.0, True), ("text", "신라면 120g", "신라면 120 g", 0.2, True),
    ("integer", 10, 12, 1, False), ("integer", 10, 12, 2, True), ("decimal", "500 g", "510 g", 0.02, True),
    ("decimal", "500 g", "500 ml", 1.0, False), ("choices", ["milk", "soy"], ["milk"], 0.5, True),
    ("tags", ["milk"], ["soy"], 0.9, False), ("gtin", "88004396", "00000088004396", 0.0, True),
    ("date", "2026-02-28", "2026-03-01", 1, True), ("text", None, "a", 1.0, False), ("text", None, None, 0.0, True),
])
def test_answers_are_compared_with_the_tolerance_of_their_kind(kind, a, b, tolerance, same):
    assert same_answer(FIELDS[kind], a, b, tolerance) is same


def test_how_alike_two_texts_are_does_not_depend_on_their_order():
    a, b = "tide", "diet"  # the library's ratio is 0.25 one way and 0.5 the other

    assert same_answer(FIELDS["text"], a, b, 0.6) is same_answer(FIELDS["text"], b, a, 0.6)


def test_a_personal_value_is_masked():
    assert kind_of(FIELDS["text"]).mask("홍길동", FIELDS["text"]) == "홍••"
