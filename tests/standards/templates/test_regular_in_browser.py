"""The regular part as a new user meets it: a pasted table, a suggestion out of it, a route; without a mouse; on a phone; without scripts."""

import pytest
from playwright.sync_api import Page

from marketplace.kernel.text import Text
from marketplace.standards import service
from marketplace.standards.parts import Prefill, Route
from marketplace.standards.queries import get_draft
from tests.browser import PHONE
from tests.standards.regular.packing import packing
from tests.standards.templates.test_builder_in_browser import enter, press

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
TABLE = "상품 코드\t수량\t상자\nMUG-1\t1..2\tsmall\nTEE-1\t\tbag\n"


@pytest.fixture
def draft(cast):
    spec = packing()
    parts = {name: getattr(spec, name) for name in ("inputs", "outputs", "checklist", "defects")}
    return service.make_template(title=spec.title, summary=spec.summary, parts=parts, actor=cast.han)


@pytest.fixture
def now(db, cast, draft):
    def read():
        db.session.expire_all()
        return get_draft(cast.han, draft.template_id).spec

    return read


def paste(page: Page, words: str) -> None:
    """What Ctrl+V does with what a spreadsheet copied."""
    page.evaluate("""(words) => {
        const carrier = new DataTransfer();
        carrier.setData("text", words);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carrier, bubbles: true, cancelable: true}));
    }""", words)


def cell(page: Page, name: str):
    return page.locator(f"[id='{name}']")


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_a_pasted_table_becomes_suggestions_and_a_route_holds_rows_back(now, cast, draft, open_page, viewport):
    page = open_page(**({"viewport": viewport, "has_touch": True} if viewport else {}))
    enter(page, f"/templates/{draft.template_id}/draft/regular")

    press(page, "표 더하기")
    page.fill("#title_ko", "포장표")
    page.fill("#pasted", TABLE)
    press(page, "표 더하기")
    press(page, "표 저장")
    cell(page, "field.0").select_option(label="상자")
    cell(page, "source.0").select_option(label="표에서 찾아서")
    cell(page, "table.0").select_option(label="포장표")
    assert page.get_by_label("‘수량’에 넣을 자료").is_visible()
    cell(page, "route_when.0").fill("quantity >= 100")
    cell(page, "goes.0").select_option(label="보류하고 기업에 물어요")
    assert not cell(page, "answers.0").is_visible()
    cell(page, "reason_ko.0").fill("너무 많아요")
    press(page, "저장하고 다음으로")

    assert page.url.endswith("/draft/process")
    assert now().prefill == (Prefill("box", table="table_1", by=("sku", "quantity")),)
    assert now().routes == (Route("quantity >= 100", Text("너무 많아요", "너무 많아요"), hold=True),)
    assert now().suggestions({"sku": "TEE-1", "quantity": 7})["box"].value == "bag"


def test_rows_of_a_table_are_added_moved_and_taken_out_by_keyboard_and_cells_pasted_at_once(now, cast, draft, page):
    service.edit_draft(draft.template_id, changes={"tables": packing().tables}, actor=cast.han)
    enter(page, f"/templates/{draft.template_id}/draft/tables/boxes")

    cell(page, "cell-1.4").focus()
    paste(page, "1..5\tsmall\n*\tlarge\n6..9\tbag")
    page.locator("[data-row]").nth(1).get_by_role("button", name="위로").focus()
    page.keyboard.press("Enter")
    page.locator("[data-row]").nth(2).get_by_role("button", name="빼기").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="줄 더하기").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("CUP-1")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("small")
    press(page, "표 저장")

    assert now().tables["boxes"].rows == (
        ("MUG-1", "3..12", "large"), ("MUG-1", "1..2", "small"), ("*", "20..50", "large"),
        ("*", "1..5", "small"), ("*", "*", "large"), ("*", "6..9", "bag"), ("CUP-1", "*", "small"))


def test_a_mistake_is_found_mended_and_saved_by_keyboard(now, cast, draft, page):
    service.edit_draft(draft.template_id, changes={"prefill": (Prefill("packed", value="many", when="quantity > 1"),)}, actor=cast.han)
    enter(page, f"/templates/{draft.template_id}/draft/regular")

    page.locator(".banner").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    cell(page, "value.0").press("Control+a")
    page.keyboard.type("12")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("/draft/regular")
    assert page.locator(".field-error").count() == 0
    assert now().prefill == (Prefill("packed", value="12", when="quantity > 1"),)


def test_everything_can_be_written_without_scripts(now, cast, draft, open_page):
    service.edit_draft(draft.template_id, changes={"tables": packing().tables}, actor=cast.han)
    page = open_page(java_script_enabled=False)
    enter(page, f"/templates/{draft.template_id}/draft/regular")

    cell(page, "field.0").select_option("box")
    cell(page, "source.0").select_option("from-table")
    cell(page, "table.0").select_option("boxes")
    cell(page, "by-1.0").select_option("quantity")
    page.get_by_role("button", name="저장", exact=True).click()
    page.goto(f"/templates/{draft.template_id}/draft/tables/boxes")
    cell(page, "cell-0.4").fill("CUP-1")
    cell(page, "cell-2.4").fill("small")
    page.get_by_role("button", name="표 저장").click()

    assert now().prefill == (Prefill("box", table="boxes", by=("sku", "quantity")),)
    assert now().tables["boxes"].rows[-1] == ("CUP-1", "*", "small")
