"""The business's way in a real browser: draft, rows, payment at the local Stripe, publication; and no barrier on any page."""

import pytest

from marketplace.money.provider_models import Payment
from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import find_job
from marketplace.work.models import Batch, Task
from tests.browser import PHONE, find_barriers
from tests.cast import PASSWORD
from tests.stripe_twin import DECLINED, GOOD

pytestmark = pytest.mark.browser
ROWS = "left_title,right_title\n상품 하나,상품 둘\n상품 셋,상품 넷\n"


@pytest.fixture
def shop(stripe_twin, change_settings, live_server):
    """The local Stripe, wired to the running application."""
    change_settings(base_url=live_server.url, stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key,
                    stripe_webhook_secret=(stripe_twin.webhook_secret,))
    return stripe_twin


def _enter(page, path):
    page.goto(f"/sign-in?next={path}")
    page.fill("input[name=email]", "han@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{path}")


def test_a_batch_is_made_paid_for_and_published(db, make, cast, page, shop, prove):
    make.version()
    _enter(page, "/batches/new")

    page.get_by_label("두 상품이 같은지 확인하기").check()
    assert page.input_value("[name=price]") == "190"
    page.fill("[name=title]", "겨울 신상품 짝 맞추기")
    page.fill("[data-total-rows]", "1,000")
    assert page.text_content("[data-total-out=sum]") == "₩209,000"
    assert page.text_content("[data-total-out=hourly]") == "₩11,400"
    page.get_by_role("button", name="초안으로 저장하고 자료 올리기").click()
    page.set_input_files("[name=table]", {"name": "rows.csv", "mimeType": "text/csv", "buffer": ROWS.encode()})
    page.get_by_role("button", name="올리고 확인하기").click()
    page.get_by_role("button", name="2줄 가져오기").click()
    page.get_by_role("button", name="418원 결제하기").click()
    page.wait_for_url(f"{shop.base_url}/**")
    shop.pay(db.session.query(Payment).one().checkout_id, GOOD)
    batch = db.session.query(Batch).one()
    page.goto(f"/batches/{batch.id}/paid")
    page.get_by_role("button", name="418원 보관하고 공개하기").click()

    page.get_by_text("공개했어요.").wait_for()
    db.session.expire_all()
    assert (db.session.get(Batch, batch.id).state, db.session.query(Task).count()) == ("open", 2)
    prove()


def test_a_declined_card_is_told_apart_from_a_payment(db, make, cast, page, shop):
    draft = make.draft(cast.han, rows=3, price=200)
    _enter(page, f"/batches/{draft.id}")

    page.get_by_role("button", name="660원 결제하기").click()
    page.wait_for_url(f"{shop.base_url}/**")
    shop.pay(db.session.query(Payment).one().checkout_id, DECLINED)
    page.goto(f"/batches/{draft.id}/paid")

    assert page.get_by_text("아직 결제되지 않았어요").is_visible()
    page.get_by_role("button", name="660원 다시 결제하기").click()
    page.wait_for_url(f"{shop.base_url}/**")


def test_closing_asks_first_with_the_amount(db, make, cast, page, live_server):
    batch = make.batch(cast.han, rows=3, price=200)
    _enter(page, f"/batches/{batch.id}")

    page.get_by_role("button", name="마감하기").click()
    dialog = page.get_by_role("dialog")
    assert "₩660" in dialog.inner_text()
    dialog.get_by_role("button", name="마감하고 660원 돌려받기").click()

    page.get_by_text("쓰지 않은 돈은 지갑으로 돌아왔어요").wait_for()
    db.session.expire_all()
    assert db.session.get(Batch, batch.id).state == "closed"


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_no_page_has_a_barrier_or_scrolls_sideways(make, cast, open_page, live_server, viewport):
    draft, live = make.draft(cast.han), make.batch(cast.han, rows=4)
    make.review(cast.rae, make.submission(cast.mira, live))
    page = open_page(**({"viewport": viewport} if viewport else {}))
    _enter(page, "/batches")
    template = make.version().template_id

    for path in ("/batches", "/batches/new", f"/batches/{draft.id}", f"/batches/{live.id}", f"/batches/{live.id}/tasks", "/imports/1",
                 f"/batches/{live.id}/money", "/money", "/money/batches", "/money/payments", "/templates", f"/templates/{template}"):
        assert page.goto(path).status == 200
        assert find_barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"), path


def test_a_long_upload_shows_how_far_it_is_and_then_what_it_came_to(db, make, cast, page):
    draft = make.draft(cast.han, rows=1)
    table = "left_title,right_title\n" + "".join(f"상품 {n},상품 둘\n" for n in range(5_001))
    _enter(page, f"/batches/{draft.id}")

    page.get_by_text("표 더 올리기").click()
    page.set_input_files("[name=table]", {"name": "rows.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.get_by_role("button", name="올리고 확인하기").click()
    page.get_by_text("파일을 읽고 있어요").wait_for()
    run_job(find_job("read_imports"))

    page.get_by_role("button", name="5,001줄 가져오기").wait_for()
    assert find_barriers(page) == []
