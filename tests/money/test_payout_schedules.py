"""A worker is paid on the days they chose, in Korea's time; by hand at any time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from marketplace.kernel.errors import Forbidden
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.jobs import QUEUE_PAYOUTS
from marketplace.money.queries.schedules import my_payout_schedule
from marketplace.money.queries.stuck import sum_stuck
from marketplace.money.schedules import SCHEDULES, next_day
from marketplace.money.service.payouts import settle_payout
from marketplace.money.service.schedules import choose_payout_schedule
from marketplace.scheduler.job import run_job
from tests.cast import SYSTEM, send, sign_in

MONDAY_IN_SEOUL = datetime(2026, 11, 29, 15, tzinfo=UTC)  # Sunday afternoon in London
PAYDAY_IN_SEOUL = datetime(2026, 12, 24, 15, tzinfo=UTC)
SECOND = timedelta(seconds=30)


@pytest.fixture
def mira(cast, make, bank, clock):
    """Six answers of hers were accepted on Thursday; her account takes money."""
    clock.move(datetime(2026, 11, 26, 3, tzinfo=UTC))
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    return cast.mira


def _is_due(worker):
    return money.workers_to_pay("KRW") == [worker.person_id]


@pytest.mark.parametrize(("schedule", "starts"), [("mondays", MONDAY_IN_SEOUL), ("payday", PAYDAY_IN_SEOUL)])
def test_the_day_begins_and_ends_at_midnight_in_korea(mira, clock, schedule, starts):
    choose_payout_schedule(schedule=schedule, actor=mira)

    found = []
    for moment in (starts - SECOND, starts + SECOND, starts + timedelta(days=1) - SECOND, starts + timedelta(days=1) + SECOND):
        clock.move(moment)
        found.append(_is_due(mira))

    assert found == [False, True, True, False]


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


def test_a_scheduled_day_sends_one_payout_and_not_one_for_each_answer(mira, cast, make, bank, clock):
    choose_payout_schedule(schedule="mondays", actor=mira)
    clock.move(MONDAY_IN_SEOUL + SECOND)
    bank.twin.add_balance(100_000)
    assert run_job(QUEUE_PAYOUTS).done == 1
    (queued,) = money.due_payouts()
    money.send_payout(queued, provider=bank.provider, actor=SYSTEM)
    (transfer,) = bank.provider.find_transfers(f"payout:{queued}")
    settle_payout(queued, transfer_id=transfer.id, amount=Money(1200, "KRW"), actor=SYSTEM)
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(mira, batch))

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
