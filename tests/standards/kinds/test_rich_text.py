"""Texts to a brand guide."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.standards.kinds import BadValue, kind_of
from marketplace.standards.kinds.brand import holds_word
from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import Case, field, not_nfc

GUIDE = {"tone": {"ko": "친근하게", "en": "Friendly"}, "banned": ["최고", "100% 안전", "best"], "required": ["우유"],
         "parts": ["보관 방법"], "min_length": 10, "max_length": 300}
GOOD = "신선한 우유예요.\n\n# 보관 방법\n냉장"

CASE = Case(
    field("rich_text", settings=GUIDE),
    typed=st.one_of(st.text(max_size=40).map(lambda words: f"{GOOD} {words}"), st.text(max_size=80)),
    reads=((GOOD.replace("\n", "\r\n"), GOOD), (GOOD.replace("우유", "**우 유**"), GOOD.replace("우유", "**우 유**"))),
    refuses=((f"{GOOD} 최고예요", "banned_word"), (GOOD.replace("우유", "두유"), "missing_word"), (GOOD.replace("# ", ""), "missing_part"),
             (GOOD + "x" * 300, "too_long"), (7, "not_text"), (" ", "required")),
    compared=((GOOD, GOOD + "!", 0.0, False), (GOOD, GOOD + "!", 0.1, True)),
    beyond=frozenset({"banned_word", "missing_word", "missing_part"}),
    rewrites=not_nfc,
)
DISGUISES = ["최고", "최 고", "최\n고", "최**고**", "최_고", "최\u200d고", "최\u200b고", normalize("NFD", "최고"), "최고의", "역대최고"]


@pytest.mark.parametrize("written", DISGUISES)
def test_a_banned_korean_word_is_found_in_every_disguise(written):
    with pytest.raises(BadValue) as refused:
        compile_field(CASE.field)(f"{GOOD} {written} 맛")

    assert (refused.value.code, refused.value.facts["word"]) == ("banned_word", "최고")
    assert "최고" in refused.value.message.ko


@pytest.mark.parametrize("written", ["Best", "BEST", "ｂｅｓｔ", "b e s t", "B*e*st", "best!", "최best"])
def test_a_banned_latin_word_is_found_in_every_disguise(written):
    assert holds_word(f"the {written} milk", "best")


@pytest.mark.parametrize("written", ["bestow", "Globe Star", "asbestos", "the b-side of St"])
def test_a_latin_word_inside_of_another_is_no_breach(written):
    assert not holds_word(written, "best")


def test_every_breach_is_named_at_once_with_its_code_and_word():
    with pytest.raises(BadValue) as refused:
        compile_field(CASE.field)("최고 100%안전")

    assert refused.value.facts["breaches"] == [
        {"code": "banned_word", "word": "최고"}, {"code": "banned_word", "word": "100% 안전"}, {"code": "missing_word", "word": "우유"},
        {"code": "missing_part", "word": "보관 방법"}, {"code": "too_short", "word": ""}]


@given(st.sampled_from(["최고", "무 료", "Best buy", "café"]), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.booleans())
def test_a_word_is_found_in_each_unicode_form_and_case(word, form, is_upper):
    written = normalize(form, f"이건 {word.upper() if is_upper else word} 예요")

    assert holds_word(written, word)


def test_a_guide_with_a_blank_word_is_a_fault_of_the_template():
    with pytest.raises(LookupError, match="no word may be blank"):
        compile_field(field("rich_text", settings={"banned": [" * "]}))


def test_a_heading_counts_however_it_is_spaced():
    assert compile_field(CASE.field)(GOOD.replace("# 보관 방법", "###   보관방법 ##"))


def test_the_control_carries_the_guide():
    guide = kind_of(CASE.field).control(CASE.field).guide

    assert (guide.banned, str(guide.tone)) == (("최고", "100% 안전", "best"), "친근하게")
