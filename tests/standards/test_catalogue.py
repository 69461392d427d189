"""The ready templates are sound, speak both languages, and can be done with the data the demo posts."""

import random
import re
from pathlib import Path

import msgspec
import pytest

from marketplace.demo.answers import DATA, answers_for, is_right
from marketplace.kernel.errors import Invalid
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.spec import Spec
from marketplace.work.rows import PhotoNames, RowCheck, match_columns, read_rows

BATCHES = {"grocery-photo-tags": "grocery_photos", "same-product": "amazon_google_pairs",
           "kr-product-listing": "open_food_facts_kr"}
ALL = pytest.mark.parametrize("key", sorted(CATALOGUE))


@pytest.fixture(scope="module")
def inputs():
    return {key: _rows_of(key) for key in CATALOGUE}


def _open(key):
    return (DATA / BATCHES[key] / "batch.csv").open("rb")


def _photos():
    return PhotoNames({path.name: path.name for path in (DATA / "grocery_photos/images").iterdir()})


def _check(key, stream):
    table, fields = read_rows(stream, filename="batch.csv"), CATALOGUE[key].inputs
    return RowCheck(table, fields, match_columns(table.columns, fields), photos=_photos())


def _rows_of(key):
    with _open(key) as stream:
        return [msgspec.json.decode(row.values) for row in _check(key, stream).rows()]


@ALL
def test_a_template_survives_storing(key):
    assert Spec.from_json(CATALOGUE[key].to_json()) == CATALOGUE[key]


@ALL
def test_the_checklist_has_one_critical_item_and_sums_to_a_hundred(key):
    checklist = CATALOGUE[key].checklist

    assert sum(item.weight for item in checklist) == 100
    assert sum(item.critical for item in checklist) == 1


@ALL
def test_the_quiz_has_five_explained_questions_and_its_right_answers_are_not_all_in_one_place(key):
    questions = CATALOGUE[key].quiz.questions

    assert len(questions) == 5
    assert all(question.why.ko and question.why.en for question in questions)
    assert len({question.right for question in questions}) == 3


@ALL
def test_every_word_is_there_in_both_languages(key):
    texts = re.findall(r"'ko': '([^']*)', 'en': '([^']*)'", str(CATALOGUE[key].to_json()))

    assert len(texts) > 60
    assert all(bool(ko) == bool(en) for ko, en in texts)
    assert 1_000 < len(CATALOGUE[key].sop.en) < 5_000


@ALL
def test_the_demo_s_rows_are_all_right(key):
    with _open(key) as stream:
        report = _check(key, stream)
        rows = list(report.rows())

    assert (report.bad, report.errors, report.repeats.count) == (0, [], 0)
    assert len(rows) == report.good >= 30


@ALL
def test_right_answers_parse_and_pass_the_automatic_checks(key, inputs):
    spec = CATALOGUE[key]
    for row in inputs[key]:
        answers, errors = spec.parse_answers(answers_for(key, row, random.Random(1), 1.0))

        assert (errors, spec.automatic_checks(row, answers)) == ({}, [])
        assert is_right(key, row, answers)


@ALL
def test_spoiled_answers_parse_differ_and_can_be_submitted(key, inputs):
    spec = CATALOGUE[key]
    for number, row in enumerate(inputs[key]):
        answers, errors = spec.parse_answers(answers_for(key, row, random.Random(number), 0.0))

        assert errors == {}
        assert not any(finding.blocking for finding in spec.automatic_checks(row, answers))
    wrong = [row for number, row in enumerate(inputs[key])
             if not is_right(key, row, spec.parse_answers(answers_for(key, row, random.Random(number), 0.0))[0])]
    assert len(wrong) > len(inputs[key]) * 0.8


@ALL
def test_examples_are_right_answers_to_right_inputs(key):
    spec = CATALOGUE[key]
    for example in spec.examples:
        given, wrong_input = spec.check_input(example.input)
        answers, wrong_answers = spec.parse_answers(example.answers)

        assert (wrong_input, wrong_answers, spec.automatic_checks(given, answers)) == ({}, {}, [])


@pytest.mark.parametrize("folder", sorted(BATCHES.values()))
def test_data_names_its_origin_and_licence(folder):
    source = Path(DATA / folder / "SOURCE.md").read_text(encoding="utf-8")

    assert "Origin:" in source
    assert "Licence:" in source


@pytest.mark.parametrize(("change", "place"), [
    ({"pass_mark": 0}, "pass_mark"), ({"checklist": []}, "checklist"), ({"surprise": 1}, "surprise"),
    ({"layout": "spiral"}, "layout"),
    ({"price_range": {"KRW": {"least": 5, "usual": 1, "most": 9}}}, "price_range.KRW"), ({"minutes": 300}, "minutes"),
    ({"inputs": [{"name": "X", "kind": "text", "label": {"ko": "", "en": ""}}]}, "inputs.X"),
    ({"outputs": [{"name": "x", "kind": "smell", "label": {"ko": "", "en": ""}}]}, "outputs.x"),
    ({"outputs": [{"name": "x", "kind": "text", "label": {"ko": "", "en": ""}, "settings": {"max": 1}}]}, "outputs.x.settings"),
])
def test_an_unsound_template_is_refused_naming_the_place(change, place):
    content = CATALOGUE["same-product"].to_json() | change

    with pytest.raises(Invalid) as refused:
        Spec.from_json(content)

    assert refused.value.code == "template_invalid"
    assert place in refused.value.message.en
