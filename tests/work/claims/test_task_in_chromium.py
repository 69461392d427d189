"""The work page in a real browser: all by keyboard, saved while one works, told before handing in."""

import pytest

from marketplace.work.models import Claim, Submission
from tests.browser import PHONE, find_barriers
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def claim(make, cast):
    """A pair of products Mira holds."""
    return make.claim(cast.mira, make.batch(cast.han, rows=3))


def _enter(page, claim):
    page.goto(f"/sign-in?next=/claims/{claim.id}")
    page.fill("[name=email]", "mira@example.com")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{claim.id}")
    page.wait_for_selector("[data-answer][data-active]")


def _saved(page):
    page.wait_for_selector("[data-autosave-mark][data-state=saved]")


def _reload(db, claim):
    db.session.expire_all()
    return db.session.get(Claim, claim.id)


def test_a_task_is_done_without_a_mouse(page, claim, db):
    _enter(page, claim)

    page.keyboard.press("2")  # different products; the next field is active at once
    page.keyboard.press("3")  # version
    page.keyboard.press("4")  # edition
    page.keyboard.press("Enter")
    page.keyboard.type("2005 ↔ 2007")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submissions/*")

    submission = db.session.query(Submission).one()
    assert submission.answers == {"verdict": "different", "differences": ["version", "edition"], "note": "2005 ↔ 2007"}
    assert page.get_by_role("button", name="다음 일감 시작하기").is_visible()


def test_what_is_typed_is_saved_and_there_after_a_reload(page, claim, db):
    _enter(page, claim)

    page.keyboard.press("1")
    page.fill("[name=note]", "peachtree")
    _saved(page)
    page.reload()

    assert _reload(db, claim).draft == {"verdict": "same", "note": "peachtree"}
    assert page.input_value("[name=note]") == "peachtree"
    assert page.is_checked("[name=verdict][value=same]")


def test_what_would_be_refused_is_said_before_and_saving_goes_on(page, claim, db):
    _enter(page, claim)

    page.keyboard.press("2")
    page.keyboard.press("Control+Enter")
    report = page.wait_for_selector("[data-task-report] .banner")
    assert "무엇이 다른지 하나 이상 골라 주세요" in report.inner_text()
    assert page.url.endswith(f"/claims/{claim.id}")
    page.keyboard.press("3")
    page.fill("[name=note]", "2005")
    _saved(page)
    page.wait_for_function("() => !document.querySelector('#differences.field-wrong')")

    assert _reload(db, claim).draft["differences"] == ["version"]
    assert db.session.query(Submission).count() == 0


def test_a_lost_connection_keeps_what_was_typed_and_saves_it_later(page, claim, db, page_errors):
    _enter(page, claim)

    page.context.set_offline(True)
    page.fill("[name=note]", "지하철에서")
    page.wait_for_selector("[data-autosave-mark][data-state=offline]")
    page.context.set_offline(False)
    _saved(page)

    assert _reload(db, claim).draft == {"note": "지하철에서"}
    page_errors.clear()  # the browser complains about the requests that the tunnel swallowed


def test_on_a_phone_the_button_is_under_the_thumb_and_nothing_is_in_the_way(open_page, claim):
    page = open_page(viewport=PHONE)
    _enter(page, claim)

    button = page.locator("[data-task-submit]").bounding_box()
    assert button["y"] + button["height"] <= PHONE["height"]
    assert button["y"] > PHONE["height"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert find_barriers(page) == []


def test_returning_asks_first(page, claim, db):
    _enter(page, claim)

    page.get_by_role("button", name="돌려주기").first.click()
    page.locator("dialog[open] button[type=submit]").click()
    page.wait_for_url(f"**/work/{claim.batch_id}")

    assert _reload(db, claim).state == "released"
