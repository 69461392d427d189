"""The regular part by page: tables pasted or written by row, suggestions and routes; what is wrong stands at its input."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from marketplace.kernel.text import Text
from marketplace.standards import service
from marketplace.standards.parts import Lookup, Prefill, Route
from tests.cast import send
from tests.standards.regular.packing import packing
from tests.standards.templates.conftest import at, form_of

PASTED = "상품 코드\t수량\t상자\nMUG-1\t1..2\tsmall\nTEE-1\t\tbag\n"


@pytest.fixture
def draft(cast):
    spec = packing()
    parts = {name: getattr(spec, name) for name in ("inputs", "outputs", "tables", "prefill", "routes", "checklist", "defects")}
    return service.make_template(title=spec.title, summary=spec.summary, parts=parts, actor=cast.han)


@pytest.fixture
def change(cast, draft):
    return lambda **changes: service.edit_draft(draft.template_id, changes=changes, actor=cast.han)


def said_at(page: str, name: str) -> str:
    found = re.search(rf'id="{re.escape(name)}-error".*?<span>(.*?)</span>', page)
    assert found, name
    return unescape(found[1])


@pytest.mark.parametrize("places", [("regular",), ("tables", "boxes")])
def test_saving_as_it_is_drawn_changes_nothing(han, draft, now, places):
    answer = han.post(at(draft, *places), data=form_of(han.get(at(draft, *places)).text))

    assert (answer.status_code, answer.location) == (303, at(draft, "regular"))
    assert now() == draft.spec


def test_a_table_is_pasted_and_blank_keys_take_anything(han, draft, now):
    answer = send(han, f"/templates/{draft.template_id}/draft-tables", title_ko="새 포장표", title_en="", pasted=PASTED)

    assert answer.location == at(draft, "tables", "table_2")
    assert now().tables["table_2"] == Lookup(
        ("상품 코드", "수량"), (("MUG-1", "1..2", "small"), ("TEE-1", "*", "bag")), Text("새 포장표", "새 포장표"))


@pytest.mark.parametrize(("pasted", "code", "words"), [
    ("", "table_missing", "첫 줄에 열 이름"), ("상품 코드\nMUG-1", "table_missing", "첫 줄에 열 이름"), ("a,b", "table_missing", "첫 줄에 열 이름"),
    ("a,b\nx,y\nx,y,z", "ragged", "3번째 줄의 칸은 2개까지예요. 지금은 3개예요."), ("a,b\nx,y\x01", "bad_character", "쓸 수 없는 문자"),
])
def test_a_table_that_is_none_is_refused_and_stays_typed(han, draft, now, pasted, code, words):
    answer = send(han, f"/templates/{draft.template_id}/draft-tables", title_ko="상자표", pasted=pasted)

    assert answer.status_code == 422
    assert words in said_at(answer.text, "pasted")
    assert f'data-code="{code}"' in answer.text
    assert 'value="상자표"' in answer.text
    assert "table_2" not in now().tables


def test_rows_are_written_and_a_new_key_takes_anything(han, draft, now):
    form = form_of(han.get(at(draft, "tables", "boxes")).text)
    form |= {"keys": "sku\nquantity\nweight", "cell-0.4": "CUP-1", "cell-2.4": "small", "cell-0.1": "", "cell-1.1": "", "cell-2.1": ""}

    han.post(at(draft, "tables", "boxes"), data=form)

    table = now().tables["boxes"]
    assert table.keys == ("sku", "quantity", "weight")
    assert table.rows == (("MUG-1", "1..2", "*", "small"), ("TEE-1", "*", "*", "bag"), ("*", "20..50", "*", "large"), ("CUP-1", "*", "*", "small"))


def test_what_is_wrong_in_a_table_stands_at_its_cell(han, draft, now):
    form = form_of(han.get(at(draft, "tables", "boxes")).text) | {"cell-1.0": "9..5", "cell-2.2": "barrel"}

    answer = han.post(at(draft, "tables", "boxes"), data=form)

    assert answer.location == at(draft, "tables", "boxes")
    page = han.get(answer.location).text
    assert "범위가 아니에요" in said_at(page, "cell-1.0")
    assert "barrel은(는) box의 답이 될 수 없어요" in said_at(page, "cell-2.2")
    assert now().tables["boxes"].rows[0][1] == "9..5"
    assert "포장표 1번째 줄" in han.get(at(draft)).text


def test_a_long_table_is_pasted_anew_and_saved_as_it_is(han, draft, now, change):
    rows = tuple((f"MUG-{number}", "*", "small") for number in range(500))
    change(tables={"boxes": Lookup(("sku", "quantity"), rows)})
    page = han.get(at(draft, "tables", "boxes")).text
    form = form_of(page) | {"title_ko": "긴 표"}

    han.post(at(draft, "tables", "boxes"), data=form)

    assert "cell-0.0" not in page
    assert now().tables["boxes"] == Lookup(("sku", "quantity"), rows, Text("긴 표", "긴 표"))


def test_a_table_without_a_name_or_keys_is_refused(han, draft, now):
    form = form_of(han.get(at(draft, "tables", "boxes")).text) | {"title_ko": " ", "title_en": "", "keys": "\n"}

    answer = han.post(at(draft, "tables", "boxes"), data=form)

    assert answer.status_code == 422
    assert "표의 이름" in said_at(answer.text, "title_ko")
    assert said_at(answer.text, "keys")
    assert now() == draft.spec


def test_a_table_that_is_taken_out_is_missed_where_it_was_used(han, draft, now):
    send(han, at(draft, "tables", "boxes", "removal"))

    assert now().tables == {}
    assert "boxes이라는 표가 없어요" in said_at(han.get(at(draft, "regular")).text, "table.0")


def test_suggestions_are_read_from_each_source_and_keys_find_the_input_called_alike(han, draft, now, change):
    change(tables={"boxes": replace(now().tables["boxes"], keys=("상품 코드", "Quantity"))})
    answer = send(han, at(draft, "regular"), revision="", **{
        "field.0": "packed", "source.0": "from-input", "from_input.0": "quantity", "value.0": "not this",
        "field.3": "note", "source.3": "from-value", "value.3": "두 겹", "when.3": "quantity > 2",
        "field.1": "box", "source.1": "from-table", "table.1": "boxes"})

    assert answer.status_code == 303
    assert now().prefill == (Prefill("packed", from_input="quantity"), Prefill("note", value="두 겹", when="quantity > 2"),
                             Prefill("box", table="boxes", by=("sku", "quantity")))
    assert (now().routes, now().faults()) == ((), [])


def test_routes_send_rows_to_several_or_back(han, draft, now):
    send(han, at(draft, "regular"), revision="", next="1", **{
        "route_when.0": "quantity >= 100", "goes.0": "to-business", "answers.0": "3", "reason_ko.0": "너무 많아요",
        "route_when.1": "weight > 20 kg", "goes.1": "to-several", "answers.1": "2", "reason_ko.1": "무거워요", "reason_en.1": "Heavy"})

    assert now().routes == (Route("quantity >= 100", Text("너무 많아요", "너무 많아요"), hold=True),
                            Route("weight > 20 kg", Text("무거워요", "Heavy"), answers=2))


@pytest.mark.parametrize(("sent", "wrong"), [
    ({"from_input.0": "quantity"}, "field.0"), ({"field.0": "box"}, "from_input.0"), ({"field.0": "box", "source.0": "from-value"}, "value.0"),
    ({"field.0": "box", "source.0": "from-table"}, "table.0"),
    ({"field.0": "box", "source.0": "from-table", "table.0": "boxes", "by-0.0": "no"}, "by-0.0"),
    ({"reason_ko.0": "왜", "goes.0": "to-business"}, "route_when.0"), ({"route_when.0": "quantity > 1", "goes.0": "to-several"}, "answers.0"),
    ({"route_when.0": "quantity > 1", "goes.0": "to-several", "answers.0": "99"}, "answers.0"),
])
def test_what_cannot_be_read_is_said_at_its_input_and_stays_typed(han, draft, now, sent, wrong):
    answer = send(han, at(draft, "regular"), revision="", **sent | {"when.5": "has(sku, 'x')", "field.5": "packed", "from_input.5": "quantity"})

    assert answer.status_code == 422
    assert said_at(answer.text, wrong)
    assert 'value="has(sku, &#39;x&#39;)"' in answer.text
    assert now() == draft.spec


@pytest.mark.parametrize(("prefill", "routes", "wrong", "words"), [
    (Prefill("box", table="boxes", by=("sku",)), None, "by-0.0", "자료 항목 2개가 필요해요"),
    (Prefill("box", table="boxes", by=("sku", "gone")), None, "by-0.0", "gone이라는 자료 항목이 없어요"),
    (Prefill("gone", value="1"), None, "field.0", "gone이라는 답 항목이 없어요"),
    (Prefill("packed", value="many"), None, "value.0", "packed의 답이 될 수 없어요"),
    (Prefill("note", from_input="gone"), None, "from_input.0", "gone이라는 자료 항목이 없어요"),
    (Prefill("note", value="1", when="quantity >"), None, "when.0", ""),
    (None, Route("nothing > 1", Text("왜", "why"), hold=True), "route_when.0", "nothing"),
    (None, Route("quantity > 1", Text("", ""), hold=True), "reason_ko.0", "왜 그런지 써 주세요"),
    (None, Route("quantity > 1", Text("왜", "why")), "goes.0", "돌려보내거나"),
])
def test_what_is_unsound_stands_at_its_input_and_at_the_check(han, draft, change, prefill, routes, wrong, words):
    change(prefill=(prefill,) if prefill else (), routes=(routes,) if routes else ())

    page = han.get(at(draft, "regular")).text

    assert words in said_at(page, wrong)
    assert f'href="#{wrong}"' in page
    assert f'href="{at(draft, "regular")}"' in han.get(at(draft)).text.split('class="fault-list"')[1]


def test_saving_stays_until_everything_at_its_inputs_is_mended(han, draft):
    wrong = {"field.0": "packed", "source.0": "from-value", "value.0": "many"}

    stays, goes_on = (send(han, at(draft, "regular"), revision="", next="1", **sent) for sent in (wrong, wrong | {"value.0": "3"}))

    assert (stays.location, goes_on.location) == (at(draft, "regular"), at(draft, "process"))


def test_a_table_is_begun_without_losing_what_was_written(han, draft, now):
    answer = send(han, at(draft, "regular"), revision="", next="table", **{"field.0": "packed", "source.0": "from-value", "value.0": "3"})

    assert answer.location == f"/templates/{draft.template_id}/draft-tables"
    assert han.get(answer.location).status_code == 200
    assert now().prefill == (Prefill("packed", value="3"),)


def test_a_page_from_before_somebody_else_saved_overwrites_nothing(han, draft, now, change):
    form = form_of(han.get(at(draft, "tables", "boxes")).text) | {"cell-0.0": "MINE"}
    change(minutes=9)

    answer = han.post(at(draft, "tables", "boxes"), data=form)

    assert answer.status_code == 409
    assert 'value="MINE"' in answer.text
    assert now().tables == draft.spec.tables


def test_after_the_last_part_comes_the_check(han, draft):
    answer = send(han, at(draft, "qc"), revision="", next="1", answers="1")

    assert answer.location == at(draft)
    assert han.get(answer.location).status_code == 200


@pytest.mark.parametrize("name", ["nothing", "Boxes"])
def test_a_table_that_is_not_there_is_not_found(han, draft, name):
    assert han.get(at(draft, "tables", name)).status_code == 404
    assert send(han, at(draft, "tables", name), title_ko="표", pasted=PASTED).status_code == 404
    assert send(han, at(draft, "tables", name, "removal")).status_code == 404
