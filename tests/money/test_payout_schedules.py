"""A worker is paid on the days they chose, in Korea's time; by hand at any time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Forbidden
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.jobs import QUEUE_PAYOUTS
from marketplace.money.provider_models import Payout
from marketplace.money.queries.schedules import my_payout_schedule
from marketplace.money.queries.stuck import sum_stuck
from marketplace.money.schedules import SCHEDULES, begins_at, next_day
from marketplace.money.service.payouts import settle_payout
from marketplace.money.service.schedules import choose_payout_schedule
from marketplace.scheduler.job import run_job
from tests.cast import SYSTEM, send, sign_in

MONDAY_IN_SEOUL = datetime(2026, 11, 29, 15, tzinfo=UTC)  # Sunday afternoon in London
PAYDAY_IN_SEOUL = datetime(2026, 12, 24, 15, tzinfo=UTC)
SECOND = timedelta(seconds=30)


@pytest.fixture
def earn(cast, make):
    """`earn(6)`: so many answers of hers are accepted for 200 won each, now."""

    def accept(answers):
        batch = make.batch(cast.han, rows=answers)
        for _ in range(answers):
            make.review(cast.rae, make.submission(cast.mira, batch))

    return accept


@pytest.fixture
def mira(cast, earn, bank, clock):
    """Six answers of hers were accepted on Thursday; her account takes money."""
    clock.move(datetime(2026, 11, 26, 3, tzinfo=UTC))
    earn(6)
    bank.connect(cast.mira)
    return cast.mira


def _is_due(worker):
    return money.workers_to_pay("KRW") == [worker.person_id]


DAYS = pytest.mark.parametrize(("schedule", "starts"), [("mondays", MONDAY_IN_SEOUL), ("payday", PAYDAY_IN_SEOUL)])


@DAYS
def test_the_day_begins_at_midnight_in_korea_and_is_owed_until_it_was_paid(mira, clock, schedule, starts):
    choose_payout_schedule(schedule=schedule, actor=mira)

    found = []
    for moment in (starts - SECOND, starts + SECOND, starts + timedelta(days=1) + SECOND, starts + timedelta(days=5)):
        clock.move(moment)
        found.append(_is_due(mira))
    assert run_job(QUEUE_PAYOUTS).done == 1

    assert found == [False, True, True, True]
    assert not _is_due(mira)


@DAYS
def test_what_is_earned_after_the_day_waits_for_the_next(mira, earn, clock, change_settings, schedule, starts):
    change_settings(payout_minimum_krw=1300)
    choose_payout_schedule(schedule=schedule, actor=mira)
    clock.move(starts + timedelta(days=1) + SECOND)
    earn(1)
    found = []
    for moment in (SECOND, timedelta(days=2), timedelta(days=5)):
        clock.move(starts + timedelta(days=1) + moment)
        found.append(_is_due(mira))

    clock.move(begins_at(next_day(schedule, (starts + timedelta(days=2)).date())))

    assert found == [False] * 3
    assert _is_due(mira)


def test_what_rested_on_the_day_waits_for_the_next_too(mira, clock, change_settings):
    """Earned on Thursday for five days of rest, it is free on Tuesday."""
    change_settings(payout_hold_hours=(120, 120, 0))
    choose_payout_schedule(schedule="mondays", actor=mira)

    found = []
    for days in range(8):
        clock.move(MONDAY_IN_SEOUL + days * timedelta(days=1) + SECOND)
        found.append(_is_due(mira))

    assert found == [False] * 7 + [True]


def test_an_owed_day_takes_along_what_came_later_and_is_paid_once(mira, earn, clock, prove):
    choose_payout_schedule(schedule="mondays", actor=mira)
    clock.move(MONDAY_IN_SEOUL + timedelta(days=1))
    earn(1)

    assert run_job(QUEUE_PAYOUTS).done == 1

    (payout_id,) = money.due_payouts()
    with transaction() as session:
        assert session.get(Payout, payout_id).amount == Money(1400, "KRW")
    prove()


@pytest.mark.parametrize(("currency", "is_due"), [("KRW", False), ("USD", True)])
def test_a_payout_of_the_day_counts_for_its_own_currency(mira, clock, currency, is_due):
    choose_payout_schedule(schedule="mondays", actor=mira)
    clock.move(MONDAY_IN_SEOUL + SECOND)
    now = clock.now()
    with transaction() as session:
        session.execute(insert(Payout).values(worker_id=mira.person_id, destination="acct", amount_minor=100, currency=currency, state="paid",
                                              transfer_id="tr_1", next_try_at=now, created_at=now, paid_at=now))

    found = [_is_due(mira)]
    clock.move(MONDAY_IN_SEOUL + timedelta(days=2))
    found.append(_is_due(mira))

    assert found == [is_due] * 2


@pytest.mark.parametrize(("since", "is_owed"), [(-SECOND, True), (SECOND, False)])
@DAYS
def test_a_day_before_its_schedule_was_chosen_is_not_owed(mira, clock, schedule, starts, since, is_owed):
    clock.move(starts + timedelta(days=1) + since)
    choose_payout_schedule(schedule=schedule, actor=mira)
    clock.move(starts + timedelta(days=1, hours=1))

    assert _is_due(mira) == is_owed


def test_whoever_chose_nothing_or_at_once_is_paid_on_any_day(mira):
    assert _is_due(mira)
    choose_payout_schedule(schedule="by_hand", actor=mira)
    assert not _is_due(mira)

    choose_payout_schedule(schedule="at_once", actor=mira)

    assert _is_due(mira)


def test_by_hand_only_never_goes_out_by_itself_and_is_not_stuck(mira, cast, clock, prove):
    choose_payout_schedule(schedule="by_hand", actor=mira)
    for _ in range(32):
        assert run_job(QUEUE_PAYOUTS).done == 0
        clock.forward(days=1)
    assert sum_stuck(cast.ada) == {}

    payout = money.request_payout(worker_id=mira.person_id, currency="KRW", actor=mira)

    assert payout.amount == Money(1200, "KRW")
    prove()


def test_a_scheduled_day_sends_one_payout_and_not_one_for_each_answer(mira, earn, bank, clock):
    choose_payout_schedule(schedule="mondays", actor=mira)
    clock.move(MONDAY_IN_SEOUL + SECOND)
    bank.twin.add_balance(100_000)
    assert run_job(QUEUE_PAYOUTS).done == 1
    (queued,) = money.due_payouts()
    money.send_payout(queued, provider=bank.provider, actor=SYSTEM)
    (transfer,) = bank.provider.find_transfers(f"payout:{queued}")
    settle_payout(queued, transfer_id=transfer.id, amount=Money(1200, "KRW"), actor=SYSTEM)
    earn(6)

    assert not _is_due(mira)
    assert my_payout_schedule(mira).next_day == date(2026, 12, 7)
    clock.move(MONDAY_IN_SEOUL + timedelta(days=7))
    assert _is_due(mira)


@pytest.mark.parametrize(("schedule", "start", "found"), [
    ("mondays", date(2026, 11, 30), date(2026, 11, 30)), ("mondays", date(2026, 12, 1), date(2026, 12, 7)),
    ("payday", date(2026, 11, 26), date(2026, 12, 25)), ("payday", date(2027, 2, 25), date(2027, 2, 25)),
    ("payday", date(2027, 12, 26), date(2028, 1, 25)), ("at_once", date(2026, 11, 26), date(2026, 11, 26)), ("by_hand", date(2026, 11, 26), None),
])
def test_the_next_day(schedule, start, found):
    assert next_day(schedule, start) == found


def test_the_page_and_the_api_choose_and_say_the_next_day(client, speak, mira, clock):
    sign_in(client, mira)
    assert str(SCHEDULES["payday"].name) in client.get("/earnings").text

    assert send(client, "/payouts/schedule", schedule="mondays").status_code == 303
    page = client.get("/earnings").text
    assert "신청하지 않으면 11월 30일" in page
    assert speak(mira).get("/payouts/schedule").json == {"schedule": "mondays", "next_day": "2026-11-30"}
    assert speak(mira).post("/payouts/schedule", {"schedule": "by_hand"}).json == {"schedule": "by_hand", "next_day": None}
    assert "신청할 때만 보내요" in client.get("/earnings").text
    assert speak(mira).post("/payouts/schedule", {"schedule": "fridays"}).status_code == 422


def test_only_workers_choose(cast):
    with pytest.raises(Forbidden):
        choose_payout_schedule(schedule="mondays", actor=cast.han)
