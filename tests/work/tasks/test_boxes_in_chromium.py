"""Boxes on a photo: by mouse, by finger and by keyboard, with and without the drawing library; the reviewer sees them on the photo."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from marketplace.work import service as work
from marketplace.work.models import Submission
from tests.browser import DESKTOP, PHONE, find_barriers
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
TOUCH = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
SURFACE = ".draw .a9s-annotationlayer"


@pytest.fixture
def claim(make, cast, open_batch):
    """A photo to draw on, 1000 by 500 pixels."""
    return make.claim(cast.mira, open_batch("boxes"))


@pytest.fixture
def enter(open_page, claim):
    """`enter(viewport=PHONE)`: Mira at her task."""
    def open_one(path=None, name="mira", **wishes):
        page, path = open_page(**wishes), path or f"/claims/{claim.id}"
        page.goto(f"/sign-in?next={path}")
        page.fill("[name=email]", f"{name}@example.com")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: urlsplit(url).path == path, wait_until="load")
        return page
    return open_one


def _rows(page):
    return page.evaluate("""() => [...document.querySelectorAll('[data-rows] tbody tr')].map(
        row => [...row.querySelectorAll('select, input')].map(one => one.value)).filter(row => row.some(value => value))""")


def _boxes(db):
    db.session.expire_all()
    return db.session.query(Submission).one().answers["boxes"]


def _near(box, label, *sides, by=150):
    assert box["label"] == label
    assert all(abs(box[name] - side) <= by for name, side in zip("xywh", sides, strict=True)), box


def _point(page, x, y):
    """A place on the photo in parts of its width and height, as pixels of the page."""
    area = page.locator(SURFACE).bounding_box()
    return area["x"] + area["width"] * x, area["y"] + area["height"] * y


def _drag(page, start, end):
    page.mouse.move(*_point(page, *start))
    page.mouse.down()
    page.mouse.move(*_point(page, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2), steps=4)
    page.mouse.move(*_point(page, *end), steps=4)
    page.mouse.up()


def _drawn(page, count):
    page.wait_for_function(f"() => document.querySelectorAll('{SURFACE} .a9s-annotation[data-id]').length === {count}")


def _swipe(page, start, end):
    touch = page.context.new_cdp_session(page)
    ways = [_point(page, start[0] + (end[0] - start[0]) * part / 6, start[1] + (end[1] - start[1]) * part / 6) for part in range(7)]
    for number, (x, y) in enumerate(ways):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove" if number else "touchStart", "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _hand_in_by_finger(page):
    """Chromium may swallow a tap after a swipe on a loaded machine: one that never reached the page is made again, no other."""
    page.evaluate("() => { window.taps = 0; addEventListener('click', () => { window.taps += 1; }, true); }")
    submit = page.locator("[data-task-submit]")
    submit.tap()
    try:
        page.wait_for_url("**/submissions/*", timeout=10_000)
    except PlaywrightTimeout:
        if page.evaluate("window.taps") == 0:
            submit.tap()
        page.wait_for_url("**/submissions/*")


def test_boxes_are_drawn_moved_and_handed_in_by_mouse(enter, db):
    page = enter()
    page.keyboard.press("1")
    _drag(page, (0.1, 0.2), (0.4, 0.6))
    _drawn(page, 1)
    page.keyboard.press("2")
    _drag(page, (0.6, 0.5), (0.9, 0.9))
    _drawn(page, 2)
    assert [row[0] for row in _rows(page)] == ["milk", "juice"]
    assert find_barriers(page) == []

    page.mouse.click(*_point(page, 0.75, 0.7))
    _drag(page, (0.75, 0.7), (0.7, 0.6))
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submissions/*")

    first, second = _boxes(db)
    _near(first, "milk", 1000, 2000, 3000, 4000)
    _near(second, "juice", 5500, 4000, 3000, 4000)


def test_boxes_are_drawn_by_finger_on_a_phone(enter, db):
    page = enter(**TOUCH)
    page.get_by_role("button", name="주스").tap()
    _swipe(page, (0.2, 0.1), (0.6, 0.5))
    page.wait_for_function("() => document.querySelector('[data-rows] select').value === 'juice'")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    _hand_in_by_finger(page)

    _near(_boxes(db)[0], "juice", 2000, 1000, 4000, 4000, by=250)


def test_a_box_is_typed_and_nudged_by_keyboard_and_follows_on_the_photo(enter, db):
    page = enter()
    first = page.locator("[data-rows] tbody tr").first
    first.locator("select").select_option("milk")
    for number, percent in enumerate(("10", "20", "30", "40")):
        first.locator("input").nth(number).fill(percent)
    first.locator("input").nth(0).press("ArrowUp")
    first.locator("input").nth(0).press("Shift+ArrowUp")
    first.locator("input").nth(1).press("ArrowDown")
    assert page.locator(f"{SURFACE} .a9s-annotation").count() >= 1

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submissions/*")

    assert _boxes(db) == [{"label": "milk", "x": 1550, "y": 1950, "w": 3000, "h": 4000}]


def test_a_box_taken_out_of_the_list_is_gone_from_the_photo(enter):
    page = enter()
    page.keyboard.press("1")
    _drag(page, (0.1, 0.2), (0.4, 0.6))
    _drawn(page, 1)

    page.locator("[data-row-remove]").first.click()

    assert _rows(page) == []
    page.wait_for_function(f"() => !document.querySelector('{SURFACE} .a9s-annotation polygon, {SURFACE} .a9s-annotation rect')")


def test_a_box_smaller_than_allowed_is_not_kept(enter):
    page = enter()
    page.keyboard.press("1")
    _drag(page, (0.5, 0.5), (0.515, 0.515))

    assert _rows(page) == []


def test_the_list_alone_is_enough_where_the_drawing_library_does_not_load(enter, db, page_errors):
    page = enter()
    page.route("**/annotorious.js", lambda route: route.abort())
    page.reload()
    first = page.locator("[data-rows] tbody tr").first
    first.locator("select").select_option("juice")
    for number, percent in enumerate(("5", "6.5", "50", "40")):
        first.locator("input").nth(number).fill(percent)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submissions/*")

    assert _boxes(db) == [{"label": "juice", "x": 500, "y": 650, "w": 5000, "h": 4000}]
    page_errors.clear()


def test_without_scripts_the_list_is_sent_as_it_is(enter, db):
    page = enter(java_script_enabled=False)
    first = page.locator("[data-rows] tbody tr").first
    first.locator("select").select_option("milk")
    for number, percent in enumerate(("1", "2", "30", "40")):
        first.locator("input").nth(number).fill(percent)
    page.get_by_role("button", name="제출하기").click()

    assert _boxes(db) == [{"label": "milk", "x": 100, "y": 200, "w": 3000, "h": 4000}]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_the_reviewer_sees_the_boxes_on_the_photo(enter, cast, claim, viewport):
    submission = _hand_in(claim, cast.mira)

    page = enter(f"/reviews/{submission.id}", "rae", viewport=viewport)

    drawn = page.locator(".answers .photo-boxes rect")
    assert [drawn.first.get_attribute(name) for name in ("x", "y", "width", "height")] == ["10.0", "20.0", "30.0", "40.0"]
    assert page.locator(".answers .photo-labels").inner_text().split("\n") == ["우유"]
    assert find_barriers(page) == []


def _hand_in(claim, worker):
    box = {"label": "milk", "x": 1000, "y": 2000, "w": 3000, "h": 4000}
    return work.submit_claim(claim.id, answers={"boxes": [box]}, actor=worker)
