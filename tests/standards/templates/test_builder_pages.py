"""The builder by page: each part saved on its own, what is wrong said at its input, and nothing typed lost."""

import io
import re

import pytest

from marketplace.kernel.text import Text
from marketplace.standards import service
from marketplace.standards.kinds import all_kinds
from marketplace.standards.queries import get_draft
from marketplace.standards.spec import Spec
from tests.cast import csrf_token, send
from tests.standards.templates.conftest import PARTS, at, colour, form_of
from tests.work.rows.workbooks import workbook

PAGES = ("basics", "inputs", "outputs", "sop", "examples", "checklist", "rules", "regular", "process", "quiz", "qc")


def save(han, draft, part, **values):
    return send(han, at(draft, part), revision="", **values)


@pytest.mark.parametrize("part", PAGES)
def test_saving_a_part_as_it_is_drawn_changes_nothing(han, make, cast, part):
    draft = service.make_template(copy_of=make.version("same-product").id, actor=cast.han)
    page = han.get(at(draft, part))
    assert page.status_code == 200
    if part in ("inputs", "outputs"):
        return
    form = form_of(page.text)

    answer = han.post(at(draft, part), data=form)

    assert (answer.status_code, answer.location) == (303, at(draft, part))
    before, after = draft.spec.to_json(), get_draft(cast.han, draft.template_id).spec.to_json()
    after["sop"] = {locale: words + "\n" for locale, words in after["sop"].items()} if part == "sop" else after["sop"]
    assert after == before


def test_basics_are_saved_with_prices_in_several_currencies(han, draft, now):
    save(han, draft, "basics", title_ko="새 제목", title_en="", summary_ko="소개", summary_en="About", layout="photo", personal_data="contact",
         minutes="5", claim_minutes="1,000", review_hours="48", least_KRW="100", usual_KRW="1,200", most_KRW="2000",
         least_USD="0.10", usual_USD="0.20", most_USD="1")

    spec = now()
    assert (spec.title, spec.layout, spec.claim_minutes) == (Text("새 제목", "새 제목"), "photo", 1000)
    assert {currency: (one.least, one.usual, one.most) for currency, one in spec.price_range.items()} == {
        "KRW": (100, 1200, 2000), "USD": (10, 20, 100)}


def test_what_cannot_be_read_is_said_at_its_input_and_stays_typed(han, draft, now):
    answer = save(han, draft, "basics", title_ko="고친 제목", minutes="다섯", claim_minutes="30", review_hours="72",
                  least_KRW="100", usual_KRW="", most_KRW="9")

    assert answer.status_code == 422
    assert re.search(r'id="minutes"[^>]*value="다섯"[^>]*aria-invalid="true"', answer.text)
    assert 'id="usual_KRW-error"' in answer.text
    assert 'value="고친 제목"' in answer.text
    assert now().title == PARTS["title"]


def test_a_part_that_is_not_sound_yet_is_kept_and_says_so(han, draft, now):
    answer = save(han, draft, "checklist", **{"pass_mark": "80", "label_ko.0": "맞아요", "weight.0": "60", "label_ko.4": "빠짐없어요",
                                              "weight.4": "30",
                                              "critical.4": "true", "defect.4": "X-1", "severity.4": "critical"})

    assert answer.status_code == 303
    first, second = now().checklist
    assert (first.weight, second.weight, second.critical, second.defect) == (60, 30, True, "X-1")
    assert [(one.code, one.severity) for one in now().defects] == [("X-1", "critical")]
    assert "지금은 90이에요" in han.get(at(draft, "checklist")).text


def test_a_field_is_added_written_moved_and_taken_out(han, draft, now):
    added = send(han, f"/templates/{draft.template_id}/draft-fields/outputs", kind="choices", label_ko="흠", label_en="Flaws")
    assert added.location == at(draft, "outputs", "flaws")
    send(han, at(draft, "outputs", "flaws"), label_ko="흠", label_en="Flaws", hint_ko="보이는 것만", required="true", **{
        "option_ko.0": "긁힘", "option_en.0": "Scratch", "synonyms.0": "기스, 스크래치", "option_ko.1": "얼룩", "option_en.1": "", "set-most": "2"})

    flaws = now().outputs[1]
    assert [(one.key, one.label, one.synonyms) for one in flaws.options] == [
        ("scratch", Text("긁힘", "Scratch"), ("기스", "스크래치")), ("option_2", Text("얼룩", "얼룩"), ())]
    assert (flaws.settings, flaws.required, now().faults()) == ({"most": 2}, True, [])
    send(han, at(draft, "outputs", "flaws", "moves"), to="up")
    assert [field.name for field in now().outputs] == ["flaws", "colour"]
    send(han, at(draft, "outputs", "colour", "removal"))
    assert [field.name for field in now().outputs] == ["flaws"]


