"""Several choices."""

from hypothesis import strategies as st

from tests.standards.cases import OPTIONS, Case, field

_KEYS = [option.key for option in OPTIONS]
_WORDS = st.lists(st.sampled_from(["milk", "밀", "Soy", "콩", "dairy"]), min_size=1, max_size=5)

CASE = Case(
    field("choices", options=OPTIONS, settings={"alone": "none"}),
    typed=st.one_of(_WORDS, _WORDS.map(", ".join), st.just(["none"]), st.just("none; milk")),
    reads=(("콩, milk|밀", ["milk", "wheat", "soy"]),),
    refuses=((["none", "milk"], "stands_alone"), ([], "required"), ({"milk": 1}, "not_a_list")),
    shown=((["milk", "soy"], "우유, 대두", "Milk, Soy"),),
    compared=((["milk", "soy"], ["milk"], 0.5, True),),
    beyond=frozenset({"stands_alone"}),
    rewrites=lambda value: value != sorted(value, key=_KEYS.index),
)
