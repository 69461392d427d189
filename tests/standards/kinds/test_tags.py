"""Tags."""

import pytest
from hypothesis import strategies as st

from marketplace.standards.kinds import BadValue
from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import OPTIONS, Case, field, not_nfc

_WORDS = st.lists(st.sampled_from(["milk", "밀", "Soy", "콩", "dairy"]), min_size=1, max_size=5)
_NAMES = {word.casefold(): option.key for option in OPTIONS for word in (option.key, option.label.ko, option.label.en, *option.synonyms)}
_ORDER = [option.key for option in OPTIONS]


def _folded(tags):
    """The keys of the vocabulary in its order, then the free words by alphabet, all in lower case."""
    keys = {_NAMES.get(tag.casefold(), tag.casefold()) for tag in tags}
    return [*filter(keys.__contains__, _ORDER), *sorted(keys.difference(_ORDER))]


CASE = Case(
    field("tags", options=OPTIONS, settings={"free": True}),
    typed=st.one_of(_WORDS, st.lists(st.text(max_size=12), max_size=6), st.text(max_size=60)),
    reads=(("#Organic; 우유, organic", ["milk", "organic"]),),
    refuses=(("x" * 41, "too_long"), ("a, b, " + ", ".join(map(str, range(30))), "too_many")),
    compared=((["milk"], ["soy"], 0.9, False),),
    rewrites=lambda value: not_nfc(value) or value != _folded(value),
)


def test_a_closed_vocabulary_refuses_other_words():
    with pytest.raises(BadValue) as refused:
        compile_field(field("tags", options=OPTIONS))("milk, shiny")

    assert (refused.value.code, refused.value.facts) == ("not_in_vocabulary", {"tag": "shiny"})