def test_a_field_without_a_name_is_refused_and_the_kind_stays_chosen(han, draft, now):
    answer = send(han, f"/templates/{draft.template_id}/draft-fields/inputs", kind="gtin", label_ko=" ")

    assert answer.status_code == 422
    assert re.search(r'value="gtin" checked', answer.text)
    assert len(now().inputs) == 1


def test_a_table_of_combinations_asks_for_its_columns(han, draft, now):
    added = send(han, f"/templates/{draft.template_id}/draft-fields/outputs", kind="table", label_ko="옵션", label_en="Options")
    assert "‘표의 열’ 설정이 필요해요" in han.get(added.location).text

    send(han, added.location, label_ko="옵션", required="true", **{
        "column_ko.0": "색상", "column_kind.0": "text", "column_ko.1": "재고", "column_kind.1": "integer", "set-key": "colour"})

    assert [(one["name"], one["kind"]) for one in now().outputs[1].settings["columns"]] == [("colour", "text"), ("stock", "integer")]
    assert (now().outputs[1].settings["key"], now().faults()) == (["colour"], [])


def test_the_palette_offers_every_kind_there_is(han, draft):
    page = han.get(at(draft, "outputs")).text

    kinds = set(re.findall(r'name="kind" value="(\w+)"', page))
    assert kinds == set(all_kinds())


def test_a_row_is_answered_once_unless_the_plan_says_otherwise(han, draft, now):
    stored = now().to_json()
    del stored["qc"]
    page = han.get(at(draft, "qc")).text

    save(han, draft, "qc", answers="3")
    asked = now().qc.answers
    save(han, draft, "qc", answers="")

    assert (Spec.read(stored).qc.answers, asked, now().qc.answers) == (1, 3, 1)
    assert re.search(r'name="answers" value="1"', page)


def test_a_quiz_and_a_process_are_read_row_by_row(han, draft, now):
    save(han, draft, "quiz", **{"pass_mark": "70", "prompt_ko.2": "무슨 색?",
                                         "options.2": "빨강 | Red\n파랑", "right.2": "2", "why_ko.2": "보면 알아요"})
    save(han, draft, "process", **{"title_ko.0": "올리기", "who.0": "business", "title_ko.3": "답하기", "who.3": "worker", "limit_minutes.3": "30"})

    (question,) = now().quiz.questions
    assert (question.options, question.right, now().quiz.pass_mark) == ((Text("빨강", "Red"), Text("파랑", "파랑")), 1, 70)
    assert [(one.title.ko, one.who, one.limit_minutes) for one in now().process] == [("올리기", "business", 0), ("답하기", "worker", 30)]


def test_a_page_from_before_somebody_else_saved_overwrites_nothing(han, cast, draft, now):
    service.edit_draft(draft.template_id, changes={"minutes": 9}, actor=cast.han)

    answer = send(han, at(draft, "sop"), revision=draft.revision, sop_ko="내 글")

    assert answer.status_code == 409
    assert "내 글" in answer.text
    assert now().sop.ko != "내 글"


def test_publishing_shows_what_is_missing_then_makes_the_version(han, cast, draft):
    service.edit_draft(draft.template_id, changes={"summary": Text("", "")}, actor=cast.han)
    refused = send(han, f"/templates/{draft.template_id}/publication")
    service.edit_draft(draft.template_id, changes={"summary": PARTS["summary"]}, actor=cast.han)
    done = send(han, f"/templates/{draft.template_id}/publication")

    assert refused.status_code == 422
    assert 'data-place="summary"' in refused.text
    assert (done.status_code, done.location) == (303, f"/templates/{draft.template_id}")
    assert "버전 1 공개를 마쳤어요" in han.get(done.location).text


def test_the_next_version_shows_what_would_change_and_then_what_did(han, cast, draft):
    service.publish_draft(draft.template_id, actor=cast.han)
    send(han, f"/templates/{draft.template_id}/drafts")
    service.edit_draft(draft.template_id, changes={"outputs": (colour("red", "blue", "green"),), "sop": Text("한 줄", "one")}, actor=cast.han)
    before = han.get(at(draft)).text
    version = service.publish_draft(draft.template_id, actor=cast.han)

    after = han.get(f"/template-versions/{version.id}/differences").text
    for page in (before, after):
        assert 'data-part="outputs" data-what="changed"' in page
        assert "<ins>한 줄</ins>" in page
    assert f'href="/template-versions/{version.id}/differences"' in han.get(f"/templates/{draft.template_id}").text


