"""kill -9 at every commit and outbound call of fund, publish, release, payout and refund, one after the other.

After each death the process starts again and its jobs run: the ledger proves, the provider has the same as we, and nothing that was
acknowledged is lost. Seen red by planting (and taking out again): an event acknowledged before it is stored.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.money import service as money
from marketplace.money.jobs import SEND_PAYOUTS, SEND_REFUNDS, TAKE_PROVIDER_EVENTS
from marketplace.money.ledger import balance
from marketplace.money.models import Line
from marketplace.money.provider_models import Payment, Payout, ProviderEventRow, Refund
from marketplace.money.reconcile import reconcile
from marketplace.scheduler.job import run_job
from marketplace.work import service as work
from marketplace.work.models import Batch, Submission
from tests.bank import NOBODY, Bank
from tests.cast import SYSTEM
from tests.killing import run_and_kill
from tests.stripe_twin import StripeTwin

LATER = timedelta(hours=1)  # a cut off attempt's lease is over
POINTS_MOST = 60


@pytest.fixture
def shop(db, make, cast, bank, change_settings):
    """Payouts from one answer on, and jobs that find this test's provider, which has money to send."""
    change_settings(payout_minimum_krw=100, stripe_api_base=bank.twin.base_url, stripe_secret_key=bank.twin.secret_key,
                    stripe_webhook_secret=(bank.twin.webhook_secret,))
    bank.connect(cast.mira)
    bank.twin.add_balance(1_000_000)
    bank.events()
    return bank


def _own_line(bank):
    """The provider by connections of the fork's own."""
    twin = StripeTwin(bank.twin.base_url)
    return Bank(twin)


def _take_events(line, acknowledge):
    """As the webhook does: an event is acknowledged once it is stored, and taken by a job afterwards."""
    for body, signature in line.events():
        event = line.provider.read_event(body, signature, now=clock.now())
        money.store_event(event, actor=NOBODY)
        acknowledge(f"event {event.id}")
        money.take_event(event.id, actor=SYSTEM)


def _start_again(db, bank, acknowledged):
    """What a new process finds and does: the provider says again what nobody acknowledged, and the jobs run."""
    stored = {word.partition(" ")[2] for word in acknowledged if word.startswith("event ")}
    known = set(db.session.scalars(select(ProviderEventRow.event_id)))
    assert stored <= known  # nothing acknowledged is lost
    for round_ in range(2):
        with clock.at(clock.now() + LATER * (round_ + 1)):
            for job in (SEND_PAYOUTS, SEND_REFUNDS):
                outcome = run_job(job)
                assert not outcome.failed, outcome
        for event in bank.twin.call("GET", "/v1/events", {"limit": 20}).json()["data"]:
            if event["id"] not in stored | known:
                bank.twin.switch(f"/events/{event['id']}/resend")
        for body, signature in bank.events():
            money.store_event(bank.provider.read_event(body, signature, now=clock.now()), actor=NOBODY)
        assert not run_job(TAKE_PROVIDER_EVENTS).failed
    db.session.expire_all()


def _kill_everywhere(db, bank, prove, prepare, flow, check):
    """Play the flow anew for each of its moments until it lives through all of them; how many there were."""
    for point in range(1, POINTS_MOST):
        thing = prepare()
        ended = run_and_kill(lambda acknowledge, thing=thing: flow(thing, acknowledge), point)
        _start_again(db, bank, ended.acknowledged)
        check(thing, ended.acknowledged)
        prove()
        assert reconcile(provider=bank.provider, actor=SYSTEM) == [], point
        if not ended.was_killed:
            return point - 1
    raise AssertionError("it never came to its end")


@pytest.mark.slow
@pytest.mark.twin_only
def test_funding_survives_every_death(db, make, cast, shop, prove):
    def flow(batch, acknowledge):
        line = _own_line(shop)
        payment = money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=batch.unit * 1, actor=cast.han)
        acknowledge("asked")
        opened = money.open_checkout(payment.id, title="묶음", return_url="http://localhost/", provider=line.provider, actor=cast.han)
        line.twin.pay(opened.checkout_id)
        acknowledge("paid")
        money.confirm_payment(payment.id, provider=line.provider, actor=cast.han)
        acknowledge("confirmed")
        _take_events(line, acknowledge)

    def check(batch, acknowledged):
        states = list(db.session.scalars(select(Payment.state).where(Payment.batch_id == batch.id)))
        assert len(states) == 1 if "asked" in acknowledged else len(states) <= 1
        if "paid" in acknowledged:
            assert states == ["paid"]
        _empty_wallet(db, cast, shop)

    assert _kill_everywhere(db, shop, prove, lambda: make.draft(cast.han, rows=1), flow, check) >= 14


