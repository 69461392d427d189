"""The pages of work by touch and by keyboard, on a phone and at a desk; and the report of what would be refused, for every kind of answer."""

from urllib.parse import urlsplit

import pytest

from marketplace.work.models import Submission
from tests.browser import DESKTOP, PHONE, find_barriers
from tests.cast import PASSWORD
from tests.work.tasks.specs import ALL, EVERYTHING, jpeg

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
TOUCH = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
PROOF = {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": jpeg("orange")}


@pytest.fixture
def enter(open_page, make, cast, open_batch):
    """`enter("count", **TOUCH)`: Mira at a task worked on that way."""
    def open_one(layout, **wishes):
        page, path = open_page(**wishes), f"/claims/{make.claim(cast.mira, open_batch(layout)).id}"
        page.goto(f"/sign-in?next={path}")
        page.fill("[name=email]", "mira@example.com")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: urlsplit(url).path == path, wait_until="load")
        page.wait_for_selector("[data-answer][data-active]")
        return page
    return open_one


def _answers(db):
    db.session.expire_all()
    return db.session.query(Submission).one().answers


def _prove(page, name="proof"):
    page.set_input_files(f"[data-upload={name}] [data-upload-pick]", PROOF)
    page.wait_for_selector(f"[data-upload={name}] [data-upload-file]:not([data-waiting])")


def test_a_photo_is_tagged_by_keyboard(enter, db):
    page = enter("photo")

    page.keyboard.press("1")
    page.keyboard.press("1")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.keyboard.type("4")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submissions/*")

    assert _answers(db) == {"shelf": "dairy", "tags": ["milk", "carton"], "seen": 4}


def test_a_photo_is_tagged_by_touch(enter, db):
    page = enter("photo", **TOUCH)

    page.locator("[name=shelf][value=drinks]").tap()
    page.locator("[name=tags][value=soy]").tap()
    page.locator("[data-step='1']").tap()
    page.locator("[data-step='1']").tap()
    page.locator("[data-task-submit]").tap()
    page.wait_for_url("**/submissions/*")

    assert _answers(db) == {"shelf": "drinks", "tags": ["soy"], "seen": 1}


def test_stock_is_counted_by_touch_from_nothing_seen(enter, db):
    page = enter("count", **TOUCH)
    assert page.input_value("[name=counted]") == ""

    for _ in range(3):
        page.locator("[data-step='1']").tap()
    page.locator("[data-step='-1']").tap()
    _prove(page)
    page.locator("[data-task-submit]").tap()
    page.wait_for_url("**/submissions/*")

    assert _answers(db)["counted"] == 2


def test_stock_is_counted_by_keyboard(enter, db):
    page = enter("count", **TOUCH)

    page.focus("[name=counted]")
    page.keyboard.type("11")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    _prove(page)
    page.focus("[name=counted]")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submissions/*")

    assert _answers(db)["counted"] == 12


def test_what_is_missing_is_reported_for_every_kind_and_nothing_is_handed_in(enter, db):
    page = enter("plain")

    page.locator("[data-task-submit]").click()
    page.wait_for_selector("[data-task-report] .banner")

    told = [one.strip() for one in page.locator("[data-task-report] li a").all_inner_texts()]
    assert told == [str(field.label.ko) for field in EVERYTHING.outputs]
    for name in (field.name for field in EVERYTHING.outputs):
        assert page.locator(f"[data-answer={name}] .field-wrong, [data-answer={name}] .field-error").count() >= 1, name
    assert db.session.query(Submission).count() == 0


@pytest.mark.parametrize(("wishes", "language"), [({"viewport": DESKTOP}, "ko"), (TOUCH, "ko"), (TOUCH, "en")],
                         ids=["desk", "phone", "phone in English"])
@pytest.mark.parametrize("layout", ALL)
def test_no_page_of_work_has_a_barrier_or_scrolls_sideways(enter, layout, wishes, language):
    page = enter(layout, **wishes)
    if language == "en":
        page.get_by_role("button", name="English").click()
        page.wait_for_selector("html[lang=en] [data-answer][data-active]")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# How far each control reaches below the top of the bar once it is focused, and the last one once the page is at its end.
COVERED = """async () => {
    const bar = document.querySelector(".work-bar"), found = [];
    const look = (one, how) => {
        const below = Math.round(one.getBoundingClientRect().bottom - bar.getBoundingClientRect().top);
        if (below > 0) found.push(`${how} ${one.id || one.name}: ${below}`);
    };
    const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const seen = [...document.querySelectorAll("[data-answer] :is(input, select, textarea)")]
        .filter((one) => one.checkVisibility() && one.type !== "file");
    for (const one of seen) {
        scrollTo(0, 0);
        one.focus();
        await settled();
        look(one, "focused");
    }
    scrollTo(0, document.documentElement.scrollHeight);
    await settled();
    look(seen.at(-1), "at the end");
    return found;
}"""


@pytest.mark.parametrize("layout", ALL)
def test_the_bar_of_a_phone_covers_no_answer(enter, layout):
    page = enter(layout, **TOUCH)

    assert page.evaluate(COVERED) == []
