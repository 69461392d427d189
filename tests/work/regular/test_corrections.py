"""How often suggestions were kept and what they were changed to: from accepted answers, whatever page or program asks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace as changed_struct

from marketplace.quality import service as quality
from marketplace.quality.scoring import ItemResult
from marketplace.work import corrections
from marketplace.work import service as work
from marketplace.work.corrections import count_corrections
from tests.cast import sign_in
from tests.standards.regular.packing import OUTPUTS, packing
from tests.statements import count_statements

MUGS = "MUG-1,3,,"
KEPT = {"box": "large", "packed": 3, "note": "완충재 두 겹"}
SPEC = packing()
GIVEN = {"sku": "MUG-1", "quantity": 3}


@pytest.fixture
def answer(batch_of, make, cast):
    """`answer(KEPT, …)`: a batch of three-mug orders with these answers accepted."""
    def accept(*answers, decisions=()):
        batch = batch_of(*[MUGS] * len(answers))
        for number, one in enumerate(answers):
            submission = work.submit_claim(make.claim(cast.mira, batch).id, answers=one, actor=cast.mira)
            decision = dict(enumerate(decisions)).get(number, "accept")
            items = {"box": ItemResult("box", decision == "accept", "" if decision == "accept" else "사진과 달라요")}
            quality.review_submission(submission.id, decision=decision, items=items, message="상자가 달라요", actor=cast.rae)
        return batch

    return accept


@pytest.fixture
def han(client, cast):
    """Han's browser."""
    sign_in(client, cast.han)
    return client


def facts(found):
    """Each field's numbers."""
    return {one["field"]: (one["made"], one["kept"], one["changed"]) for one in found["fields"]}


def test_both_doors_count_what_was_kept_and_what_was_changed(answer, speak, cast, han):
    batch = answer(KEPT, KEPT | {"box": "bag"}, KEPT | {"box": "bag"}, KEPT | {"box": "small", "note": ""})

    found = speak(cast.han).get(f"/batches/{batch.id}/suggestions").json
    of_version = speak(cast.han).get(f"/template-versions/{batch.template_version_id}/suggestions").json
    shown, shown_of_version = han.get(f"/batches/{batch.id}").text, han.get(f"/template-versions/{batch.template_version_id}/suggestions").text

    assert found["answers"] == 4
    assert facts(found) == {"box": (4, 1, 3), "packed": (4, 4, 0), "note": (4, 3, 1)}
    assert found["fields"][0]["changed_to"] == [{"value": "bag", "times": 2}, {"value": "small", "times": 1}]
    assert found["fields"][2]["changed_to"] == [{"value": None, "times": 1}]
    assert of_version == found
    for page in (shown, shown_of_version):
        assert [words in page for words in ("제안이 얼마나 맞았나", "봉투", "작은 상자", "비움", "25%")] == [True] * 5


def test_only_answers_the_business_may_see_are_counted(answer, speak, cast):
    batch = answer(KEPT, KEPT | {"box": "bag"}, decisions=["accept", "reject"])

    assert facts(speak(cast.han).get(f"/batches/{batch.id}/suggestions").json)["box"] == (1, 1, 0)


def test_other_companies_are_not_counted(answer, speak, cast):
    version_id = answer(KEPT).template_version_id

    assert speak(cast.gil).get(f"/template-versions/{version_id}/suggestions").json["answers"] == 0
    assert speak(cast.ada).get(f"/template-versions/{version_id}/suggestions").json["answers"] == 1


def test_only_the_latest_answers_are_looked_at(answer, speak, cast, monkeypatch):
    monkeypatch.setattr(corrections, "LATEST", 2)
    batch = answer(KEPT, KEPT | {"box": "bag"}, KEPT | {"box": "bag"})

    assert facts(speak(cast.han).get(f"/batches/{batch.id}/suggestions").json)["box"] == (2, 0, 2)


def test_a_template_without_rules_has_nothing_to_tell(speak, cast, make, han):
    batch = make.batch(cast.han)

    assert speak(cast.han).get(f"/batches/{batch.id}/suggestions").json == {"answers": 0, "fields": []}
    assert "제안이 얼마나 맞았나" not in han.get(f"/batches/{batch.id}").text
    assert "제안하는 규칙이 없어요" in han.get(f"/template-versions/{batch.template_version_id}/suggestions").text


def test_the_template_page_says_what_rules_do(han, packing_version):
    shown = han.get(f"/template-versions/{packing_version.id}").text

    assert [words in shown for words in ("‘포장표’에서", "has(sku, &#39;mug&#39;)", "무거워서 셋이 확인해요.", "3명이 답해요", "보류")] == [True] * 5


def test_the_measure_costs_one_statement(answer, han, make, cast):
    counts = []
    for batch in (answer(KEPT), answer(*[KEPT] * 3), make.batch(cast.han)):
        han.get(f"/batches/{batch.id}")
        with count_statements() as sent:
            han.get(f"/batches/{batch.id}")
        counts.append(len(sent))

    assert counts[0] == counts[1] == counts[2] + 1


def test_a_personal_answer_is_counted_and_not_told():
    box = changed_struct(OUTPUTS[0], personal=True)
    spec = packing(outputs=(box, *OUTPUTS[1:]))

    found = count_corrections(spec, [(GIVEN, KEPT | {"box": "bag"})])[0]

    assert (found.changed, found.changed_to) == (1, ())


@pytest.mark.parametrize(("kept", "changed", "is_frequent"), [(7, 3, True), (8, 3, False), (6, 3, False), (0, 10, True), (0, 0, False)])
def test_a_rule_that_is_often_corrected_stands_out(kept, changed, is_frequent):
    one = count_corrections(SPEC, [])[0]

    assert replace(one, kept=kept, changed=changed).is_frequent is is_frequent


BOXES, NOTES = some.sampled_from(["large", "small", "bag"]), some.sampled_from(["", "완충재 두 겹", "메모"])


@given(some.lists(some.tuples(BOXES, NOTES), max_size=20))
def test_every_suggestion_was_either_kept_or_changed(given_answers):
    answered = [(GIVEN, {"box": box, "packed": 3} | ({"note": note} if note else {})) for box, note in given_answers]

    found = {one.field.name: one for one in count_corrections(SPEC, answered)}

    assert all(one.made == len(answered) for one in found.values())
    assert found["box"].kept == sum(box == "large" for box, _ in given_answers)
    assert sum(times for _, times in found["note"].changed_to) == found["note"].changed
