"""The seven races of money, two hundred times each behind a barrier: one outcome, the loser is told why, and the ledger proves.

Seen red on PostgreSQL by planting (and taking out again): a decision that any state of a submission may take (the first two; the database then
refuses the second review); a slot given back without a look at the batch under its lock (cancel: a slot's money stays held); a balance read
without its lock (refund and dispute: the wallet falls below nothing; reversal: the worker does); an attempt that isn't asked whether the payout
is due (payout: both send). Two requests at once make two payouts of one balance only without its lock and without the index of what is under way:
either of them alone is enough.

On SQLite, 36 times each, the first two and payout are red by the same plants, and cancel by not looking at the batch at all. Leaving out a lock
on a row changes nothing there, since one writer at a time says so first: where that is left out (BEGIN for BEGIN IMMEDIATE) all seven are red,
refused as database_busy. With a balance read before the transaction begins, refund is red too (the wallet falls below nothing), and two requests
are (without the index); for dispute and reversal no other plant than BEGIN was red there.
"""

from functools import partial

import pytest
from sqlalchemy import func, select, update

from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.models import Line
from marketplace.money.provider_models import Payout, Refund
from marketplace.money.reconcile import reconcile
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from marketplace.quality import service as quality
from marketplace.work import service as work
from marketplace.work.models import Submission
from tests.bank import NOBODY
from tests.cast import SYSTEM
from tests.contest import contend, refusals, run_contests, winners

TIMES, PRICE, UNIT, MORE = 200, 200, 220, 100  # more lies in the wallet: less than two want of it, more than a release gives back
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def handed_in(make, cast, change_settings):
    """Two hundred answers of Mira's that wait for review, in one batch."""
    change_settings(claims_per_worker=10**6)
    batch = make.batch(cast.han, rows=TIMES)
    return [make.submission(cast.mira, batch) for _ in range(TIMES)]


def _owed(db, worker):
    db.session.expire_all()
    return balance(db.session(), "worker", worker.person_id, "KRW").minor


def _wallet(db, cast):
    db.session.expire_all()
    return balance(db.session(), "wallet", cast.han.company_id, "KRW").minor


def _lost(outcomes):
    """What each contest's loser was told, where exactly one won."""
    assert [len(winners(outcome)) for outcome in outcomes] == [1] * len(outcomes)
    return {code for outcome in outcomes for code in refusals(outcome)}


def test_accept_against_reject(app, db, make, cast, handed_in, prove):
    outcomes = run_contests(app, [[partial(make.review, cast.rae, one), partial(make.review, cast.han, one, "reject", "verdict")]
                                  for one in handed_in])

    assert _lost(outcomes) == {"already_reviewed"}
    assert _owed(db, cast.mira) == PRICE * sum(winners(outcome)[0].decision == "accept" for outcome in outcomes)
    prove()


def test_a_part_against_silence(app, db, make, cast, handed_in, prove):
    with transaction() as session:
        session.execute(update(Submission).values(review_due_at=clock.now()))

    outcomes = run_contests(app, [[partial(make.review, cast.rae, one, "partial", "differences"),
                                   partial(quality.accept_by_silence, one.id, actor=SYSTEM)] for one in handed_in])

    assert _lost(outcomes) == {"already_reviewed"}
    decided = [winners(outcome)[0].decision for outcome in outcomes]
    assert _owed(db, cast.mira) == PRICE * decided.count("accept") + PRICE * 80 // 100 * decided.count("partial")
    prove()


def test_release_against_cancel(app, db, make, cast, change_settings, prove):
    """Who cancels gets back what nobody works on; what is handed in is still decided, and no won of it stays behind."""
    change_settings(claims_per_worker=10**6)
    batches = [make.batch(cast.han, rows=2) for _ in range(TIMES)]
    decisions = [("accept",) if number % 2 else ("reject", "verdict") for number in range(TIMES)]
    contests = [[partial(make.review, cast.rae, make.submission(cast.mira, batch), *decision), partial(work.close_batch, batch.id, actor=cast.han)]
                for batch, decision in zip(batches, decisions, strict=True)]

    outcomes = run_contests(app, contests)

    assert [refusals(outcome) for outcome in outcomes] == [[]] * TIMES
    accepted = TIMES // 2
    assert (_owed(db, cast.mira), _wallet(db, cast)) == (PRICE * accepted, UNIT * (2 * TIMES - accepted))
    assert not db.session.scalar(select(func.sum(Line.amount_minor)).where(Line.account_kind == "hold"))
    prove()


