"""Templates as an API: a company's own from the first draft to the next version, with every wrong part named."""

import pytest

from marketplace.kernel.database import db as database
from marketplace.standards.models import Template
from tests.api.conftest import code, field_codes

FIELD = {"name": "name", "kind": "text", "label": {"ko": "이름", "en": "Name"}}
COLOUR = {"name": "colour", "kind": "choice", "label": {"ko": "색", "en": "Colour"},
          "options": [{"key": key, "label": {"ko": key, "en": key}} for key in ("red", "blue")]}
PARTS = {"summary": {"ko": "색을 골라요", "en": "Choose a colour"}, "inputs": [FIELD], "outputs": [COLOUR]}


@pytest.fixture
def han(speak, cast):
    return speak(cast.han)


@pytest.fixture
def draft(han):
    return han.post("/templates", {"title": "색 고르기"}).json


def test_a_template_is_made_drafted_published_and_its_next_version_differs(han, draft):
    here = f"/templates/{draft['template_id']}"

    edited = han.patch(f"{here}/draft", PARTS)
    first = han.post(f"{here}/publication")
    han.post(f"{here}/drafts")
    han.patch(f"{here}/draft", {"minutes": 5})
    second = han.post(f"{here}/publication")
    told = han.get(f"/template-versions/{second.json['version_id']}/differences").json

    assert (draft["number"], draft["version"]) == (1, 1)
    assert {fault["place"] for fault in draft["faults"]} == {"summary", "inputs", "outputs"}
    assert (edited.status_code, edited.json["faults"], edited.headers["ETag"]) == (200, [], '"2"')
    assert (first.status_code, first.json["number"], second.json["number"]) == (201, 1, 2)
    assert [(one["part"], one["what"], one["name"]["en"], one["after"]["en"]) for one in told["changes"]] == [
        ("basics", "changed", "Time for one", "5 min")]
    assert [one["number"] for one in han.get(f"{here}/versions").json["items"]] == [2, 1]


def test_a_whole_draft_can_be_sent_back_as_it_was_read(han, draft):
    here = f"/templates/{draft['template_id']}/draft"
    spec = han.patch(here, PARTS).json["spec"]

    again = han.patch(here, spec)

    assert (again.status_code, again.json["spec"]) == (200, spec)


def test_a_mechanical_turk_template_becomes_a_draft(han):
    html = "<p>Is ${name} red?</p><form><input type='radio' name='is_red' value='yes'><input type='radio' name='is_red' value='no'></form>"

    made, refused = han.post("/templates", {"html": html}), han.post("/templates", {"html": "<crowd-classifier></crowd-classifier>"})

    assert [(field["name"], field["kind"]) for side in ("inputs", "outputs") for field in made.json["spec"][side]] == [
        ("name", "long_text"), ("is_red", "choice")]
    assert field_codes(refused).keys() == {"html"}


def test_an_edit_on_an_older_reading_is_refused(han, draft):
    here = f"/templates/{draft['template_id']}/draft"
    han.patch(here, {"minutes": 4}, if_match='"1"')

    late = han.patch(here, {"minutes": 9}, if_match='"1"')

    assert (late.status_code, code(late)) == (409, "changed_meanwhile")
    assert han.get(here).json["spec"]["minutes"] == 4


@pytest.mark.parametrize("part", [
    {"minutes": "3"}, {"minutes": 2**63}, {"layout": "sideways"}, {"title": "색"}, {"inputs": FIELD}, {"inputs": [{"name": "x"}]},
    {"outputs": [FIELD | {"colour": 1}]}, {"checklist": [{"key": "a"}]}, {"qc": {"answers": "1"}}, {"sop": {"ko": "a\x00", "en": ""}},
])
def test_parts_of_another_shape_are_refused_by_name(han, draft, part):
    here = f"/templates/{draft['template_id']}/draft"

    assert field_codes(han.patch(here, part)).keys() == part.keys()
    assert han.get(here).json["version"] == 1


def test_what_is_no_part_is_refused(han, draft):
    answer = han.patch(f"/templates/{draft['template_id']}/draft", {"colour": 1})

    assert (answer.status_code, code(answer)) == (400, "unknown_field")


def test_an_unsound_draft_is_kept_but_not_published(han, draft):
    here = f"/templates/{draft['template_id']}"
    han.patch(f"{here}/draft", PARTS | {"outputs": [COLOUR | {"options": []}, FIELD | {"kind": "song"}]})

    refused = han.post(f"{here}/publication")

    assert code(refused) == "template_invalid"
    assert field_codes(refused).keys() == {"outputs.colour.options", "outputs.name.kind"}


def test_others_find_nothing(speak, cast, han, draft):
    gil, here = speak(cast.gil), f"/templates/{draft['template_id']}"

    for answer in (gil.get(f"{here}/draft"), gil.patch(f"{here}/draft", {"minutes": 4}), gil.post(f"{here}/publication"),
                   gil.post(f"{here}/retirement"), gil.get(f"{here}/versions"), gil.get(here)):
        assert (answer.status_code, code(answer)) == (404, "not_found")
    assert gil.get("/template-drafts").json["items"] == []
    assert database.session.get(Template, draft["template_id"]).retired_at is None


def test_a_draft_is_discarded_and_a_retired_template_brought_back(han, draft):
    here = f"/templates/{draft['template_id']}"
    han.patch(f"{here}/draft", PARTS)
    han.post(f"{here}/publication")
    han.post(f"{here}/drafts")

    gone = han.post(f"{here}/draft-discards")
    han.post(f"{here}/retirement")
    listed = han.get("/retired-templates").json["items"]
    back, again = han.post(f"{here}/restorations"), han.post(f"{here}/restorations")

    assert (gone.status_code, gone.json["number"], gone.json["is_first"]) == (201, 2, False)
    assert han.get(f"{here}/draft").status_code == 404
    assert [one["id"] for one in listed] == [draft["template_id"]]
    assert (back.status_code, back.json["retired_at"]) == (201, None)
    assert (again.status_code, code(again)) == (409, "template_in_use")
    assert han.get("/retired-templates").json["items"] == []
