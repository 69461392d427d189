"""Paying a worker: exactly one right transfer, whatever the provider and the network do."""

from datetime import timedelta

import pytest

from marketplace.gateways.money_provider import ProviderUnavailable
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payout
from marketplace.money.service.payouts import start_attempt
from tests.cast import SYSTEM
from tests.contest import contend, refusals, winners

EARNED = 6 * 200


@pytest.fixture
def earner(make, cast, bank):
    """Mira, with six accepted answers and a payout account; the provider has our money."""
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    bank.twin.add_balance(100_000)
    return cast.mira


def _owed(db, worker):
    return balance(db.session(), "worker", worker.person_id, "KRW").minor


def _request(worker):
    return money.request_payout(worker_id=worker.person_id, currency="KRW", actor=worker)


def _state(db, payout):
    db.session.expire_all()
    return db.session.get(Payout, payout.id).state


def _send_until_settled(bank, payout, rounds=8):
    """As the scheduler would, with time passing between the attempts."""
    moment = clock.now()
    for _ in range(rounds):
        with clock.at(moment):
            money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
        bank.hear()
        moment += timedelta(hours=7)


def _transfers(bank, payout):
    return [(transfer["amount"], transfer["destination"]) for transfer in bank.twin.transfers(transfer_group=payout.reference)]


def test_a_payout_is_sent_settled_and_listed_once(db, bank, earner, prove):
    payout = _request(earner)
    assert money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    assert _state(db, payout) == "sent"
    bank.hear()

    assert (_state(db, payout), _owed(db, earner)) == ("paid", 0)
    assert _transfers(bank, payout) == [(EARNED, payout.destination)]
    prove()


def test_the_event_may_come_before_we_wrote_down_the_transfer(db, bank, earner, prove):
    payout = _request(earner)
    started = start_attempt(payout.id, actor=SYSTEM)
    bank.provider.send_transfer(reference=started.reference, amount=started.amount, destination=started.destination, key=f"{started.reference}:1")

    bank.hear()

    assert _state(db, payout) == "paid"
    prove()


@pytest.mark.parametrize("fault", ["error_before", "error_after", "reset_before", "reset_after", "rate_limit"])
def test_a_fault_is_followed_by_one_right_transfer(db, bank, earner, prove, fault):
    payout = _request(earner)
    bank.twin.fault("transfers.create", fault)

    _send_until_settled(bank, payout)

    assert _state(db, payout) == "paid"
    assert _transfers(bank, payout) == [(EARNED, payout.destination)]
    prove()


def test_keys_forgotten_in_a_long_outage_still_make_one_transfer(db, bank, earner, prove):
    payout = _request(earner)
    bank.twin.fault("transfers.create", "error_after")
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    bank.twin.advance(hours=25)

    _send_until_settled(bank, payout)

    assert _transfers(bank, payout) == [(EARNED, payout.destination)]
    assert _state(db, payout) == "paid"
    prove()


def test_a_stored_error_replayed_for_ever_is_overcome_by_a_new_attempt(db, bank, earner, prove):
    payout = _request(earner)
    bank.twin.fault("transfers.create", "error_before")
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    asked = {"amount": EARNED, "currency": "krw", "destination": payout.destination, "transfer_group": payout.reference,
             "metadata[reference]": payout.reference}
    first = bank.twin.call("POST", "/v1/transfers", asked, key=f"{payout.reference}:1")
    _send_until_settled(bank, payout)

    assert first.status_code >= 400  # the first attempt's key is burnt for a day
    assert len(_transfers(bank, payout)) == 1
    prove()


def test_too_little_of_our_money_there_waits_instead_of_failing(db, make, cast, bank, prove):
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.noah, batch))
    bank.connect(cast.noah)
    payout = _request(cast.noah)

    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    assert _state(db, payout) == "sending"
    bank.twin.add_balance(100_000)
    _send_until_settled(bank, payout)

    assert _state(db, payout) == "paid"
    prove()


def test_a_refused_transfer_gives_the_worker_their_money_back(db, bank, earner, prove):
    payout = _request(earner)
    bank.twin.restrict(payout.destination)

    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)

    assert (_state(db, payout), _owed(db, earner)) == ("failed", EARNED)
    assert _transfers(bank, payout) == []
    prove()


def test_asking_ten_times_at_once_sets_the_balance_aside_once(app, db, bank, earner, prove):
    outcomes = contend(app, *(lambda: _request(earner) for _ in range(10)))

    assert len(winners(outcomes)) == 1
    assert set(refusals(outcomes)) <= {"payout_under_way", "below_minimum"}
    prove()


def test_two_schedulers_at_once_send_one_transfer(app, db, bank, earner, prove):
    payout = _request(earner)

    contend(app, *(lambda: money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM) for _ in range(4)))
    bank.hear()

    assert len(_transfers(bank, payout)) == 1
    assert _state(db, payout) == "paid"
    prove()


def test_a_random_key_and_no_look_would_pay_twice(db, bank, earner):
    """What the rule is for: the same fault with a fresh key and without asking first."""
    payout = _request(earner)
    bank.twin.fault("transfers.create", "error_after")
    asked = {"reference": payout.reference, "amount": payout.amount, "destination": payout.destination}

    with pytest.raises(ProviderUnavailable):  # it is lost on the way back
        bank.provider.send_transfer(**asked, key="random-1")
    bank.provider.send_transfer(**asked, key="random-2")

    assert len(_transfers(bank, payout)) == 2


@pytest.mark.parametrize(("prepare", "code"), [
    (lambda bank, worker: None, "not_connected"),
    (lambda bank, worker: bank.connect(worker), "below_minimum"),
])
def test_a_payout_that_can_not_be_made_says_why(make, cast, bank, prove, prepare, code):
    prepare(bank, cast.mira)

    with pytest.raises(Conflict, match=code):
        _request(cast.mira)
    prove()
