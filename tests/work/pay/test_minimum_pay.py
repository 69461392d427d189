"""No batch is published whose measured hour pays less than the minimum, and the refusal shows the arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.money.minimum_pay import TABLE, MinimumPay, minimum_on
from marketplace.standards.catalogue import CATALOGUE
from marketplace.work import service as work
from marketplace.work.funding import total_to_fund
from marketplace.work.models import Batch, Submission
from marketplace.work.pace import LEAST, pace_of
from marketplace.work.queries import get_batch
from marketplace.work.service.warnings import unwarned_batches
from tests.cast import SYSTEM


def measure(make, cast, seconds, *, price=300, answers=LEAST):
    """So many accepted answers of the template, each of which took so long."""
    batch = make.batch(cast.han, rows=answers, price=price)
    for _ in range(answers):
        make.review(cast.rae, make.submission(cast.mira, batch))
    with transaction() as session:
        for number, one in enumerate(session.query(Submission).filter_by(batch_id=batch.id).order_by(Submission.id)):
            session.execute(update(Submission).where(Submission.id == one.id).values(
                seconds=seconds, submitted_at=one.submitted_at + timedelta(hours=number)))
    return batch


@pytest.mark.parametrize(("day", "amount"), [
    (date(2024, 12, 31), None), (date(2025, 1, 1), 10_030), (date(2025, 12, 31), 10_030), (date(2026, 1, 1), 10_320), (date(2026, 11, 26), 10_320)])
def test_koreas_minimum_is_that_of_the_year(day, amount):
    found = minimum_on(day, "KRW", TABLE)

    assert (found.hourly.minor if found else None) == amount


def test_every_row_names_its_source_in_both_languages():
    assert all(one.source.ko and one.source.en and one.since for one in TABLE)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_least_price_passes_and_one_less_does_not(hourly, seconds):
    minimum = MinimumPay("KR", Money(hourly, "KRW"), date(2026, 1, 1), Text("", ""))

    least = minimum.least_price(seconds)

    assert minimum.passes(least, seconds)
    assert not minimum.passes(least - Money(1, "KRW"), seconds)


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_usual_price_of_every_ready_template_passes(key):
    spec = CATALOGUE[key]

    for currency in spec.price_range:
        assert minimum_on(date(2026, 11, 26), currency, TABLE).passes(spec.price(currency), spec.minutes * 60), currency


@pytest.mark.parametrize(("price", "state"), [(171, "draft"), (172, "open")])
def test_until_it_is_measured_the_templates_estimate_counts(db, make, cast, price, state):
    draft = make.draft(cast.han, price=price)
    make.pay_in(cast.han.company_id, 10_000)

    if state == "draft":
        with pytest.raises(Conflict, match="pay_too_low"):
            work.publish_batch(draft.id, actor=cast.han)
    else:
        work.publish_batch(draft.id, actor=cast.han)

    assert db.session.get(Batch, draft.id).state == state


def test_measured_time_of_the_same_template_counts_whoever_posted_it(db, make, cast, prove):
    measure(make, cast, 90)
    draft = make.draft(cast.gil, price=257)
    make.pay_in(cast.gil.company_id, 10_000)

    with pytest.raises(Conflict) as refusal:
        work.publish_batch(draft.id, actor=cast.gil)

    assert refusal.value.message.ko == ("시간당 보수가 최저 기준보다 적어요. 단가 257원 ÷ 1분 30초(5건의 중간값) = 시간당 10,280원, "
                                        "기준은 시간당 10,320원이에요. 단가를 258원 이상으로 올려 주세요.")
    assert {name: refusal.value.facts[name] for name in ("seconds", "measured", "hourly", "minimum", "least_price")} == {
        "seconds": 90, "measured": 5, "hourly": "10280 KRW", "minimum": "10320 KRW", "least_price": "258 KRW"}
    assert db.session.get(Batch, draft.id).state == "draft"
    prove()


def test_a_quicker_measured_time_lets_a_lower_price_pass(make, cast):
    measure(make, cast, 30)
    draft = make.draft(cast.gil, price=100)
    make.pay_in(cast.gil.company_id, 10_000)

    assert work.publish_batch(draft.id, actor=cast.gil).state == "open"


def test_a_running_batch_that_proves_too_low_is_told_once_and_again_only_after_another_price(app, db, make, cast, prove):
    batch = measure(make, cast, 200)

    due = unwarned_batches()
    work.warn_low_pay(batch.id, actor=SYSTEM)
    with pytest.raises(Conflict, match="pay_passes"):
        work.warn_low_pay(batch.id, actor=SYSTEM)

    assert (due, unwarned_batches()) == ([batch.id], [])
    follow_journal(actor=SYSTEM)
    told = db.session.query(Notice).filter(Notice.link == f"/batches/{batch.id}").order_by(Notice.id.desc()).first()
    assert (told.person_id, told.words["ko"]) == (
        cast.han.person_id, "일해 보니 한 시간에 5,400원밖에 안 돼요. 최저 기준은 10,320원이에요. 단가를 574원까지 올리면 맞아요.")
    make.pay_in(cast.han.company_id, 10_000)
    work.raise_price(batch.id, price=Money(350, "KRW"), actor=cast.han)
    assert unwarned_batches() == [batch.id]
    prove()


def test_too_few_answers_measure_nothing(db, make, cast):
    measure(make, cast, 3_000, answers=LEAST - 1)
    draft = make.draft(cast.gil)

    pace = pace_of(db.session(), draft, make.version().spec)

    assert (pace.seconds, pace.is_measured) == (60, False)


def test_tasks_held_at_once_are_not_counted_twice(db, make, cast):
    batch = make.batch(cast.han, rows=6)
    start = None
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    with transaction() as session:
        for number, one in enumerate(session.query(Submission).order_by(Submission.id), 1):
            start = start or one.submitted_at
            session.execute(update(Submission).where(Submission.id == one.id).values(
                seconds=40 * number, submitted_at=start + timedelta(seconds=40 * number)))

    assert pace_of(db.session(), batch, make.version().spec).seconds == 40


def test_switched_off_nothing_is_refused(make, cast, change_settings):
    change_settings(minimum_pay=("-",))
    draft = make.draft(cast.han, price=100)
    make.pay_in(cast.han.company_id, 10_000)

    assert work.publish_batch(draft.id, actor=cast.han).state == "open"


def test_nobody_pays_for_what_could_not_be_published(make, cast):
    draft = make.draft(cast.han, price=150)

    with pytest.raises(Conflict, match="pay_too_low"):
        total_to_fund(get_batch(cast.han, draft.id))
