"""A worker's bank account: kept encrypted, shown masked, and not paid at once when it takes another's place."""

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag

from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from marketplace.money import service as money
from marketplace.money.bank.models import BankAccount
from marketplace.money.service.bank_accounts import register_bank_account, reveal_bank_account

GOOD = {"bank_code": "004", "number": "123-456-78901234", "holder": "김미라"}


def _request(worker):
    return money.request_payout(worker_id=worker.person_id, currency="KRW", actor=worker)


def test_number_and_holder_are_kept_encrypted_and_shown_masked(db, cast):
    account = register_bank_account(**GOOD, actor=cast.mira)

    row = " ".join(str(one) for one in db.session.execute(db.text("SELECT * FROM bank_accounts")).one())
    assert "12345678901234" not in row
    assert "김미라" not in row
    assert account.masked == "****1234"
    assert reveal_bank_account(cast.mira.person_id, actor=cast.ada) == ("12345678901234", "김미라")


def test_a_number_moved_to_another_row_does_not_open(db, cast):
    mira = register_bank_account(**GOOD, actor=cast.mira)
    noah = register_bank_account(bank_code="088", number="110123456789", holder="노아", actor=cast.noah)

    noah.number_sealed = mira.number_sealed
    with pytest.raises(InvalidTag):
        noah.open_number()


@pytest.mark.parametrize(("change", "code"), [
    ({"number": "1234567"}, "account_number_wrong"), ({"number": "1" * 17}, "account_number_wrong"),
    ({"number": "00000000"}, "account_number_wrong"), ({"number": "12345678a"}, "account_number_wrong"),
    ({"holder": "=cmd()"}, "holder_wrong"), ({"holder": "김미라🙂"}, "holder_wrong"),
])
def test_a_number_or_a_name_that_can_not_be_one_is_refused(db, cast, change, code):
    with pytest.raises(Invalid, match=code):
        register_bank_account(**GOOD | change, actor=cast.mira)
    assert db.session.get(BankAccount, cast.mira.person_id) is None


@pytest.mark.parametrize("number", ["12345678", "1" * 16])
def test_the_shortest_and_the_longest_number_are_taken(cast, number):
    assert register_bank_account(**GOOD | {"number": number}, actor=cast.mira).last_digits == number[-4:]


def test_the_first_account_is_paid_at_once_and_by_the_bank(banked, prove):
    payout = _request(banked)

    assert (payout.method, payout.destination) == ("bank", "004 ****1234")
    prove()


def test_a_changed_account_rests_before_it_is_paid(banked):
    register_bank_account(bank_code="088", number="110123456789", holder="김미라", actor=banked)

    with pytest.raises(Conflict, match="account_changed"):
        _request(banked)
    with clock.at(clock.now() + timedelta(hours=71, minutes=59)), pytest.raises(Conflict, match="account_changed"):
        _request(banked)
    with clock.at(clock.now() + timedelta(hours=72)):
        assert _request(banked).destination == "088 ****6789"


def test_an_account_that_takes_the_place_of_stripe_rests_too(bank, earner):
    bank.connect(earner)
    register_bank_account(**GOOD, actor=earner)

    with pytest.raises(Conflict, match="account_changed"):
        _request(earner)


def test_an_account_of_two_workers_is_held_for_both(cast, banked):
    register_bank_account(bank_code="004", number="12345678901234", holder="노아", actor=cast.noah)

    with pytest.raises(Conflict, match="account_shared"):
        _request(banked)
    assert banked.person_id not in money.workers_to_pay("KRW")


def test_only_its_worker_and_admins_see_the_whole_number(cast, banked):
    with pytest.raises(NotFound):
        reveal_bank_account(banked.person_id, actor=cast.noah)
    with pytest.raises(Forbidden):
        reveal_bank_account(banked.person_id, actor=cast.han)


def test_looking_at_the_whole_number_is_written_down(db, cast, banked):
    reveal_bank_account(banked.person_id, actor=cast.ada)

    rows = db.session.execute(db.text("SELECT actor_id FROM journal WHERE verb = 'reveal_bank_account'")).scalars().all()
    assert rows == [cast.ada.person_id]


def test_whose_account_can_be_paid_is_queued_by_the_job(banked):
    assert money.workers_to_pay("KRW") == [banked.person_id]
