"""The controls of several inputs in a real browser: by keyboard, on a phone, and saying what the server will say."""

import pytest

from marketplace.standards.kinds.brand import holds_word
from marketplace.standards.kinds.wording import clean_lines
from tests.browser import DESKTOP, PHONE, find_barriers
from tests.standards.kinds.test_rich_text import DISGUISES

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
LATIN = ["Best", "ｂｅｓｔ", "b e s t", "B*e*st", "best!", "최best", "bestow", "Globe Star", "asbestos", "the b-side of St"]
SAYS = """async ([written, word]) => {
    const {clean, holdsWord} = await import("/static/js/work/brand.js");
    return [clean(written), holdsWord(clean(written), word)];
}"""


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def pieces(open_page, request):
    """The page of pieces with a control of each widget."""
    page = open_page(viewport=request.param)
    page.goto("/design")
    page.wait_for_selector("[data-row-add]:not([hidden])")
    return page


def test_nothing_stands_in_anybody_s_way(pieces):
    assert find_barriers(pieces) == []
    assert pieces.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_text_is_held_against_its_guide_while_one_types(pieces):
    copy = pieces.locator("[data-answer=answer_copy]")
    status = copy.locator("[data-brand-status]")
    assert "최고" in status.inner_text()

    copy.locator("textarea").fill("아침에 한 잔, 고소한 우유예요. 냉장고에 넣어 두고 시원하게 드세요.\n\n# 보관방법\n냉장")
    pieces.wait_for_function("() => document.querySelector('[data-brand-status]').textContent.startsWith('가이드를')")

    assert copy.locator("[data-brand][data-state=kept]").count() == 5


@pytest.mark.parametrize(("word", "texts"), [("최고", DISGUISES), ("best", LATIN)])
def test_the_script_finds_words_as_the_server_does(page, word, texts):
    page.goto("/design")

    for text in texts:
        written = f"신선한  {text} \r\n맛"
        assert page.evaluate(SAYS, [written, word]) == [clean_lines(written), holds_word(clean_lines(written), word)], text


def test_rows_are_added_filled_and_taken_out_by_keyboard(pieces):
    stock = pieces.locator("[data-answer=answer_stock]")
    colors = stock.locator("[name='answer_stock.color']")
    assert colors.count() == 2

    stock.locator("[data-row-add]").press("Enter")
    pieces.keyboard.type("파랑")
    pieces.keyboard.press("Tab")
    pieces.keyboard.press("ArrowDown")
    assert [one.input_value() for one in colors.all()] == ["빨강", "", "파랑"]
    assert stock.locator("[name='answer_stock.size']").nth(2).input_value() == "s"
    stock.locator("[data-row-remove]").first.press("Enter")

    assert [one.input_value() for one in colors.all()] == ["", "파랑"]
    assert stock.locator("tbody th").all_inner_texts() == ["1", "2"]


def test_counting_starts_from_nothing_seen(pieces):
    count = pieces.locator("[data-answer=answer_count]")

    count.locator("[data-step='1']").click()
    count.locator("[data-step='1']").click()

    assert count.locator("input").input_value() == "2"


def test_a_category_is_found_by_its_name_and_chosen(pieces):
    tree = pieces.locator("[data-tree]")
    assert tree.get_by_text("우유").is_visible()

    tree.locator("[data-tree-filter]").fill("치즈")
    assert not tree.get_by_text("우유").is_visible()
    tree.get_by_text("치즈").click()
    tree.locator("[data-tree-filter]").fill("nothing of the kind")
    assert tree.locator("[data-tree-none]").is_visible()
    tree.locator("[data-tree-filter]").fill("")

    assert tree.locator("input:checked").get_attribute("value") == "food/dairy/cheese"
    assert tree.get_by_text("치즈").is_visible()