def test_a_table_becomes_the_inputs(han, app, cast):
    table = "상품명,바코드,사진,메모\n우유,8801045440088,a.jpg,\n두부,8801045440088,b.jpg,급함\n".encode("cp949")
    answer = han.post("/templates/from-table", data={"csrf_token": csrf_token(han), "title": "우유", "file": (io.BytesIO(table), "rows.csv")})

    assert answer.status_code == 303
    spec = get_draft(cast.han, int(answer.location.split("/")[2])).spec
    assert [(one.name, one.kind, one.label.ko, one.required) for one in spec.inputs] == [
        ("product_name", "text", "상품명", True), ("barcode", "gtin", "바코드", True), ("photo", "photo", "사진", True),
        ("note", "text", "메모", False)]
    assert spec.layout == "photo"


def test_a_pasted_header_is_enough(han, cast):
    answer = send(han, "/templates/from-table", pasted="주문번호\t수량\t배송지")

    spec = get_draft(cast.han, int(answer.location.split("/")[2])).spec
    assert [(one.name, one.label.ko, one.required) for one in spec.inputs] == [
        ("order_number", "주문번호", True), ("quantity", "수량", True), ("address", "배송지", True)]


LINES = b'{"name": "milk", "count": 3, "tags": ["a", "b"], "link": null}\n{"name": "tofu", "count": 12, "tags": [], "link": "https://example.com"}\n'


@pytest.mark.parametrize(("data", "filename"), [
    (workbook([["name", "count", "link"], ["milk", 3, None], ["tofu", 12, "https://example.com"]]), "rows.xlsx"),
    (LINES, "rows.jsonl"), (LINES, "rows.txt")])
def test_each_kind_of_table_that_can_be_imported_can_be_started_from(han, cast, data, filename):
    answer = han.post("/templates/from-table", data={"csrf_token": csrf_token(han), "file": (io.BytesIO(data), filename)})

    spec = get_draft(cast.han, int(answer.location.split("/")[2])).spec
    kinds = {one.name: (one.kind, one.required) for one in spec.inputs}
    assert {name: kinds[name] for name in ("name", "count", "link")} == {
        "name": ("text", True), "count": ("integer", True), "link": ("url", False)}
    page = han.get("/templates/new").text
    assert "CSV, TSV, 엑셀(.xlsx), JSONL" in page
    assert f".{filename.rpartition('.')[2]}" in re.search(r'name="file" accept="([^"]+)"', page)[1].split(",")


def test_one_pasted_object_is_a_row(han, cast):
    answer = send(han, "/templates/from-table", pasted='{"name": "milk", "count": 3}')

    spec = get_draft(cast.han, int(answer.location.split("/")[2])).spec
    assert [(one.name, one.kind) for one in spec.inputs] == [("name", "text"), ("count", "integer")]


@pytest.mark.parametrize("sent", [{}, {"pasted": "a,,b\n1,2,3"}])
def test_a_table_that_cannot_be_read_is_refused_on_the_same_page(han, sent):
    answer = send(han, "/templates/from-table", title="표", **sent)

    assert answer.status_code == 422
    assert 'value="표"' in answer.text


def test_the_preview_draws_the_work_page_of_a_sound_draft(han, cast, draft):
    drawn = han.get(at(draft, "preview"))
    service.edit_draft(draft.template_id, changes={"outputs": (colour("red"),)}, actor=cast.han)

    assert drawn.status_code == 200
    assert 'name="colour"' in drawn.text
    assert "아직 그릴 수 없어요" in han.get(at(draft, "preview")).text


def test_markdown_is_seen_as_workers_will_and_runs_nothing(han):
    assert send(han, "/prose-previews", words="**굵게** <script>1</script>").text == "<p><strong>굵게</strong> &lt;script&gt;1&lt;/script&gt;</p>\n"


@pytest.mark.parametrize("path", ["nothing", "outputs/nothing", "rules/colour"])
def test_what_is_not_there_is_not_found(han, draft, path):
    assert han.get(at(draft, path)).status_code == 404


def test_retiring_takes_it_out_of_the_catalogue(han, cast, draft):
    service.publish_draft(draft.template_id, actor=cast.han)

    send(han, f"/templates/{draft.template_id}/retirement")

    catalogue, retired = han.get("/templates").text.split("card-list")[1].split('id="retired"')
    assert "색 고르기" not in catalogue
    assert "색 고르기" in retired
    assert "거둬들인 작업 기준" in han.get(f"/templates/{draft.template_id}").text
