"""Barcodes."""

import csv
from pathlib import Path

import pytest
from hypothesis import strategies as st

from marketplace.standards.kinds import BadValue
from marketplace.standards.kinds.gtin import read_gtin
from tests.standards.cases import Case, field

DATA = Path(__file__).parent.parent / "data"
VECTORS = list(csv.DictReader((DATA / "gtin_vectors/gtin.csv").read_text(encoding="utf-8").splitlines()))
FOODS = (DATA / "open_food_facts_kr/barcodes.txt").read_text(encoding="utf-8").split()


def _with_check_digit(body):
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return body + str(-weighted % 10)


_DIGITS = st.text("0123456789", min_size=7, max_size=13).filter(lambda body: len(body) in (7, 11, 12, 13))

CASE = Case(
    field("gtin"),
    typed=st.one_of(_DIGITS.map(_with_check_digit), _DIGITS),
    reads=(("8801007-206394", "8801007206394"), ("88004396", "88004396")),
    refuses=(("880328460223", "gtin_check_digit"), ("8804551348020", "gtin_check_digit"), ("12345", "gtin_length"),
             ("88010O7206394", "not_digits")),
    compared=(("88004396", "00000088004396", 0.0, True),),
    beyond=frozenset({"gtin_check_digit"}),
)


def _outcome(digits):
    try:
        return "valid" if read_gtin(digits) == digits else "changed"
    except BadValue as bad:
        return bad.code


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["gtin"])
def test_published_barcodes_pass_and_real_wrong_ones_do_not(row):
    assert (_outcome(row["gtin"]) == "valid") == (row["expect"] == "valid")


def test_no_right_barcode_of_the_real_foods_is_refused_and_both_wrong_ones_are():
    mistyped = ["880328460223", "8804551348020"]

    refused = [digits for digits in FOODS + mistyped if _outcome(digits) != "valid"]

    assert len(FOODS) == 478
    assert refused == mistyped
