"""A worker's money by page: balances, the account, asking for a payout, and why not."""

from dataclasses import replace

import pytest

from marketplace.kernel.settings import settings_in_use
from marketplace.money import service as money
from marketplace.money.provider_models import Payout, PayoutAccount
from marketplace.money.requirements import requirement_words
from tests.cast import SYSTEM, send, sign_in
from tests.statements import count_statements
from tests.stripe_twin import SECRET_KEY


@pytest.fixture
def mira(client, cast):
    """Mira's browser."""
    sign_in(client, cast.mira)
    return client


@pytest.fixture
def earn(make, cast):
    """`earn(6)`: so many accepted answers at 200 won."""
    def earn_some(count):
        batch = make.batch(cast.han, rows=count)
        for _ in range(count):
            make.review(cast.rae, make.submission(cast.mira, batch))
    return earn_some


@pytest.fixture
def to_the_twin(bank, settings):
    """The pages talk to the local Stripe."""
    with settings_in_use(replace(settings, stripe_api_base=bank.twin.base_url, stripe_secret_key=SECRET_KEY)):
        yield bank


def test_a_new_worker_sees_nothing_earned_and_how_to_begin(mira):
    shown = mira.get("/earnings").text

    assert "₩0" in shown
    assert "아직 받은 일감이 없어요" in shown
    assert "정산 계좌 연결하기" in shown


def test_what_is_free_waiting_and_earned_stands_apart(mira, make, cast, earn):
    earn(2)
    make.submission(cast.mira, make.batch(cast.han, rows=1, price=350))

    shown = mira.get("/earnings").text

    assert '<p class="balance-free"><data class="money" value="400">₩400</data></p>' in shown
    assert "검수 중 1건" in shown
    assert "₩350" in shown
    assert shown.count("+₩200") == 2


def test_the_page_costs_the_same_however_much_was_earned(mira, earn):
    earn(1)
    mira.get("/earnings")
    with count_statements() as one:
        mira.get("/earnings")
    earn(5)

    with count_statements() as six:
        mira.get("/earnings")

    assert len(six) == len(one)


def test_each_line_opens_its_receipt(mira, earn, db):
    earn(1)

    assert "/receipts/1" in mira.get("/earnings").text


def test_connecting_leads_to_the_provider_and_back(mira, cast, to_the_twin, db):
    away = send(mira, "/payouts/account")
    account = db.session.get(PayoutAccount, cast.mira.person_id)
    assert away.status_code == 303
    assert away.location.startswith(to_the_twin.twin.base_url)
    to_the_twin.twin.complete_onboarding(account.provider_account_id)

    back = mira.get("/payouts/account")

    assert (back.status_code, back.location) == (303, "/earnings")
    assert "연결됨" in mira.get("/earnings").text


def test_what_the_account_lacks_is_said_in_plain_words(mira, to_the_twin):
    send(mira, "/payouts/account")
    mira.get("/payouts/account")

    shown = mira.get("/earnings").text

    assert "입금받을 은행 계좌" in shown
    assert "생년월일" in shown
    assert "individual." not in shown


def test_without_the_provider_the_page_says_so(mira):
    assert send(mira, "/payouts/account").status_code == 503


def test_asking_sets_the_balance_aside_once(mira, cast, earn, bank, db, prove):
    earn(6)
    bank.connect(cast.mira)
    assert "1,200원 정산 신청하기" in mira.get("/earnings").text

    answer = send(mira, "/payouts", currency="KRW")

    payout = db.session.query(Payout).one()
    assert (answer.status_code, answer.location) == (303, f"/payouts/{payout.id}")
    assert payout.amount.minor == 1200
    assert "₩1,200" in mira.get(f"/payouts/{payout.id}").text
    assert "정산 신청하기" not in mira.get("/earnings").text
    prove()


def test_a_payout_that_arrived_is_listed_with_its_transfer(mira, cast, earn, bank, db):
    earn(6)
    bank.connect(cast.mira)
    bank.twin.add_balance(100_000)
    payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()

    shown = mira.get(f"/payouts/{payout.id}").text

    db.session.expire_all()
    assert db.session.get(Payout, payout.id).transfer_id in shown
    assert "입금됨" in shown
    assert "입금됨" in mira.get("/payouts").text


@pytest.mark.parametrize(("case", "code", "said"), [
    ("nothing connected", "not_connected", "먼저 정산 계좌를 연결해 주세요"),
    ("restricted", "account_restricted", "신분증 사진"),
    ("below the minimum", "below_minimum", "1,000원부터 정산할 수 있어요"),
    ("under way", "payout_under_way", "이미 보내고 있는 정산이 있어요"),
])
def test_a_payout_is_refused_with_the_reason_and_nothing_moves(mira, cast, earn, bank, db, prove, case, code, said):
    earn(2 if case == "below the minimum" else 6)
    if case != "nothing connected":
        account = bank.connect(cast.mira)
        if case == "restricted":
            bank.twin.restrict(account)
            money.refresh_account(cast.mira.person_id, provider=bank.provider, actor=cast.mira)
        if case == "under way":
            money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
            earn(6)
    before = db.session.query(Payout).count()

    answer = send(mira, "/payouts", currency="KRW")

    assert answer.status_code == 409
    assert code in answer.text
    assert said in answer.text
    assert db.session.query(Payout).count() == before
    prove()


def test_somebody_elses_payout_looks_like_none(mira, make, cast, db):
    assert mira.get("/payouts/1").status_code == 404


def test_each_missing_thing_is_named_once_and_unknown_ones_kindly():
    words = requirement_words(["individual.dob.day", "individual.dob.month", "external_account", "something.new"])

    assert [word.ko for word in words] == ["생년월일", "입금받을 은행 계좌", "추가 정보"]
