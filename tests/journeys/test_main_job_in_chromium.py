"""The main job as people do it, in Chromium, in Korean: from signing up to the money on the worker's account."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from marketplace.accounts import service as accounts
from marketplace.accounts.models import Person
from marketplace.kernel.database import db as database
from marketplace.kernel.policy import Actor
from marketplace.money.proof import prove_ledger
from marketplace.standards.service import publish_catalogue
from tests.browser import PHONE, find_barriers
from tests.cast import SYSTEM

PASSWORD = "나의 좋은 비밀번호 1"
ROWS = ("left_title,left_manufacturer,left_price,right_title,right_manufacturer,right_price\n"
        "adobe photoshop cs3,adobe,649.00,photoshop cs3 for mac,adobe,629.99\n"
        "learn korean 2.0,nova,29.95,learn japanese 2.0,nova,29.95\n"
        "family tree 5,acme,19.99,family tree 6,acme,19.99\n")

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


class Visitor:
    """Somebody with a browser of their own; every page they stop at is checked for barriers."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name, self.email = page, name, f"{name}@example.com"

    def sign_up(self) -> "Visitor":
        """Make an account and land where one chooses what to do here."""
        self.go("/sign-up")
        self.page.fill("[name=name]", self.name)
        self.page.fill("[name=email]", self.email)
        self.page.fill("[name=password]", PASSWORD)
        self.press("가입하기")
        return self

    def sign_in(self) -> "Visitor":
        """Come back."""
        self.go("/sign-in")
        self.page.fill("[name=email]", self.email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("main").get_by_role("button", name="로그인").click()
        self.look()
        return self

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        answer = self.page.goto(path)
        assert (path, answer and answer.status) == (path, 200)
        self.look()

    def press(self, name: str, role: str = "button") -> None:
        """Press what has this name and look at where it leads."""
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.look()

    def look(self) -> None:
        """The page is whole: no barrier of axe's serious kinds, nothing wider than the screen."""
        self.page.wait_for_load_state()
        assert find_barriers(self.page) == [], self.page.url
        assert not self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"), self.page.url

    def sees(self, words: str) -> None:
        """The words stand on the page."""
        expect(self.page.locator("body")).to_contain_text(words)


@pytest.fixture
def people(market, open_page):
    """`people("한나")`: a person at a desk; `people("미라", phone=True)` on a phone."""
    return lambda name, phone=False: Visitor(open_page(reduced_motion="reduce", **({"viewport": PHONE} if phone else {})), name)


def _staff(market, person: Visitor, **role: bool) -> None:
    with market.app.app_context():
        person_id = database.session.query(Person).filter_by(email=person.email).one().id
        accounts.add_staff(person_id=person_id, actor=SYSTEM, **role)


def _approve(admin: Visitor, name: str) -> None:
    admin.go("/admin/applications")
    admin.press(name, role="link")
    admin.page.fill("[name=evidence]", "등록증과 통화로 확인함")
    admin.page.fill("[name=reason]", "조건을 모두 갖춤")
    admin.press("승인하기")


def _answer_quiz(market, worker: Visitor) -> None:
    with market.app.app_context():
        version = publish_catalogue(actor=SYSTEM)["same-product"]
        rights = [question.right for question in version.spec.quiz.questions]
    for number, right in enumerate(rights, 1):
        worker.page.locator(f"[name=answer-{number}][value='{right}']").check(force=True)
    worker.press("답 내고 결과 보기")


def test_from_sign_up_to_the_receipt(market, people, tmp_path: Path) -> None:
    with market.app.app_context():
        publish_catalogue(actor=Actor.system("tests"))
    admin, reviewer, business, worker = people("ada"), people("rae"), people("한상점"), people("미라", phone=True)
    for person in (admin, reviewer):
        person.sign_up()
    _staff(market, admin, admin=True)
    _staff(market, reviewer, reviewer=True)

    # A business and a worker ask to be let in, and are.
    business.sign_up()
    business.go("/me/applications/business")
    business.page.fill("[name=company_name]", "한나 상점")
    business.page.fill("[name=business_number]", "107-82-09351")
    business.page.fill("[name=representative]", "한나")
    business.page.fill("[name=statement]", "소프트웨어 상품 짝 맞추기, 한 달 2천 건")
    business.press("맡기기 신청하기")
    worker.sign_up()
    worker.go("/me/applications/worker")
    worker.page.fill("[name=statement]", "상품 비교를 여러 번 해 봤어요.")
    worker.page.locator("[name=accept_terms]").check(force=True)
    worker.press("일하기 신청하기")
    _approve(admin, "한나 상점")
    _approve(admin, "미라")

    # The business posts: template, price, rows.
    business.go("/batches/new")
    business.page.locator("[name=template_version_id]").nth(1).check(force=True)
    business.page.fill("[name=title]", "같은 상품 찾기 1차")
    business.page.fill("[name=price]", "1000000")
    business.press("초안으로 저장하고 자료 올리기")
    business.sees("이하여야 해요")
    assert business.page.input_value("[name=title]") == "같은 상품 찾기 1차"
    business.page.fill("[name=price]", "400")
    business.press("초안으로 저장하고 자료 올리기")
    table = tmp_path / "상품.csv"
    table.write_bytes(ROWS.encode("cp949"))
    business.page.set_input_files("[name=table]", table)
    business.press("올리고 확인하기")
    business.press("3줄 가져오기")

    # It pays on the provider's page: declined first, then for real; and publishes.
    business.press("1,320원 결제하기")
    batch_id = _pay(business, declined=True)
    business.press("보관하고 공개하기")
    business.sees("진행 중")

    # The worker passes the quiz, takes a task on the phone, writes, is interrupted, and hands in.
    worker.go("/work")
    worker.press("같은 상품 찾기 1차", role="link")
    worker.press("퀴즈 풀고 시작하기", role="link")
    _answer_quiz(market, worker)
    worker.go(f"/work/{batch_id}")
    worker.press("다음 일감 시작하기")
    _answer_task(worker, "different")
    expect(worker.page.locator("[data-autosave-mark]")).to_contain_text("저장", timeout=5_000)
    worker.page.reload()
    expect(worker.page.locator("[name=note]")).to_have_value("제품 이름이 달라요")
    _submit(worker)

    # The reviewer asks for rework by keyboard; the worker mends it; it is accepted.
    reviewer.go("/reviews")
    _mark(reviewer, failed=1, why="이름을 다시 비교해 주세요")
    reviewer.page.fill("[name=message]", "두 카드의 이름을 다시 봐 주세요")
    reviewer.press("재작업")
    market.run_jobs()
    worker.go("/claims?state=active")
    worker.press("같은 상품 찾기 1차", role="link")
    worker.sees("두 카드의 이름을 다시 봐 주세요")
    _answer_task(worker, "same")
    _submit(worker)
    reviewer.go("/reviews")
    _mark(reviewer)
    reviewer.page.locator("h1").click()
    reviewer.page.keyboard.press("a")
    reviewer.page.wait_for_load_state()

    # The money: connect, be paid by the scheduler, and see how it came about. The balance is below the least payout, so two more tasks follow.
    for _ in range(2):
        market.run_jobs()
    worker.go("/earnings")
    worker.sees("₩400")
    worker.press("정산 계좌 연결하기")
    worker.page.get_by_role("button", name="마치고 돌아가기").click()
    worker.page.wait_for_url(re.compile(re.escape(market.url)))
    worker.sees("연결됨")
    for _ in range(2):
        _earn_another(worker, reviewer, batch_id)
    market.run_jobs(3)
    worker.go("/earnings")
    worker.sees("입금됨")
    worker.press("같은 상품 찾기 1차", role="link")
    worker.look()
    worker.sees("400")

    listed = market.twin.transfers()
    assert [(transfer["amount"], transfer["currency"]) for transfer in listed] == [(1_200, "krw")]
    # The business closes; the ledger proves.
    business.go(f"/batches/{batch_id}")
    business.sees("3 / 3")
    with market.app.app_context():
        assert prove_ledger() == []


def _pay(business: Visitor, *, declined: bool) -> int:
    page = business.page
    page.wait_for_url(re.compile(r"/pay/"))
    if declined:
        page.locator("input[value='4000000000000002']").check()
        page.locator("button.primary").click()
        expect(page.get_by_role("alert")).to_be_visible()
    page.locator("input[value='4242424242424242']").check()
    page.locator("button.primary").click()
    page.wait_for_url(re.compile(r"/batches/\d+"))
    business.look()
    return int(re.search(r"/batches/(\d+)", page.url)[1])  # type: ignore[index]


def _answer_task(worker: Visitor, verdict: str) -> None:
    """By keyboard alone, as the page promises."""
    _tick(worker, f"[name=verdict][value={verdict}]")
    for box in worker.page.locator("[name=differences]:checked").all():
        box.focus()
        worker.page.keyboard.press("Space")
    if verdict == "different":
        _tick(worker, "[name=differences][value=title]")
    worker.page.fill("[name=note]", "제품 이름이 달라요" if verdict == "different" else "photoshop cs3")


def _tick(worker: Visitor, selector: str) -> None:
    worker.page.locator(selector).focus()
    worker.page.keyboard.press("Space")
    expect(worker.page.locator(selector)).to_be_checked()


def _submit(worker: Visitor) -> None:
    worker.page.locator("[data-task-submit]").click()
    anyway = worker.page.get_by_role("button", name="이대로 제출하기")
    worker.page.wait_for_function("() => !location.pathname.match(/^\\/claims\\/\\d+$/) || document.body.innerText.includes('이대로 제출하기')")
    if anyway.count() and anyway.first.is_visible():
        anyway.first.click()
    worker.page.wait_for_function("() => !document.querySelector('[data-task-submit]')")
    worker.look()


def _mark(reviewer: Visitor, *, failed: int = 0, why: str = "") -> None:
    """Mark every item by its number key: once passes, twice fails."""
    count = reviewer.page.locator("[data-check]").count()
    reviewer.page.locator("h1").click()
    for number in range(1, count + 1):
        for _ in range(2 if number == failed else 1):
            reviewer.page.keyboard.press(str(number))
    if failed:
        reviewer.page.locator("[data-check]").nth(failed - 1).locator("textarea").fill(why)


def _earn_another(worker: Visitor, reviewer: Visitor, batch_id: int) -> None:
    worker.go(f"/work/{batch_id}")
    worker.press("다음 일감 시작하기")
    _answer_task(worker, "different")
    _submit(worker)
    reviewer.go("/reviews")
    _mark(reviewer)
    reviewer.press("승인")
