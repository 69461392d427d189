"""Examples by page: typed field by field, kept as they were stored where nobody changed them, and checked by their own fields."""

import re

import pytest

from marketplace.kernel.text import Text
from marketplace.standards import service
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.parts import Example
from marketplace.standards.queries import get_draft
from tests.cast import send
from tests.standards.templates.conftest import at, form_of


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_saving_the_examples_of_a_ready_template_as_they_are_drawn_changes_nothing(han, make, cast, key):
    draft = service.make_template(copy_of=make.version(key).id, actor=cast.han)

    answer = han.post(at(draft, "examples"), data=form_of(han.get(at(draft, "examples")).text))

    assert (answer.status_code, answer.location) == (303, at(draft, "examples"))
    assert get_draft(cast.han, draft.template_id).spec == draft.spec


def test_an_example_is_written_moved_and_shown_to_workers(han, draft, now):
    send(han, at(draft, "examples"), revision="", **{"in-name.1": "딸기", "out-colour.1": "red", "note_ko.1": "딸기는 빨개요",
                                                     "in-name.0": "하늘", "out-colour.0": "blue", "in-name.2": " ", "note_ko.2": "빈 줄"})

    assert now().examples == (Example({"name": "딸기"}, {"colour": "red"}, Text("딸기는 빨개요", "딸기는 빨개요")),
                              Example({"name": "하늘"}, {"colour": "blue"}, Text("", "")))
    send(han, f"/templates/{draft.template_id}/publication")
    assert "딸기는 빨개요" in han.get(f"/templates/{draft.template_id}").text


def test_a_value_that_its_field_refuses_is_kept_and_said_at_its_input(han, cast, draft, now):
    answer = send(han, at(draft, "examples"), revision="", next="1", **{"in-name.0": "가" * 400, "out-colour.0": "red"})

    assert answer.location == at(draft, "examples")
    page = han.get(answer.location).text
    assert re.search(r'id="in-name\.0-error"', page)
    assert 'href="#in-name.0"' in page
    assert now().examples[0].input == {"name": "가" * 400}
    assert send(han, f"/templates/{draft.template_id}/publication").status_code == 422


def test_an_option_that_is_gone_is_said_at_the_example(han, cast, draft):
    service.edit_draft(draft.template_id, changes={"examples": (Example({}, {"colour": "pink"}),)}, actor=cast.han)

    page = han.get(at(draft, "examples")).text

    assert re.search(r'id="out-colour\.0-error"', page)
    assert "pink" in page


def test_examples_of_a_field_that_is_still_being_made_can_be_seen(han, draft):
    added = send(han, f"/templates/{draft.template_id}/draft-fields/outputs", kind="table", label_ko="옵션")

    assert added.status_code == 303
    assert han.get(at(draft, "examples")).status_code == 200
