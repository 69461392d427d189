"""Reviewing without touching the mouse, in a real browser."""

import pytest

from marketplace.quality.appeals import file_appeal
from marketplace.quality.models import Appeal, Review
from tests.browser import find_barriers
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


def enter(page, name, at="**/reviews/*"):
    page.goto("/sign-in")
    page.fill("#email", f"{name}@example.com")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(at)


def test_a_reviewer_scores_decides_and_goes_on_by_keys(db, make, cast, page):
    batch = make.batch(cast.han, rows=3, price=200)
    first, second = make.submission(cast.mira, batch), make.submission(cast.noah, batch)
    enter(page, "rae")
    preview = page.locator("[data-preview]")

    for key in "1234":
        page.keyboard.press(key)
    assert "100점, 합격이에요. 승인하면 200원 지급해요." in preview.inner_text()
    page.keyboard.press("2")
    assert "부분 승인이면 160원" in preview.inner_text()
    page.keyboard.press("p")
    assert "근거를 적어 주세요" in preview.inner_text()
    page.keyboard.type("연도를 빠뜨렸어요")
    page.keyboard.press("Escape")
    assert find_barriers(page) == []
    page.keyboard.press("p")
    page.wait_for_url(f"**/reviews/{second.id}")

    review = db.session.query(Review).one()
    assert (review.submission_id, review.decision, review.score) == (first.id, "partial", 80)


def test_rework_asks_for_words_before_it_is_sent(db, make, cast, page):
    make.submission(cast.mira, make.batch(cast.han, rows=1))
    enter(page, "rae")

    for key in "1134":
        page.keyboard.press(key)
    page.keyboard.press("2")
    page.locator("#note-verdict").fill("버전이 달라요")
    page.keyboard.press("Escape")
    assert "필수 항목 미달" in page.locator("[data-preview]").inner_text()
    page.keyboard.press("r")
    page.keyboard.type("버전을 다시 봐 주세요")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.wait_for_url("**/reviews")

    assert db.session.query(Review.message).scalar() == "버전을 다시 봐 주세요"


def test_a_second_look_is_taken_by_the_same_keys(db, make, cast, page):
    batch, critical = make.batch(cast.han, rows=2), next(item.key for item in make.version().spec.checklist if item.critical)
    appeals = []
    for worker in (cast.mira, cast.noah):
        submission = make.submission(worker, batch)
        make.review(cast.rae, submission, "reject", critical)
        appeals.append(file_appeal(submission.id, reason="다시 봐 주세요", actor=worker))
    make.person("Sol", reviewer=True)
    enter(page, "sol", "**/reviews")

    page.goto("/appeals")
    page.wait_for_url(f"**/appeals/{appeals[0].id}")
    page.keyboard.press("n")
    page.wait_for_url(f"**/appeals/{appeals[1].id}")
    page.keyboard.press("n")
    page.wait_for_url(f"**/appeals/{appeals[0].id}")
    for key in "11234":
        page.keyboard.press(key)
    assert "지급 0원: 반려를 골라 주세요" in page.locator("[data-preview]").inner_text()
    page.keyboard.press("x")
    page.keyboard.type("버전이 달라요")
    page.keyboard.press("Escape")
    assert find_barriers(page) == []
    page.keyboard.press("x")
    page.wait_for_url(f"**/appeals/{appeals[1].id}")

    db.session.expire_all()
    assert [one.state for one in db.session.query(Appeal).order_by(Appeal.id)] == ["upheld", "filed"]