def _empty_wallet(db, cast, shop):
    """So that the next batch has to be paid for again."""
    if balance(db.session(), "wallet", cast.han.company_id, "KRW"):
        for refund in money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han):
            money.send_refund(refund.id, provider=shop.provider, actor=SYSTEM)
        shop.hear()


@pytest.mark.slow
@pytest.mark.twin_only
def test_publishing_survives_every_death(db, make, cast, shop, prove):
    def prepare():
        batch = make.draft(cast.han, rows=2)
        make.pay_in(cast.han.company_id, (batch.unit * 2).minor)
        return batch

    def flow(batch, acknowledge):
        work.publish_batch(batch.id, actor=cast.han)
        acknowledge("published")

    def check(batch, acknowledged):
        state = db.session.scalar(select(Batch.state).where(Batch.id == batch.id))
        assert state == "open" if acknowledged else state in ("draft", "open")
        if state == "draft":
            work.publish_batch(batch.id, actor=cast.han)
        assert balance(db.session(), "hold", batch.id, "KRW") == batch.unit * 2

    assert _kill_everywhere(db, shop, prove, prepare, flow, check) >= 2


@pytest.mark.slow
@pytest.mark.twin_only
def test_releasing_survives_every_death(db, make, cast, shop, prove):
    def prepare():
        return make.submission(cast.noah, make.batch(cast.han, rows=1))

    released = 0

    def check(submission, acknowledged):
        nonlocal released
        is_decided = db.session.scalar(select(Submission.state).where(Submission.id == submission.id)) == "accepted"
        assert is_decided or not acknowledged
        if not is_decided:
            make.review(cast.rae, submission)
        released += 200
        assert balance(db.session(), "worker", cast.noah.person_id, "KRW").minor == released

    def flow(submission, acknowledge):
        make.review(cast.rae, submission)
        acknowledge("accepted")

    assert _kill_everywhere(db, shop, prove, prepare, flow, check) >= 2


@pytest.mark.slow
@pytest.mark.twin_only
def test_paying_out_survives_every_death(db, make, cast, shop, prove):
    def prepare():
        make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=1)))
        return _count(db, Payout)

    def flow(_, acknowledge):
        line = _own_line(shop)
        payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
        acknowledge(f"asked {payout.id}")
        if money.send_payout(payout.id, provider=line.provider, actor=SYSTEM):
            acknowledge(f"sent {payout.id}")
        _take_events(line, acknowledge)

    def check(before, acknowledged):
        payouts = db.session.scalars(select(Payout).order_by(Payout.id).offset(before)).all()
        assert len(payouts) == 1 if acknowledged else len(payouts) <= 1
        assert [(one.state, one.amount_minor) for one in payouts] in ([], [("paid", 200)], [("paid", 400)])
        sent = sum(one["amount"] for one in shop.twin.transfers())
        assert sent + balance(db.session(), "worker", cast.mira.person_id, "KRW").minor == _earned(db)

    assert _kill_everywhere(db, shop, prove, prepare, flow, check) >= 12


@pytest.mark.slow
@pytest.mark.twin_only
def test_refunding_survives_every_death(db, make, cast, shop, prove):
    def prepare():
        shop.fund(make.draft(cast.han, rows=5), cast.han, slots=5)
        shop.hear()
        return _count(db, Refund)

    def flow(_, acknowledge):
        line = _own_line(shop)
        for refund in money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han):
            acknowledge(f"asked {refund.id}")
            if money.send_refund(refund.id, provider=line.provider, actor=SYSTEM):
                acknowledge(f"sent {refund.id}")
        _take_events(line, acknowledge)

    def check(before, acknowledged):
        refunds = db.session.scalars(select(Refund).order_by(Refund.id).offset(before)).all()
        assert {one.state for one in refunds} <= {"settled"}
        assert refunds or not acknowledged
        _empty_wallet(db, cast, shop)
        assert balance(db.session(), "provider", 0, "KRW").minor == 0

    assert _kill_everywhere(db, shop, prove, prepare, flow, check) >= 12


def _count(db, model):
    return len(db.session.scalars(select(model.id)).all())


def _earned(db):
    return sum(db.session.scalars(select(Line.amount_minor).where(Line.account_kind == "worker", Line.entry_kind == "release")))
