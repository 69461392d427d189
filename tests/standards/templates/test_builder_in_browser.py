"""The builder as a new user meets it: from a pasted table to an open batch in a few minutes of clicks; without a mouse; on a phone."""

import time

import pytest
from playwright.sync_api import Page

from marketplace.standards import service
from marketplace.standards.queries import get_draft, get_version
from marketplace.work import service as work
from marketplace.work.models import Batch, Task
from tests.browser import PHONE, find_barriers
from tests.cast import PASSWORD
from tests.standards.templates.conftest import PARTS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
TABLE = "상품명\t바코드\n우유 1L\t8801045440088\n두부\t8801019310607\n"
ROWS = "상품명,바코드\n우유 1L,8801045440088\n두부,8801019310607\n"
FIVE_MINUTES = 300


def enter(page: Page, path: str) -> None:
    page.goto(f"/sign-in?next={path}")
    page.fill("input[name=email]", "han@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{path}")


def press(page: Page, name: str) -> None:
    """Press a button and look at where it leads: no barrier, nothing wider than the screen."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()
    assert find_barriers(page) == [], page.url
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"), page.url


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_from_a_pasted_table_to_an_open_batch_in_under_five_minutes(db, make, cast, open_page, viewport):
    make.pay_in(cast.han.company_id, 100_000)
    page = open_page(**({"viewport": viewport, "has_touch": True} if viewport else {}))
    started = time.monotonic()
    enter(page, "/templates/new")

    page.fill("#table-title", "상품 분류하기")
    page.fill("#table-summary", "상품명을 보고 알맞은 분류를 골라요")
    page.fill("#pasted", TABLE)
    press(page, "이 표로 시작하기")
    page.get_by_role("link", name="다음으로").click()
    page.fill("#label_ko", "알맞은 분류")
    page.get_by_label("하나 고르기").check()
    press(page, "항목 더하기")
    for number, word in enumerate(("음료", "반찬", "그 밖")):
        page.locator(f"[id='option_ko.{number}']").fill(word)
    press(page, "항목 저장")
    page.get_by_role("link", name="점검·공개").click()
    press(page, "버전 1 공개하기")
    page.get_by_role("link", name="이 기준으로 묶음 만들기").click()
    page.fill("[name=title]", "겨울 상품 분류")
    press(page, "초안으로 저장하고 자료 올리기")
    page.set_input_files("[name=table]", {"name": "rows.csv", "mimeType": "text/csv", "buffer": ROWS.encode()})
    press(page, "올리고 확인하기")
    press(page, "2줄 가져오기")
    press(page, "1,320원 보관하고 공개하기")

    batch = db.session.query(Batch).one()
    assert (batch.state, db.session.query(Task).count()) == ("open", 2)
    (asked,) = get_version(cast.han, batch.template_version_id).spec.outputs
    assert [option.label.ko for option in asked.options] == ["음료", "반찬", "그 밖"]
    claim = work.claim_next(batch.id, actor=cast.mira)
    assert claim.template_version_id == batch.template_version_id
    assert time.monotonic() - started < FIVE_MINUTES


def test_rows_are_added_pasted_moved_and_taken_out_by_keyboard(db, cast, page):
    draft = service.edit_draft(service.make_template(actor=cast.han).template_id, changes=PARTS, actor=cast.han)
    enter(page, f"/templates/{draft.template_id}/draft/checklist")

    page.locator("[id='weight.0']").fill("60")
    assert "100%로 맞춰 주세요" in (page.text_content("[data-weight-sum]") or "")
    page.locator("[id='label_ko.1']").fill("빠짐없어요")
    page.locator("[id='weight.1']").fill("40")
    assert page.text_content("[data-weight-sum]") == "비중의 합 100%"
    page.get_by_role("button", name="항목 더하기").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("하나 더")
    page.locator("[data-row]").nth(1).get_by_role("button", name="위로").focus()
    page.keyboard.press("Enter")
    page.locator("[data-row]").nth(2).get_by_role("button", name="빼기").focus()
    page.keyboard.press("Enter")
    press(page, "저장")

    db.session.expire_all()
    items = get_draft(cast.han, draft.template_id).spec.checklist
    assert [(one.label.ko, one.weight) for one in items] == [("빠짐없어요", 40), ("답이 자료와 맞아요", 60)]


def test_many_options_are_pasted_at_once(db, cast, page):
    draft = service.edit_draft(service.make_template(actor=cast.han).template_id, changes=PARTS, actor=cast.han)
    enter(page, f"/templates/{draft.template_id}/draft/outputs/colour")

    page.locator("[id='option_ko.2']").focus()
    page.evaluate("""() => {
        const carrier = new DataTransfer();
        carrier.setData("text", "초록\\n노랑\\n보라");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carrier, bubbles: true, cancelable: true}));
    }""")
    press(page, "항목 저장")

    db.session.expire_all()
    assert [one.label.ko for one in get_draft(cast.han, draft.template_id).spec.outputs[0].options] == ["red", "blue", "초록", "노랑", "보라"]


def test_the_standard_is_seen_while_it_is_written(cast, page):
    draft = service.make_template(actor=cast.han)
    enter(page, f"/templates/{draft.template_id}/draft/sop")

    page.fill("#sop_ko", "## 이렇게 해요\n\n- **굵게**")

    page.locator("#sop-ko-seen strong", has_text="굵게").wait_for()
    assert page.locator("#sop-ko-seen h2").text_content() == "이렇게 해요"


def test_every_page_of_the_builder_is_without_barriers(make, cast, page):
    draft = service.make_template(copy_of=make.version("kr-product-listing").id, actor=cast.han)
    here = f"/templates/{draft.template_id}/draft"
    enter(page, here)

    for path in ("/basics", "/inputs", "/outputs", "/outputs/category", "/sop", "/examples", "/checklist", "/rules", "/regular",
                 "-tables", "/process", "/quiz", "/qc", "", "/preview"):
        page.goto(here + path)
        assert find_barriers(page) == [], path
