"""Ready templates on a phone, by finger: the page is whole, a suggestion is there, and what is typed is what is handed in."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from marketplace.standards.kinds import Field, kind_of
from marketplace.work import service as work
from marketplace.work.models import Submission
from marketplace.work.queries import get_claim
from tests.browser import PHONE, find_barriers
from tests.cast import PASSWORD
from tests.journeys.posted import draw_slip

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.timeout(180)]
TOUCH = {"viewport": PHONE, "is_mobile": True, "has_touch": True, "reduced_motion": "reduce"}


@pytest.fixture
def phone(open_page):
    """`phone(path)`: Mira's phone, signed in and at a page."""

    def open_one(path: str) -> Page:
        page = open_page(**TOUCH)
        page.goto(f"/sign-in?next={path}")
        page.fill("[name=email]", "mira@example.com")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: urlsplit(url).path == path, wait_until="load")
        return page

    return open_one


@pytest.mark.parametrize("key", ["stock-count", "sample-packing", "returns-coding", "brand-content"])
def test_a_task_is_done_by_finger_and_handed_in_as_typed(db, cast, start_job, phone, key):
    job = start_job(key)
    claim_id = work.claim_next(job.batch.id, actor=cast.mira).id
    good = job.rows[get_claim(cast.mira, claim_id).task.number - 1].answers
    page = phone(f"/claims/{claim_id}")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what lies under the bar at the foot is no target now
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    for field in job.spec.outputs:
        _answer(page, field, good.get(field.name), claim_id)
    page.locator("[data-task-submit]").tap()
    page.wait_for_url("**/submissions/*")

    db.session.expire_all()
    handed_in = db.session.query(Submission).one().answers
    expected, _ = job.spec.parse_answers(good)
    same = {name for name in expected if job.spec.field(name).kind not in ("photos", "signature_code")}
    assert {name: handed_in[name] for name in same} == {name: expected[name] for name in same}
    assert handed_in.keys() == expected.keys()


def test_the_wrap_of_a_small_order_is_suggested_by_its_goods(cast, start_job, phone):
    job = start_job("sample-packing")
    claim_id = work.claim_next(job.batch.id, actor=cast.mira).id
    good = job.rows[get_claim(cast.mira, claim_id).task.number - 1].answers

    page = phone(f"/claims/{claim_id}")

    assert page.locator(f"[name=wrap][value={good['wrap']}]").is_checked()


def _answer(page: Page, field: Field, value: object, claim_id: int) -> None:
    """Type or choose one answer as its control asks for it; a blank one is left alone."""
    name = field.name
    if field.kind == "photos" and value:
        for shot in range(2):
            page.set_input_files(f"[data-upload={name}] [data-upload-pick]",
                                 {"name": f"{shot}.jpg", "mimeType": "image/jpeg", "buffer": draw_slip(claim_id, shot)})
            page.wait_for_selector(f"[data-upload={name}] [data-upload-file]:not([data-waiting]) >> nth={shot}")
    elif field.kind == "signature_code":
        page.fill(f"[name={name}]", page.inner_text(".proof-slip .proof-code"))
    elif field.kind in ("choice", "choices"):
        _choose(page, name, {value} if isinstance(value, str) else set(value or ()))
    elif field.kind == "tags":
        page.fill(f"[name='{name}.free']", ", ".join(value))
    elif field.kind == "decimal":
        amount, unit = str(value).replace(",", "").split()
        page.fill(f"[name={name}]", amount)
        page.select_option(f"[name='{name}.unit']", unit)
    elif value is not None:
        page.fill(f"[name={name}]", kind_of(field).parse(value, field) if field.kind == "time" else str(value))


def _choose(page: Page, name: str, wanted: set[str]) -> None:
    for box in page.locator(f"[name={name}]").all():
        if (box.get_attribute("value") in wanted) != box.is_checked():
            page.locator(f"label:has([name={name}][value='{box.get_attribute('value')}'])").tap()
