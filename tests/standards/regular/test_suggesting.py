"""Suggestions: from an input, a table or a fixed value, each with where it comes from; never an error for the worker."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.kernel.text import Text
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import Field
from marketplace.standards.parts import Prefill
from marketplace.standards.regular import Suggestion, compile_prefill
from tests.standards.regular.packing import INPUTS, OUTPUTS, PACKING_TABLE, packing

MUGS = {"sku": "MUG-1", "quantity": 3}
FROM_TABLE, FROM_COUNT = Text("‘포장표’에서", "from “packing table”"), Text("‘수량’에서", "from “Quantity”")


def values(row, *rules, inputs=INPUTS, outputs=OUTPUTS):
    found = compile_prefill(rules, {"boxes": PACKING_TABLE}, inputs, outputs)(row)
    return {name: suggestion.value for name, suggestion in found.items()}


def test_each_source_gives_its_value_and_says_where_from():
    assert packing().suggestions(MUGS) == {
        "box": Suggestion("large", FROM_TABLE), "packed": Suggestion(3, FROM_COUNT),
        "note": Suggestion("완충재 두 겹", Text("작업 기준에서", "from the guide"))}


def test_the_first_rule_for_a_field_that_has_a_value_counts():
    rules = packing().prefill

    assert values({"sku": "CUP", "quantity": 1, "wish": "문 앞에"}, *rules) == {"packed": 1, "note": "문 앞에"}
    assert values(MUGS | {"wish": "문 앞에"}, *rules)["note"] == "완충재 두 겹"


@pytest.mark.parametrize("row", [{"sku": "CUP", "quantity": 200}, {"sku": "MUG-1", "quantity": 0, "wish": "x" * 21}, {"sku": "MUG-1"}, {}])
def test_what_the_field_cannot_take_or_nobody_knows_is_no_suggestion(row):
    assert packing().suggestions(row) == {}


def test_a_condition_that_is_unknown_does_not_hold():
    rule = Prefill("note", value="무거움", when="weight > 2 kg")

    assert [values(row, rule) for row in ({"weight": "2500 g"}, {"weight": "2000 g"}, {"weight": "3000 ml"}, {})] == [{"note": "무거움"}, {}, {}, {}]


def test_a_label_in_a_table_is_read_as_its_option():
    assert values({}, Prefill("box", value="큰 상자")) == {"box": "large"}
    assert values({}, Prefill("box", value="상자 없음")) == {}


def test_another_kind_reads_an_input_as_one_would_type_it():
    price, text = Field("price", "money", Text("가격", "Price"), settings={"currency": "USD"}), Field("note", "text", Text("메모", "Note"))
    won = Field("won", "money", Text("원", "Won"), settings={"currency": "KRW"})

    assert values({"price": 1250}, Prefill("note", from_input="price"), inputs=(price,), outputs=(text,)) == {"note": "12.50"}
    assert values({"price": 1250}, Prefill("won", from_input="price"), inputs=(price,), outputs=(won,)) == {}


def test_what_is_personal_is_not_copied():
    name = Field("name", "text", Text("이름", "Name"), personal=True)

    assert values({"name": "한하루"}, Prefill("note", from_input="name"), inputs=(name,)) == {}


def test_a_template_without_rules_suggests_nothing():
    assert CATALOGUE["same-product"].suggestions({"left_title": "a", "right_title": "b"}) == {}


ROWS = some.fixed_dictionaries({}, optional={
    "sku": some.sampled_from(["MUG-1", "TEE-1", "CUP"]), "quantity": some.integers(0, 9999),
    "weight": some.integers(1, 40_000).map("{} g".format), "wish": some.text("가나x ", min_size=1, max_size=30).map(str.strip).filter(bool)})


@given(ROWS)
def test_a_suggestion_is_always_an_answer_in_its_normal_form(row):
    spec = packing()
    suggested = {name: one.value for name, one in spec.suggestions(row).items()}

    answers, wrong = spec.parse_answers(suggested)

    assert answers == suggested
    assert {error.code for error in wrong.values()} <= {"required"}
