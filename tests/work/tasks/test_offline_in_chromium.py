"""Working on a phone over a bad connection: photos and answers are kept on the device and sent later, each once."""

import pytest

from marketplace.work.models import Claim, StoredFile, Submission
from tests.browser import PHONE, find_barriers
from tests.cast import PASSWORD
from tests.work.tasks.specs import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
TOUCH = {"viewport": PHONE, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
PROOF = {"name": "box.jpg", "mimeType": "image/jpeg", "buffer": jpeg("orange")}


@pytest.fixture
def phone(open_page, claim):
    """Mira's phone, at her packing task."""
    page = open_page(**TOUCH)
    page.goto(f"/sign-in?next=/claims/{claim.id}")
    page.fill("[name=email]", "mira@example.com")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{claim.id}")
    page.wait_for_selector("[data-upload=proof][data-ready]")
    return page


def _add(page, name="proof", file=PROOF):
    page.set_input_files(f"[data-upload={name}] [data-upload-pick]", file)
    page.wait_for_selector(f"[data-upload={name}] [data-upload-file]")


def _submit(page):
    page.locator("[data-task-submit]").tap()


def _waits(page):
    page.wait_for_function("() => !document.querySelector('[data-task-waiting]').hidden")
    return page.inner_text("[data-task-waiting]")


def _is_in_view(page, selector):
    """Whether all of it is to be seen, and not behind the bar."""
    return page.evaluate("""selector => {
        const {left, top, right, bottom} = document.querySelector(selector).getBoundingClientRect();
        const places = [[left + 4, top + 4], [right - 4, bottom - 4]];
        return places.every(([x, y]) => document.elementFromPoint(x, y)?.closest(selector));
    }""", selector)


def _only(db):
    db.session.expire_all()
    return db.session.query(Submission).one()


def test_a_photo_is_added_seen_and_handed_in(phone, db):
    _add(phone)
    phone.wait_for_selector("[data-upload=proof] [data-upload-file]:not([data-waiting])")
    file = db.session.query(StoredFile).one()
    assert phone.input_value("[data-upload=proof] [data-upload-use]") == str(file.id)
    assert phone.get_attribute("[data-upload=proof] [data-upload-pick]", "capture") == "environment"
    assert find_barriers(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    _submit(phone)
    phone.wait_for_url("**/submissions/*")

    assert _only(db).answers == {"proof": str(file.id)}


def test_a_photo_that_is_none_is_refused_at_its_field(phone, db):
    _add(phone, file={"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})

    phone.get_by_text("사진을 열 수 없어요").wait_for()

    assert phone.locator("[data-upload-file]").count() == 0
    assert db.session.query(StoredFile).count() == 0


def test_a_photo_is_taken_out_again(phone, db):
    _add(phone)
    phone.wait_for_selector("[data-upload=proof] [data-upload-file]:not([data-waiting])")

    phone.locator("[data-upload=proof] [data-upload-remove]").tap()
    _submit(phone)
    phone.wait_for_selector("[data-task-report] .banner")

    assert "포장한 사진" in phone.inner_text("[data-task-report]")
    assert db.session.query(Submission).count() == 0


def test_what_is_answered_and_submitted_offline_is_sent_once_when_back(phone, db, page_errors):
    phone.context.set_offline(True)
    phone.fill("[name=note]", "지하철에서")
    _add(phone)
    _submit(phone)
    assert "연결되면 한 번만 제출할게요" in _waits(phone)
    assert _is_in_view(phone, "[data-task-waiting]")
    assert db.session.query(Submission).count() == 0

    phone.context.set_offline(False)
    phone.wait_for_url("**/submissions/*")

    assert _only(db).answers == {"proof": str(db.session.query(StoredFile).one().id), "note": "지하철에서"}
    page_errors.clear()  # the browser complains about the requests that the tunnel swallowed


def test_answers_kept_on_a_closed_page_leave_from_the_next_one(phone, db, page_errors):
    phone.context.set_offline(True)
    _add(phone)
    _submit(phone)
    _waits(phone)
    phone.close()
    phone.context.set_offline(False)

    other = phone.context.new_page()
    other.goto("/claims")
    other.get_by_text("이 기기에 보관해 둔 답을 제출했어요.").wait_for()
    other.reload()

    assert _only(db).state == "under_review"
    assert other.evaluate("localStorage.getItem('ilgam-outbox')") is None
    page_errors.clear()


def test_an_answer_that_gets_lost_on_its_way_back_makes_no_second_submission(phone, db, page_errors):
    _add(phone)
    phone.wait_for_selector("[data-upload=proof] [data-upload-file]:not([data-waiting])")
    lost = []

    def lose_first(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    phone.route("**/submissions?*", lose_first)
    _submit(phone)
    phone.wait_for_url("**/submissions/*")

    assert lost == [201]
    assert _only(db).round == 1
    page_errors.clear()


def test_a_draft_that_could_not_be_sent_is_there_when_the_page_is_opened_again(phone, db, claim, page_errors):
    phone.context.set_offline(True)
    phone.fill("[name=note]", "끊긴 메모")
    phone.wait_for_selector("[data-autosave-mark][data-state=offline]")
    phone.close()
    phone.context.set_offline(False)

    again = phone.context.new_page()
    again.goto(f"/claims/{claim.id}")
    again.wait_for_function("() => document.querySelector('[name=note]')?.value === '끊긴 메모'")

    db.session.expire_all()
    assert db.session.get(Claim, claim.id).draft == {"note": "끊긴 메모"}
    page_errors.clear()


def test_a_photo_that_waits_is_still_there_after_a_reload(phone, db, page_errors):
    phone.route("**/files", lambda route: route.abort())
    _add(phone)
    phone.get_by_text("연결되면 올릴게요").wait_for()
    phone.wait_for_selector("[data-autosave-mark][data-state=saved]")

    phone.unroute("**/files")
    phone.reload()
    phone.wait_for_selector("[data-upload=proof] [data-upload-file]:not([data-waiting])")
    _submit(phone)
    phone.wait_for_url("**/submissions/*")

    assert _only(db).answers == {"proof": str(db.session.query(StoredFile).one().id)}
    page_errors.clear()
