"""Korean business registration numbers."""

import csv
from pathlib import Path

import pytest
from hypothesis import strategies as st

from marketplace.standards.kinds import BadValue
from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import Case, field

_FILE = Path(__file__).parent.parent / "data/kr_business_number_vectors/numbers.csv"
VECTORS = list(csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines()))
_REAL = [row["number"] for row in VECTORS]

CASE = Case(
    field("business_number"),
    typed=st.one_of(st.sampled_from(_REAL), st.text("0123456789-", min_size=9, max_size=13)),
    reads=(("107-82-09351", "1078209351"), ("1078209351", "1078209351"), (" １０７－８２－０９３５１ ", "1078209351")),
    refuses=(("206-18-12345", "business_number_wrong"), ("000-00-00000", "business_number_wrong"), ("107-82-0935", "business_number_length"),
             ("107-8209-351", "business_number_length"), ("107-82-O9351", "business_number_length"), (1078209351, "not_text")),
    shown=(("1078209351", "107-82-09351", "107-82-09351"),),
    beyond=frozenset({"business_number_wrong"}),
)


@pytest.mark.parametrize("number", ["1008608984", "2110008989", "2118600002"], ids=["office 100", "kind 00", "number 0000"])
def test_a_right_check_digit_alone_makes_no_number(number):
    with pytest.raises(BadValue, match="business_number_wrong"):
        compile_field(CASE.field)(number)


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["number"])
def test_published_numbers_pass_and_wrong_ones_do_not(row):
    try:
        outcome = "valid" if compile_field(CASE.field)(row["number"]) else ""
    except BadValue:
        outcome = "invalid"

    assert outcome == row["expect"].partition(":")[0]
