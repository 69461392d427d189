"""What differs between two versions is told in words, part by part, in both languages."""

from msgspec.structs import replace

from marketplace.kernel.text import Text, use_locale
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.differences import compare, diff_lines, find_changes
from marketplace.standards.kinds import Field
from marketplace.standards.parts import PriceRange

SPEC = CATALOGUE["kr-product-listing"]


def told(**changes):
    return [(one.part, one.what, one.name.ko) for one in find_changes(SPEC, replace(SPEC, **changes))]


def test_the_same_content_differs_in_nothing():
    assert not compare(SPEC, replace(SPEC))


def test_fields_that_came_went_and_changed_are_told_apart():
    gone, kept = SPEC.outputs[0], SPEC.outputs[1:]
    new = Field("origin", "text", Text("원산지", "Origin"), required=False)

    assert told(outputs=(replace(kept[0], required=False), *kept[1:], new)) == [
        ("outputs", "removed", gone.label.ko), ("outputs", "changed", "등록 상품명"), ("outputs", "added", "원산지")]


def test_a_changed_field_says_what_it_was_and_what_it_is():
    name = SPEC.outputs[1]

    (change,) = find_changes(SPEC, replace(SPEC, outputs=(SPEC.outputs[0], replace(name, settings={"max_length": 80}), *SPEC.outputs[2:])))

    assert "최대 글자 수 60" in change.before.ko
    assert "최대 글자 수 80" in change.after.ko
    assert "Most characters 80" in change.after.en


def test_another_order_is_told_once():
    assert told(outputs=tuple(reversed(SPEC.outputs))) == [("outputs", "moved", "받는 답")]


def test_weights_times_and_prices_are_told():
    checklist = tuple(replace(item, weight=item.weight + 5 if item.key == "gtin" else item.weight - 5 if item.key == "category" else item.weight)
                      for item in SPEC.checklist)

    changes = find_changes(SPEC, replace(SPEC, checklist=checklist, minutes=6, price_range={"KRW": PriceRange(300, 500, 900)}))

    assert [(one.name.en, one.before.en, one.after.en) for one in changes if one.part == "basics"] == [
        ("Time for one", "4 min", "6 min"), ("Price KRW", "₩300–₩1,500, usually ₩750", "₩300–₩900, usually ₩500"),
        ("Price USD", "$0.25–$1.10, usually $0.55", "")]
    assert [(one.name.ko, one.before.ko.split(" · ")[1], one.after.ko.split(" · ")[1]) for one in changes if one.part == "checklist"] == [
        ("바코드가 같아요", "15%", "20%"), ("분류가 맞아요", "15%", "10%")]


def test_the_right_answer_of_the_quiz_is_never_told():
    question = SPEC.quiz.questions[0]
    quiz = replace(SPEC.quiz, questions=(replace(question, right=0, why=Text("비밀", "secret")), *SPEC.quiz.questions[1:]))

    (change,) = find_changes(SPEC, replace(SPEC, quiz=quiz))

    assert change.before == change.after
    assert "비밀" not in change.after.ko


def test_the_standard_is_held_against_the_other_line_by_line_in_the_reader_s_language():
    after = replace(SPEC, sop=Text(SPEC.sop.ko + "한 줄 더", SPEC.sop.en.replace("you", "we")))

    with use_locale("ko"):
        korean = compare(SPEC, after).sop
    with use_locale("en"):
        english = compare(SPEC, after).sop

    assert [line for kind, line in korean if kind != "same"] == ["한 줄 더"]
    assert {kind for kind, _ in english} >= {"same", "gone", "new"}


def test_lines_stand_in_reading_order():
    assert diff_lines("a\nb\nc", "a\nx\nc") == [("same", "a"), ("gone", "b"), ("new", "x"), ("same", "c")]
