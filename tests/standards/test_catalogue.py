"""The ready templates are sound, speak both languages, and their sample rows go in and come out right."""

import re
from collections import Counter
from io import BytesIO

import pytest

from marketplace.kernel.errors import Invalid
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.catalogue.writing import SAMPLE_PHOTOS, samples
from marketplace.standards.kinds import kind_of
from marketplace.standards.samples import sample_rows, sample_table
from marketplace.standards.spec import Spec
from marketplace.work.rows import PhotoNames, RowCheck, match_columns, read_rows

ALL = pytest.mark.parametrize("key", sorted(CATALOGUE))


def _shape(markdown):
    """What of a text has to be alike in both languages: its headings, list items, table rows and defect codes, in order."""
    marks = re.findall(r"^(#+|-|\d+\.|\|)(?= )", markdown, re.MULTILINE)
    return marks, re.findall(r"\b[A-Z]{2}-[A-Z]+(?:-[A-Z]+)?\b", markdown)


@ALL
def test_a_template_survives_storing(key):
    assert Spec.from_json(CATALOGUE[key].to_json()) == CATALOGUE[key]


@ALL
def test_the_checklist_sums_to_a_hundred_has_critical_items_and_names_known_defects(key):
    spec = CATALOGUE[key]

    assert sum(item.weight for item in spec.checklist) == 100
    assert 1 <= sum(item.critical for item in spec.checklist) <= 2
    assert {item.defect for item in spec.checklist} == {defect.code for defect in spec.defects}


@ALL
def test_every_rule_speaks_for_an_item_of_the_checklist(key):
    spec = CATALOGUE[key]

    assert {rule.item for rule in spec.rules} <= {item.key for item in spec.checklist}
    assert len({rule.code for rule in spec.rules}) == len(spec.rules)


@ALL
def test_the_quiz_has_five_explained_questions_and_its_right_answers_are_not_all_in_one_place(key):
    questions = CATALOGUE[key].quiz.questions

    assert len(questions) == 5
    assert all(0 <= question.right < len(question.options) for question in questions)
    assert all(question.why.ko and question.why.en for question in questions)
    assert len({question.right for question in questions}) == 3


@ALL
def test_the_process_names_everybody_and_the_worker_s_and_reviewer_s_limits(key):
    spec = CATALOGUE[key]
    limits = {step.who: step.limit_minutes for step in spec.process}

    assert Counter(step.who for step in spec.process)["business"] >= 2
    assert limits["worker"] == spec.claim_minutes
    assert limits["reviewer"] == spec.review_hours * 60


@ALL
def test_every_word_is_there_in_both_languages(key):
    texts = re.findall(r"'ko': '([^']*)', 'en': '([^']*)'", str(CATALOGUE[key].to_json()))

    assert len(texts) > 60
    assert all(bool(ko) == bool(en) for ko, en in texts)


@ALL
def test_the_working_standard_is_short_and_built_alike_in_both_languages(key):
    sop = CATALOGUE[key].sop

    assert 1_000 < len(sop.en) < 5_000
    assert _shape(sop.ko) == _shape(sop.en)
    assert len(re.findall("^## ", sop.ko, re.MULTILINE)) == 6


@ALL
def test_the_working_standard_only_names_defects_of_its_checklist(key):
    spec = CATALOGUE[key]

    named = set(_shape(spec.sop.ko)[1])

    assert len(named) >= 2
    assert named <= {defect.code for defect in spec.defects}


@ALL
def test_the_sample_table_imports_without_an_error(key):
    spec = CATALOGUE[key]
    photos = PhotoNames({path.name: path.name for path in SAMPLE_PHOTOS.iterdir()})
    table = read_rows(BytesIO(sample_table(key, spec)), filename="sample.csv")

    check = RowCheck(table, spec.inputs, match_columns(table.columns, spec.inputs), photos=photos)
    rows = list(check.rows())

    assert (check.bad, check.errors, check.repeats.count) == (0, [], 0)
    assert len(rows) == len(sample_rows(key, spec)) >= 5
    assert len({str(next(iter(row.input.values()))) for row in sample_rows(key, spec)}) == len(rows)


@ALL
def test_good_answers_to_the_sample_rows_parse_and_pass_the_automatic_checks(key):
    spec = CATALOGUE[key]
    for row in sample_rows(key, CATALOGUE[key]):
        given, wrong_input = spec.check_input(row.input)
        answers, wrong_answers = spec.parse_answers(row.answers)

        assert (wrong_input, wrong_answers, spec.automatic_checks(given, answers)) == ({}, {}, [])


@ALL
def test_answers_read_back_from_a_form_are_the_same(key):
    spec = CATALOGUE[key]
    for row in sample_rows(key, CATALOGUE[key]):
        answers, _ = spec.parse_answers(row.answers)
        held = spec.fill_form(answers)

        assert spec.parse_answers(spec.read_form(lambda name, held=held: held.get(name, [])))[0] == answers


@ALL
def test_what_is_suggested_is_mostly_right_and_says_where_it_comes_from(key):
    spec = CATALOGUE[key]
    hits = []
    for row in sample_rows(key, spec):
        answers, _ = spec.parse_answers(row.answers)
        hits += [answers.get(name) == suggestion.value for name, suggestion in spec.suggestions(spec.check_input(row.input)[0]).items()]

    assert sum(hits) >= 0.7 * len(hits)
    assert bool(hits) == bool(spec.prefill)
    assert all(table.title.ko and table.title.en for table in spec.tables.values())


@ALL
def test_no_sample_row_is_held_back(key):
    spec = CATALOGUE[key]

    assert [row for row in sample_rows(key, spec) if spec.routing(spec.check_input(row.input)[0]).held] == []


@pytest.mark.parametrize(("key", "change", "held", "answers"), [
    ("returns-coding", {"said": "broken", "message": ""}, True, 1),
    ("returns-coding", {"price": "100,000"}, False, 2),
    ("returns-coding", {"price": "99,999"}, False, 1),
    ("sample-packing", {"quantity": "50"}, False, 1),
    ("sample-packing", {"quantity": "51"}, True, 1),
    ("stock-count", {"unit_price": "100000"}, False, 3),
    ("document-entry", {"expected_total": "1,000,000"}, False, 3),
    ("catalogue-update", {"now_list_price": "500000"}, False, 2),
    ("photo-boxes", {"shelf": "계산대 앞"}, False, 2),
])
def test_unusual_rows_go_back_or_to_several_people(key, change, held, answers):
    spec = CATALOGUE[key]
    given, wrong = spec.check_input(spec.examples[0].input | change)

    routing = spec.routing(given)

    assert (wrong, routing.held is not None, routing.answers(1)) == ({}, held, answers)


def test_every_sample_photo_is_named_by_a_row():
    named = {row.input[field.name] for key in CATALOGUE for row in sample_rows(key, CATALOGUE[key])
             for field in CATALOGUE[key].inputs if kind_of(field).is_file}

    assert {path.name for path in SAMPLE_PHOTOS.iterdir()} == named


def test_a_template_of_somebody_else_has_no_samples_of_ours():
    assert samples("../same-product") == samples("my-own") == ()


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
