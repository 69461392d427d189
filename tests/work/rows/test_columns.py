"""Columns are matched by name; what is only alike is proposed; what a person says comes first."""

import pytest

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.rows import ColumnUse, guess_columns, match_columns

FIELDS = (
    Field("barcode", "gtin", Text("바코드", "Barcode")),
    Field("weight", "decimal", Text("순중량", "Net weight"), settings={"units": ["g", "kg"]}),
    Field("made_on", "date", Text("제조일", "Made on"), required=False),
)


def _uses(columns, said=None):
    return {column: use.field for column, use in match_columns(columns, FIELDS, said or {}).items()}


@pytest.mark.parametrize("columns", [
    ("barcode", "weight"), ("바코드", "순중량"), ("Bar-code", "NET WEIGHT"), ("Barcode (EAN)", "순중량[g]"),
    ("\u1107\u1161\u110f\u1169\u1103\u1173", "net_weight")])
def test_a_column_is_known_by_name_or_label_however_it_is_written(columns):
    assert list(_uses(columns).values()) == ["barcode", "weight"]


def test_the_unit_in_brackets_is_the_columns_unit_where_the_field_takes_it():
    uses = match_columns(("barcode", "weight (KG)", "제조일 (kg)"), FIELDS)

    assert [use.unit for use in uses.values()] == ["", "kg", ""]


def test_what_is_only_alike_is_proposed_and_never_acted_upon():
    columns = ("EAN", "wieght", "note")

    with pytest.raises(Invalid) as refused:
        match_columns(columns, FIELDS)

    facts = refused.value.facts
    assert (refused.value.code, facts["unknown"], facts["missing"]) == ("columns_differ", [*columns], ["barcode", "weight"])
    assert {column: use.field for column, use in guess_columns(columns, FIELDS).items()} == {"EAN": "barcode", "wieght": "weight"}


def test_what_is_said_comes_before_any_name():
    said = {"weight": ColumnUse(None), "무게": ColumnUse("weight", "kg")}

    assert _uses(("barcode", "weight", "무게"), said) == {"barcode": "barcode", "weight": None, "무게": "weight"}


@pytest.mark.parametrize(("said", "code"), [
    ({"price": ColumnUse("weight")}, "column_unknown"), ({"barcode": ColumnUse("colour")}, "field_unknown"),
    ({"weight": ColumnUse("weight", "ml")}, "unit_wrong"), ({"barcode": ColumnUse("barcode", dates="dmy")}, "dates_wrong"),
    ({"barcode": ColumnUse(None, "kg")}, "unit_wrong"),
])
def test_what_cannot_be_meant_is_refused(said, code):
    with pytest.raises(Invalid) as refused:
        match_columns(("barcode", "weight"), FIELDS, said)

    assert (refused.value.code, [*refused.value.fields]) == (code, ["mapping"])


def test_two_columns_of_one_field_are_refused():
    with pytest.raises(Invalid) as refused:
        match_columns(("barcode", "weight", "무게"), FIELDS, {"무게": ColumnUse("weight"), "weight": ColumnUse("weight")})

    assert refused.value.code == "columns_differ"


def test_a_hundred_thousand_letters_are_no_name_to_compare():
    assert guess_columns(("x" * 100_000, "wieght"), FIELDS)["wieght"].field == "weight"
