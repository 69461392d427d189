"""Categories of a tree."""

import pytest
from hypothesis import strategies as st

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Option, kind_of
from marketplace.standards.kinds.reading import compile_field, show_value
from tests.standards.cases import Case, field

TREE = tuple(Option(key, Text(ko, en), words) for key, ko, en, words in (
    ("food", "식품", "Food", ()), ("food/dairy", "유제품", "Dairy", ()), ("food/dairy/milk", "우유", "Milk", ("whole milk",)),
    ("food/dairy/other", "기타", "Other", ()), ("food/snack", "과자", "Snacks", ()), ("food/snack/other", "기타", "Other", ()),
    ("home", "생활", "Home", ())))

CASE = Case(
    field("category", options=TREE),
    typed=st.sampled_from(["food/dairy/milk", "우유", "식품 › 유제품 › 우유", "Food > Dairy > Other", "기타", "food", "HOME", "nothing"]),
    reads=(("food/dairy/milk", "food/dairy/milk"), ("우유", "food/dairy/milk"), ("Whole  Milk", "food/dairy/milk"),
           ("식품>유제품>우유", "food/dairy/milk"), ("food / snack / other", "food/snack/other"), ("생활", "home")),
    refuses=(("food", "not_a_leaf"), ("유제품", "not_a_leaf"), ("기타", "category_unclear"), ("food/fish", "not_an_option"), (3, "not_text")),
    shown=(("food/dairy/milk", "식품 › 유제품 › 우유", "Food › Dairy › Milk"),),
    compared=(("food/dairy/milk", "food/dairy/other", 0.0, False), ("food/dairy/milk", "food/dairy/other", 0.34, True),
              ("food/dairy/milk", "home", 0.9, False)),
)


def test_it_is_drawn_as_a_tree_in_which_inner_nodes_only_open():
    food, home = kind_of(CASE.field).control(CASE.field).tree

    assert [node.option.key for node in food.below] == ["food/dairy", "food/snack"]
    assert [node.option.key for node in food.below[0].below] == ["food/dairy/milk", "food/dairy/other"]
    assert (food.is_open, home.is_open, home.below) == (False, True, ())


def test_a_tree_with_a_missing_node_is_a_fault_of_the_template():
    with pytest.raises(LookupError, match="food/dairy/milk stands below food/dairy, which is missing"):
        compile_field(field("category", options=[node for node in TREE if node.key != "food/dairy"][:2]))


def test_inner_nodes_may_be_chosen_when_the_settings_say_so():
    anywhere = field("category", options=TREE, settings={"leaves_only": False})

    assert compile_field(anywhere)("유제품") == "food/dairy"
    assert show_value(anywhere, "food/dairy") == "식품 › 유제품"