@pytest.mark.twin_only
def test_release_against_refund(app, db, make, cast, bank, change_settings, prove):
    """Each answer paid in part leaves money in the wallet: it goes back to the card once, whoever is quicker."""
    change_settings(claims_per_worker=10**6)
    draft = make.draft(cast.han, rows=TIMES)
    bank.fund(draft, cast.han, slots=TIMES)
    bank.hear()
    batch = work.publish_batch(draft.id, actor=cast.han)
    for _ in range(TIMES):
        make.pay_in(cast.han.company_id, MORE)
        outcomes = contend(app, partial(make.review, cast.rae, make.submission(cast.mira, batch), "partial", "differences"), *[
            partial(money.request_refund, company_id=cast.han.company_id, currency="KRW", actor=cast.han)] * 2)

        assert set(refusals(outcomes)) <= {"nothing_to_refund"}
        assert _wallet(db, cast) >= 0
    refunded = db.session.scalar(select(func.sum(Refund.amount_minor))) or 0
    assert _wallet(db, cast) + refunded == TIMES * (MORE + UNIT - 160 - 16)
    prove()


@pytest.mark.twin_only
def test_release_against_dispute(app, db, make, cast, bank, change_settings, prove):
    """A payment is taken back while its answers are decided and refunded: workers keep what they earned, the wallet bears what it has."""
    change_settings(claims_per_worker=10**6)
    for _ in range(TIMES):
        draft = make.draft(cast.han, rows=1)
        bank.fund(draft, cast.han)
        bank.hear()
        submission = make.submission(cast.mira, work.publish_batch(draft.id, actor=cast.han))
        make.pay_in(cast.han.company_id, MORE)

        outcomes = contend(app, partial(make.review, cast.rae, submission, "partial", "differences"), *_disputed(bank),
                           partial(money.request_refund, company_id=cast.han.company_id, currency="KRW", actor=cast.han))

        assert set(refusals(outcomes)) <= {"nothing_to_refund", "nothing_refundable"}
        assert _wallet(db, cast) >= 0
    refunded = db.session.scalar(select(func.sum(Refund.amount_minor))) or 0
    rest = UNIT - 160 - 16
    assert _owed(db, cast.mira) == 160 * TIMES
    assert _wallet(db, cast) + refunded + balance(db.session(), "loss", 0, "KRW").minor == (MORE + rest - UNIT) * TIMES
    prove()


def _disputed(bank):
    """Taking what the provider says of a new dispute about its newest charge."""
    charge = bank.twin.call("GET", "/v1/charges").json()["data"][0]
    bank.twin.switch(f"/charges/{charge['id']}/dispute", amount=charge["amount"], fee=0)
    events = [bank.provider.read_event(body, signature, now=clock.now()) for body, signature in bank.events() if b"dispute" in body]
    for said in events:
        money.store_event(said, actor=NOBODY)
    return [lambda: [money.take_event(said.id, actor=SYSTEM) for said in events]]


@pytest.mark.twin_only
def test_reversal_against_payout(app, db, make, cast, bank, handed_in, change_settings, prove):
    """What is taken back by a correction is either not sent, or owed; nobody's balance falls below nothing."""
    change_settings(payout_minimum_krw=1)
    bank.connect(cast.mira)
    bank.twin.add_balance(10**6)
    taken = 0
    for submission in handed_in:
        make.review(cast.rae, submission)
        back = propose_adjustment(purpose="take_back", from_kind="worker", from_owner=cast.mira.person_id, to_kind="wallet",
                                  to_owner=cast.han.company_id, amount=Money(50, "KRW"), reason="잘못 승인했어요", actor=cast.ada)

        outcomes = contend(app, partial(approve_adjustment, back.id, actor=cast.ada),
                           partial(money.request_payout, worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira))

        assert refusals(outcomes) in ([], ["below_minimum"])
        taken += 50
        _send_all(bank)
    sent = sum(one["amount"] for one in bank.twin.transfers())
    debt = balance(db.session(), "debt", cast.mira.person_id, "KRW").minor
    assert sent + _owed(db, cast.mira) + debt == TIMES * PRICE - taken
    assert not [one for one in reconcile(provider=bank.provider, actor=SYSTEM) if one.about.startswith("payout")]
    prove()


def _send_all(bank):
    for payout_id in money.due_payouts():
        assert money.send_payout(payout_id, provider=bank.provider, actor=SYSTEM)
    bank.hear()


@pytest.mark.twin_only
def test_payout_against_payout(app, db, make, cast, bank, handed_in, change_settings, prove):
    """Asked for twice and sent by two at once, a balance leaves once."""
    change_settings(payout_minimum_krw=1)
    bank.connect(cast.mira)
    bank.twin.add_balance(10**6)
    for submission in handed_in:
        make.review(cast.rae, submission)

        asked = contend(app, *[partial(money.request_payout, worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)] * 2)
        payout_id = winners(asked)[0].id
        sent = contend(app, *[partial(money.send_payout, payout_id, provider=bank.provider, actor=SYSTEM)] * 2)

        assert len(winners(asked)) == 1
        assert set(refusals(asked)) <= {"payout_under_way", "below_minimum"}
        assert sorted(sent) == [False, True]
        bank.hear()
    assert [one["amount"] for one in bank.twin.transfers()] == [PRICE] * TIMES
    assert set(db.session.scalars(select(Payout.state))) == {"paid"}
    prove()
