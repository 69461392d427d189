"""Each job of the house: what is due, exactly at its edge, and nothing twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.api.models import KeptAnswer
from marketplace.kernel import clock as kernel_clock
from marketplace.kernel.database import transaction
from marketplace.kernel.leases import JobRun
from marketplace.messaging.models import Notice
from marketplace.money import service as money
from marketplace.money.arming import arm_payments, hold_payments
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payout, ProviderEventRow, Refund
from marketplace.quality.models import Review
from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import JOBS, find_job
from marketplace.work import service as work
from marketplace.work.models import SUBMIT_GRACE, Claim, Submission
from tests.cast import SYSTEM


def _run(name):
    outcome = run_job(find_job(name))
    return outcome.done, outcome.failed


def _balance(db, worker):
    return balance(db.session(), "worker", worker.person_id, "KRW").minor


@pytest.fixture
def twin_settings(bank, change_settings):
    """The jobs find the local Stripe of this test."""
    return change_settings(stripe_api_base=bank.twin.base_url, stripe_secret_key=bank.twin.secret_key,
                           stripe_webhook_secret=(bank.twin.webhook_secret,))


def test_a_claim_goes_back_when_its_time_and_grace_are_over_and_not_before(db, make, cast, clock, prove):
    claim = make.claim(cast.mira, make.batch(cast.han, rows=2))
    edge = claim.expires_at + SUBMIT_GRACE

    clock.move(edge - timedelta(seconds=2))
    early = _run("expire_claims")
    clock.move(edge + timedelta(seconds=1))
    late = _run("expire_claims")
    again = _run("expire_claims")

    assert (early, late, again) == ((0, 0), (1, 0), (0, 0))
    assert db.session.get(Claim, claim.id).state == "expired"
    prove()


def test_what_was_handed_in_meanwhile_is_left_alone(db, make, cast, clock, prove):
    claim = make.claim(cast.mira, make.batch(cast.han, rows=2))
    clock.move(claim.expires_at + timedelta(minutes=1))
    work.submit_claim(claim.id, answers=make.answers(), actor=cast.mira)
    clock.forward(hours=1)

    stale = run_job(replace(find_job("expire_claims"), due=lambda: [claim.id]))

    assert _run("expire_claims") == (0, 0)
    assert (stale.done, stale.failed) == (0, 0)
    assert db.session.get(Claim, claim.id).state == "submitted"
    prove()


def test_silence_accepts_and_pays_at_the_end_of_the_review_time(db, make, cast, clock, prove):
    batch = make.batch(cast.han, rows=2)
    submission = make.submission(cast.mira, batch)
    reviewed = make.submission(cast.noah, batch)
    make.review(cast.rae, reviewed)

    clock.move(submission.review_due_at - timedelta(seconds=2))
    early = _run("accept_by_silence")
    clock.move(submission.review_due_at + timedelta(seconds=1))
    late = _run("accept_by_silence")
    again = _run("accept_by_silence")

    assert (early, late, again) == ((0, 0), (1, 0), (0, 0))
    assert db.session.get(Submission, submission.id).state == "accepted"
    assert db.session.scalar(select(Review.reviewer_id).where(Review.submission_id == submission.id)) is None
    assert _balance(db, cast.mira) == 200
    prove()


NEED_PROVIDER = ("payout", "refund", "reconcile")


def test_two_days_down_are_caught_up_in_one_round(db, make, cast, clock, prove):
    batch = make.batch(cast.han, rows=30)
    for worker in (cast.mira, cast.noah):
        for _ in range(10):
            make.submission(worker, batch)
    claims = [make.claim(cast.mira, batch), make.claim(cast.noah, batch)]
    clock.forward(hours=48 + 72)

    first = {job.name: run_job(job) for job in JOBS if not any(word in job.name for word in NEED_PROVIDER)}
    second = {job.name: run_job(job) for job in JOBS if job.name in ("expire_claims", "accept_by_silence")}

    assert (first["accept_by_silence"].done, first["expire_claims"].done) == (20, 2)
    assert not any(outcome.done or outcome.failed for outcome in [*first.values()] if outcome.failed)
    assert all(outcome.is_idle for outcome in second.values())
    assert {db.session.get(Claim, claim.id).state for claim in claims} == {"expired"}
    assert _balance(db, cast.mira) == 10 * 200
    prove()


def test_the_job_compares_once_a_day_and_again_soon_when_the_provider_was_away(db, clock, bank, twin_settings):
    bank.twin.fault("transfers.list", "error_before", times=9)
    assert _run("reconcile_books") == (0, 1)
    bank.twin.http.delete("/_twin/faults")

    assert [_run("reconcile_books") for _ in range(2)] == [(1, 0), (0, 0)]
    clock.forward(hours=24, seconds=1)
    assert _run("reconcile_books") == (1, 0)


def test_a_balance_is_queued_sent_and_settled_by_the_jobs_alone(db, make, cast, bank, twin_settings, prove):
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    bank.twin.add_balance(100_000)

    for job in JOBS:
        run_job(job)
    for body, signature in bank.events():
        money.store_event(bank.provider.read_event(body, signature, now=kernel_clock.now()), actor=SYSTEM)
    taken = _run("take_provider_events")
    for job in JOBS:
        run_job(job)

    payout = db.session.scalars(select(Payout)).one()
    assert taken[0] > 0
    assert (payout.state, payout.amount_minor) == ("paid", 1200)
    assert len(bank.twin.transfers()) == 1
    assert _balance(db, cast.mira) == 0
    prove()


def test_an_event_twice_late_or_before_we_know_counts_once(db, make, cast, bank, twin_settings, clock, prove):
    batch = make.draft(cast.han, rows=2)
    bank.fund(batch, cast.han, slots=2)
    events = [bank.provider.read_event(body, signature, now=clock.now()) for body, signature in bank.events()]
    settled = [event for event in events if event.type == "checkout.session.completed"]

    for event in [*reversed(events), *events]:
        money.store_event(event, actor=SYSTEM)
    first = _run("take_provider_events")
    clock.forward(hours=72)
    late = [money.store_event(event, actor=SYSTEM) for event in settled]
    again = _run("take_provider_events")

    assert first == (len(events), 0)
    assert (late, again) == ([False], (0, 0))
    assert db.session.scalar(select(func.count()).select_from(ProviderEventRow)) == len(events)
    assert balance(db.session(), "wallet", cast.han.company_id, "KRW").minor == (batch.unit * 2).minor
    prove()


def test_a_refund_is_sent_once(db, make, cast, bank, twin_settings, prove):
    batch = make.draft(cast.han, rows=3)
    bank.fund(batch, cast.han, slots=3)
    bank.hear()
    work.publish_batch(batch.id, actor=cast.han)
    work.close_batch(batch.id, actor=cast.han)
    money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)

    sent, again = _run("send_refunds"), _run("send_refunds")
    bank.hear()

    assert (sent, again) == ((1, 0), (0, 0))
    assert db.session.scalars(select(Refund.state)).all() == ["settled"]
    prove()


def test_nothing_leaves_while_payments_are_on_hold(db, make, cast, bank, twin_settings, prove):
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    bank.twin.add_balance(100_000)
    hold_payments(why="test", actor=SYSTEM)

    held = [_run(name) for name in ("queue_payouts", "send_payouts", "send_refunds")]
    was_held, again = arm_payments(actor=SYSTEM), arm_payments(actor=SYSTEM)
    armed = [_run(name) for name in ("queue_payouts", "send_payouts")]

    assert held == [(0, 0)] * 3
    assert (was_held, again) == (True, False)
    assert armed == [(1, 0), (1, 0)]
    prove()


def test_people_are_told_once_and_their_mail_leaves_once(db, make, cast, mail):
    told = _run("follow_journal")
    notices = db.session.scalar(select(func.count()).select_from(Notice))
    sent = _run("send_mail")

    assert told[0] > 0
    assert notices > 0
    assert sent == (len(mail.letters), 0)
    assert (_run("follow_journal"), _run("send_mail")) == ((0, 0), (0, 0))
    assert db.session.scalar(select(func.count()).select_from(Notice)) == notices


def test_old_answers_and_old_runs_are_forgotten(db, make, cast, clock):
    with transaction() as session:
        for key, hours in (("old", 25), ("young", 23)):
            session.add(KeptAnswer(person_id=cast.mira.person_id, key=key, fingerprint="f", status=200, body=b"{}",
                                   at=clock.now() - timedelta(hours=hours)))
    run_job(find_job("expire_claims"))

    forgotten = _run("forget_old_answers")
    clock.forward(days=15)
    runs = _run("forget_old_runs")

    assert forgotten == (1, 0)
    assert db.session.scalars(select(KeptAnswer.key)).all() == ["young"]
    assert runs[0] == 2
    assert db.session.scalars(select(JobRun.job)).all() == ["forget_old_runs"]
