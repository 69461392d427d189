"""Rules across fields: what holds, what is broken and named, and what doesn't apply."""

import pytest

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, Option
from marketplace.standards.rules import Finding, Rule, find_breaches

SIZES = (Option("s", Text("작음", "Small")), Option("l", Text("큼", "Large")))
FIELDS = {field.name: field for field in (
    Field("list_price", "money", Text("정가", "List price"), settings={"currency": "USD"}),
    Field("net", "decimal", Text("내용량", "Net weight"), required=False), Field("gross", "decimal", Text("총중량", "Gross weight"), required=False),
    Field("sale_price", "money", Text("판매가", "Sale price"), settings={"currency": "USD"}),
    Field("size", "choice", Text("크기", "Size"), options=SIZES), Field("took", "duration", Text("걸린 시간", "Time taken")),
    Field("made", "date", Text("만든 날", "Made")), Field("best_before", "date", Text("유통기한", "Best before")),
    Field("tags", "tags", Text("태그", "Tags"), settings={"free": True}), Field("copies", "integer", Text("매수", "Copies")))}
SAID = Text("내용량은 총중량보다 클 수 없어요.", "The net weight can't be above the gross weight.")


def _break(expression, given, answers, **more):
    rule = Rule("holds", more.pop("field", "net"), "weights", SAID, expression=expression, **more)
    return find_breaches([rule], FIELDS, given, answers)


@pytest.mark.parametrize(("expression", "answers"), [
    ("net <= gross", {"net": "500 g", "gross": "480 g"}), ("sale_price < list_price", {"sale_price": 1_000}),
    ("sale_price < 9.99", {"sale_price": 999}), ("net < 1 kg", {"net": "1000 g"}), ("size = 's'", {"size": "l"}),
    ("took <= 30 min", {"took": 1_801}), ("took < 2 h", {"took": 7_200}), ("made < best_before", {"made": "2026-11-02", "best_before": "2026-11-01"}),
    ("length(tags) > 1", {"tags": ["milk"]}), ("copies * 2 < 10", {"copies": 5}), ("not blank(gross)", {"net": "500 g"}),
])
def test_a_broken_rule_is_found(expression, answers):
    assert [one.message for one in _break(expression, {"list_price": 1_000}, answers)] == [SAID]


@pytest.mark.parametrize(("expression", "answers"), [
    ("net <= gross", {"net": "0.5 g", "gross": "0.5 g"}), ("sale_price < 9.99", {"sale_price": 998}),
    ("sale_price < list_price", {"sale_price": 999}), ("took <= 30 min", {"took": 1_800}),
    ("net <= gross", {"net": "500 g"}), ("net <= gross", {}), ("net <= gross", {"net": "500 g", "gross": "480 ml"}),
    ("blank(net) or net < 1 kg", {}),
])
def test_a_kept_rule_and_one_that_does_not_apply_are_not(expression, answers):
    assert _break(expression, {"list_price": 1_000}, answers) == []


def test_a_breach_names_every_field_of_the_expression_in_the_order_of_the_form():
    found = _break("sale_price < list_price and net < 5 kg", {"list_price": 900}, {"sale_price": 900, "net": "1 g"}, field="sale_price")

    assert [(one.field, one.fields) for one in found] == [("sale_price", ("list_price", "net", "sale_price"))]


def test_a_finding_is_stored_and_read_back_also_as_it_was_before():
    found = Finding("weights", "net", "facts", SAID, True, ("net", "gross"))
    stored = found.to_json()

    assert Finding.from_json(stored) == found
    assert Finding.from_json({name: value for name, value in stored.items() if name != "fields"}).fields == ()


def test_other_checks_name_their_one_field():
    found = find_breaches([Rule("needed", "made", "made_missing", SAID)], FIELDS, {}, {})

    assert [one.fields for one in found] == [("made",)]
