"""What was earned lately rests by its worker's level: never paid early, never kept longer, said the same everywhere."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut
from marketplace.money import service as money
from marketplace.money.jobs import QUEUE_PAYOUTS
from marketplace.money.provider_models import Payout
from marketplace.money.queries.stuck import list_stuck, sum_stuck
from marketplace.money.queries.worker import my_balances, my_trust, payout_with
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from marketplace.money.service.payouts import settle_payout
from marketplace.scheduler.job import run_job
from tests.cast import SYSTEM, send, sign_in
from tests.contest import contend, refusals, winners
from tests.statements import count_statements

NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
LEAST, RACES = 200, 8


@pytest.fixture
def mira(cast, bank, clock, change_settings):
    """A new worker whose earnings rest for three days, connected since noon."""
    clock.move(NOON)
    change_settings(payout_hold_hours=(72, 24, 0), payout_minimum_krw=LEAST, minimum_pay=())
    bank.connect(cast.mira)
    bank.twin.add_balance(1_000_000)
    return cast.mira


@pytest.fixture
def earn(make, cast, mira):
    """`earn(300)`: an answer of hers is accepted for so much, now."""

    def accept(won):
        batch = make.batch(cast.han, rows=1, price=won)
        return make.review(cast.rae, make.submission(mira, batch))

    return accept


@pytest.fixture
def seen(db, cast, mira):
    """What every place says now: (payable, resting) on her page; whether the scheduler and the stuck page agree is checked here."""

    def look():
        db.session.expire_all()
        one = my_balances(mira)[0]
        free, resting = one.free.minor, one.resting.minor
        assert (one.more_at is None) == (resting == 0)
        if not one.under_way:
            assert money.workers_to_pay("KRW") == ([mira.person_id] if free >= LEAST else [])
            rests = {code: (found.count, *found.totals) for code, found in sum_stuck(cast.ada).items() if code == "earnings_rest"}
            is_stuck = free < LEAST <= free + resting
            assert rests == ({"earnings_rest": (1, Money(free + resting, "KRW"))} if is_stuck else {})
        return free, resting

    return look


def _request(worker, actor=None):
    return money.request_payout(worker_id=worker.person_id, currency="KRW", actor=actor or worker)


def _arrive(bank, payout):
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    (transfer,) = bank.provider.find_transfers(payout.reference)
    settle_payout(payout.id, transfer_id=transfer.id, amount=payout.amount, actor=SYSTEM)


def _arrived_before(worker, times):
    """So many payouts reached her long ago."""
    with transaction() as session:
        session.execute(insert(Payout), [{"worker_id": worker.person_id, "method": "stripe", "destination": "acct_old", "amount_minor": 1000,
                                          "currency": "KRW", "state": "paid", "transfer_id": f"tr_old_{number}", "next_try_at": NOON,
                                          "created_at": NOON, "paid_at": NOON} for number in range(times)])


def test_earnings_can_be_paid_at_the_very_end_of_their_rest(seen, earn, mira, clock, prove):
    earn(300)
    clock.move(NOON + timedelta(hours=71, minutes=59))
    assert seen() == (0, 300)

    with pytest.raises(Conflict, match="earnings_rest") as refusal:
        _request(mira)
    assert refusal.value.facts["amount"] == "300 KRW"
    assert datetime.fromisoformat(refusal.value.facts["until"]) - clock.now() < timedelta(minutes=2)
    until = datetime.fromisoformat(refusal.value.facts["until"])
    clock.move(until - timedelta(seconds=5))
    assert seen() == (0, 300)
    clock.move(until)

    assert seen() == (300, 0)
    assert _request(mira).amount == Money(300, "KRW")
    prove()


@pytest.mark.parametrize("seed", range(6))
def test_any_number_of_releases_at_any_times(seed, seen, earn, mira, clock, bank, prove):
    dice, at, earned, paid, hours = random.Random(seed), NOON, [], 0, 72
    for _ in range(12):
        clock.move(at)
        if dice.random() < 0.55:
            amount = dice.randrange(100, 400, 10)
            earn(amount)
            earned.append((clock.now(), amount))
        rested = sum(amount for when, amount in earned if when <= clock.now() - timedelta(hours=hours)) - paid
        assert seen() == (rested, sum(amount for _, amount in earned) - paid - rested)
        if rested >= LEAST and dice.random() < 0.7:
            payout = _request(mira)
            assert payout.amount.minor == rested
            _arrive(bank, payout)
            paid, hours = paid + rested, 24
        at += timedelta(hours=dice.choice((1, 23, 24, 30, 72)), minutes=7)  # never on the edge: the clock runs on meanwhile
    prove()


def test_levels_rise_by_themselves_with_what_has_arrived(mira, earn, seen, clock, bank):
    assert (my_trust(mira).level, my_trust(mira).hours) == ("new", 72)
    earn(300)
    clock.forward(hours=72)
    payout = _request(mira)
    assert my_trust(mira).level == "new"  # on its way is not there yet

    _arrive(bank, payout)
    assert (my_trust(mira).level, my_trust(mira).hours) == ("steady", 24)
    _arrived_before(mira, 8)
    assert my_trust(mira).level == "steady"
    earn(240)
    assert seen() == (0, 240)
    clock.forward(hours=24)
    assert seen() == (240, 0)

    earn(100)
    with transaction() as session:
        session.execute(insert(Payout), [{"worker_id": mira.person_id, "method": "stripe", "destination": "acct_old", "amount_minor": 1000,
                                          "currency": "KRW", "state": "paid", "transfer_id": "tr_tenth", "next_try_at": NOON,
                                          "created_at": NOON, "paid_at": NOON}])
    assert (my_trust(mira).level, my_trust(mira).hours) == ("trusted", 0)
    assert seen() == (340, 0)


def test_who_had_something_taken_back_is_never_trusted_all_the_way(mira, cast, earn, seen):
    _arrived_before(mira, 12)
    assert my_trust(mira).level == "trusted"
    earn(300)
    made = propose_adjustment(purpose="take_back", from_kind="worker", from_owner=mira.person_id, to_kind="wallet",
                              to_owner=cast.han.company_id, amount=Money(80, "KRW"), reason="같은 사진이에요", actor=cast.ada)
    approve_adjustment(made.id, actor=cast.ada)

    assert my_trust(mira).level == "steady"
    assert seen() == (0, 220)  # 300 rest of 220: what is taken back counts at once


def test_a_failed_payout_comes_back_rested(mira, earn, seen, clock, bank):
    earn(300)
    clock.forward(hours=72)
    payout = _request(mira)
    earn(140)
    bank.twin.restrict(payout.destination)

    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)

    one = my_balances(mira)[0]
    assert (one.free.minor, one.resting.minor) == (300, 140)


def test_the_scheduler_takes_only_what_has_rested(mira, earn, seen, clock, prove):
    earn(300)
    clock.forward(hours=71)
    earn(180)
    assert not run_job(QUEUE_PAYOUTS).failed
    assert seen() == (0, 480)

    clock.forward(hours=2)
    outcome = run_job(QUEUE_PAYOUTS)

    assert (outcome.done, outcome.failed) == (1, 0)
    assert seen() == (0, 180)
    prove()


def test_a_receipt_names_the_payout_that_took_its_money(db, mira, earn, clock, bank):
    earn(300)
    clock.forward(hours=60)
    late = clock.now()
    earn(220)
    clock.forward(hours=13)
    first = _request(mira)
    _arrive(bank, first)
    assert payout_with(mira.person_id, "KRW", late + timedelta(seconds=1)) is None
    clock.forward(hours=24)

    second = _request(mira)

    db.session.expire_all()
    assert second.amount == Money(220, "KRW")
    assert payout_with(mira.person_id, "KRW", NOON).id == first.id
    assert payout_with(mira.person_id, "KRW", late + timedelta(seconds=1)).id == second.id


def test_the_stuck_page_says_when_the_least_can_go_out(cast, mira, earn, clock, seen):
    earn(120)
    clock.forward(hours=10)
    earn(100)
    clock.forward(hours=10)
    earn(400)
    seen()

    (row,) = list_stuck(cast.ada, "earnings_rest", Cut()).items

    # 600 alone are below the least; with the second they are enough.
    assert abs(row.next_try_at - (NOON + timedelta(hours=82))) < timedelta(minutes=1)
    assert my_balances(mira)[0].more_at - NOON < timedelta(hours=72, minutes=1)


def test_a_debt_is_repaid_before_what_rests_counts(make, mira, cast, earn, clock, bank, seen):
    earn(300)
    clock.forward(hours=72)
    _arrive(bank, _request(mira))
    made = propose_adjustment(purpose="take_back", from_kind="worker", from_owner=mira.person_id, to_kind="wallet",
                              to_owner=cast.han.company_id, amount=Money(180, "KRW"), reason="같은 사진이에요", actor=cast.ada)
    approve_adjustment(made.id, actor=cast.ada)
    earn(400)

    with pytest.raises(Conflict, match="earnings_rest"):
        _request(mira)
    assert list(sum_stuck(cast.ada)) == ["earnings_rest", "in_debt"]
    clock.forward(hours=24)

    assert _request(mira).amount == Money(220, "KRW")


def test_the_page_and_the_api_say_what_rests_and_until_when(client, speak, mira, earn, clock):
    earn(300)
    sign_in(client, mira)
    page = client.get("/earnings")
    told = speak(mira).get("/balance").json
    refused = send(client, "/payouts", currency="KRW")

    assert (told["level"], told["hold_hours"]) == ("new", 72)
    assert told["balances"][0]["free"]["minor"] == 0
    assert told["balances"][0]["resting"]["minor"] == 300
    assert told["balances"][0]["more_at"].startswith("2026-11-26T03:00")
    assert "쉬는 중" in page.text
    assert "새로 시작한 작업자" in page.text
    assert refused.status_code == 409
    assert "300원이 안전을 위해 쉬고 있어요. 72시간 안에" in refused.text


def test_nothing_rests_where_the_hours_are_none(mira, earn, seen, change_settings, client):
    change_settings(payout_hold_hours=(0, 0, 0), payout_minimum_krw=LEAST, minimum_pay=())
    earn(300)
    sign_in(client, mira)

    assert seen() == (300, 0)
    assert "쉬는 중" not in client.get("/earnings").text


def test_asked_for_twice_while_more_is_earned_only_what_has_rested_leaves_and_once(app, make, cast, bank, clock, change_settings, prove):
    change_settings(payout_hold_hours=(72, 24, 0), payout_minimum_krw=LEAST)
    bank.connect(cast.mira)
    bank.twin.add_balance(1_000_000)
    batch = make.batch(cast.han, rows=2 * RACES)
    for _ in range(RACES):
        clock.forward(hours=-80)
        make.review(cast.rae, make.submission(cast.mira, batch))
        clock.reset()
        fresh = make.submission(cast.mira, batch)

        outcomes = contend(app, partial(_request, cast.mira), partial(_request, cast.mira), partial(make.review, cast.rae, fresh))

        (payout,) = [one for one in winners(outcomes) if isinstance(one, Payout)]
        assert payout.amount == Money(200, "KRW")
        assert len(refusals(outcomes)) == 1
        assert set(refusals(outcomes)) <= {"payout_under_way", "earnings_rest", "below_minimum"}
        _arrive(bank, payout)
    assert (my_balances(cast.mira)[0].free.minor, my_balances(cast.mira)[0].resting.minor) == (0, 200 * RACES)
    prove()


def test_whom_to_pay_is_one_statement_whoever_rests(mira, earn, clock):
    earn(300)
    with count_statements() as seen:
        assert money.workers_to_pay("KRW") == []
    clock.forward(hours=72)

    assert money.workers_to_pay("KRW") == [mira.person_id]
    assert len(seen) == 1
