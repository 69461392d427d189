"""How many hours money still rests is said as people say it: one hour, two hours."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.accounts import service as accounts
from marketplace.kernel.errors import Conflict
from marketplace.money import service as money
from marketplace.money.service.bank_accounts import register_bank_account
from tests.cast import sign_in

NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
GOOD = {"bank_code": "004", "number": "12345678901234", "holder": "김미라"}
SAID = pytest.mark.parametrize(("left", "ko", "en"), [
    (1, " 1시간 안에", "within 1 hour[.,]"), (59, " 1시간 안에", "within 1 hour[.,]"), (61, " 2시간 안에", "within 2 hours[.,]")])


@pytest.fixture
def earn(make, cast, clock, change_settings):
    """Mira earns 400 won at noon; so many hours do they rest, and so many does a new account."""

    def accept(earnings, account):
        clock.move(NOON)
        change_settings(payout_hold_hours=(earnings,) * 3, account_change_hours=account, payout_minimum_krw=1, minimum_pay=())
        make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=1, price=400)))
        return cast.mira

    return accept


def _refused(worker, ko, en):
    with pytest.raises(Conflict, match=en) as refusal:
        money.request_payout(worker_id=worker.person_id, currency="KRW", actor=worker)
    assert ko in refusal.value.message.ko
    return refusal.value.code


@SAID
def test_until_earnings_can_be_sent(bank, earn, clock, left, ko, en):
    mira = earn(24, 0)
    bank.connect(mira)
    clock.move(NOON + timedelta(hours=24, minutes=-left))

    assert _refused(mira, ko, en) == "earnings_rest"


@SAID
def test_until_a_changed_account_is_paid(bank, earn, clock, left, ko, en):
    mira = earn(0, 24)
    bank.connect(mira)
    register_bank_account(**GOOD, actor=mira)
    clock.move(NOON + timedelta(hours=24, minutes=-left))

    assert _refused(mira, ko, en) == "account_changed"


@pytest.mark.parametrize(("hours", "ko", "earnings", "account"), [
    (1, "1시간", "rest for 1 hour for safety", "after 1 hour, and"), (2, "2시간", "rest for 2 hours for safety", "after 2 hours, and")])
def test_the_pages_say_it_too(client, earn, hours, ko, earnings, account):
    mira = earn(hours, hours)
    sign_in(client, mira)

    assert f"안전을 위해 {ko} 쉬어요" in client.get("/earnings").text
    assert f"안전을 위해 {ko} 뒤부터" in client.get("/payouts/bank-account").text
    accounts.change_language(locale="en", actor=mira)
    assert earnings in client.get("/earnings").text
    assert account in client.get("/payouts/bank-account").text
