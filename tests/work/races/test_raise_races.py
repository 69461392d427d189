"""A price is raised while people claim and hand in: nobody gets less than they were promised, and every slot stays covered."""

import threading
from functools import partial

import pytest

from marketplace.kernel.database import db as database
from marketplace.kernel.money import Money
from marketplace.money.ledger import balance
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim
from marketplace.work.service import claims as claims_module
from tests.contest import contend, refusals

LOW, HIGH = 200, 300
ROUNDS = 20


def test_raising_claiming_and_handing_in_at_once_leaves_every_slot_covered(app, db, make, cast, change_settings, prove):
    change_settings(claims_per_worker=1_000)
    for _ in range(ROUNDS):
        batch = make.batch(cast.han, rows=4, price=LOW)
        before = [make.claim(cast.mira, batch), make.claim(cast.noah, batch)]
        make.pay_in(cast.han.company_id, 4 * 110)

        outcomes = contend(
            app, partial(work.raise_price, batch.id, price=Money(HIGH, "KRW"), actor=cast.han),
            partial(work.claim_next, batch.id, actor=cast.mira),
            partial(work.submit_claim, before[0].id, answers=make.answers(), actor=cast.mira),
            partial(work.release_claim, before[1].id, actor=cast.noah))

        assert set(refusals(outcomes)) <= {"nothing_left"}  # the queue steps round rows that the raise has locked
        db.session.expire_all()
        assert db.session.get(Claim, before[0].id).price_minor == LOW
        assert all(claim.price_minor in (LOW, HIGH) for claim in db.session.query(Claim).filter_by(batch_id=batch.id))
        assert make.claim(cast.noah, batch).price_minor == HIGH
        assert balance(db.session(), "hold", batch.id, "KRW").minor == 4 * 330
    prove()


def test_two_raises_at_once_hold_each_difference_once(app, db, make, cast, prove):
    for _ in range(ROUNDS // 2):
        batch = make.batch(cast.han, rows=2, price=LOW)
        make.pay_in(cast.han.company_id, 2 * 220)

        contend(app, *[partial(work.raise_price, batch.id, price=Money(price, "KRW"), actor=cast.han) for price in (HIGH, 400)])

        db.session.expire_all()
        assert (db.session.get(Batch, batch.id).price_minor, balance(db.session(), "hold", batch.id, "KRW").minor) == (400, 2 * 440)
    prove()


def test_a_raise_while_the_terms_are_read_gives_the_new_price(app, db, make, cast, monkeypatch, prove):
    if database.engine.dialect.name == "sqlite":
        assert make.claim(cast.mira, make.batch(cast.han)).price_minor == LOW  # one writer at a time: nothing comes between
        return
    batch = make.batch(cast.han, rows=2, price=LOW)
    make.pay_in(cast.han.company_id, 2 * 110)
    take = claims_module._take_this

    def raise_first(session, actor, task_id):
        thread = threading.Thread(target=_raise_alone, args=(app, batch.id, cast.han))
        thread.start()
        thread.join()
        take(session, actor, task_id)

    monkeypatch.setattr(claims_module, "_take_this", raise_first)
    task_id = db.session.scalar(database.text("SELECT min(id) FROM tasks WHERE batch_id = :batch").bindparams(batch=batch.id))

    claim = work.claim_task(task_id, actor=cast.mira)

    assert (claim.price_minor, db.session.get(Claim, claim.id).price_minor) == (HIGH, HIGH)
    prove()


def test_a_raise_that_the_wallet_cannot_hold_changes_nothing(db, make, cast, prove):
    batch = make.batch(cast.han, rows=2, price=LOW)
    make.pay_in(cast.han.company_id, 2 * 110 - 1)

    with pytest.raises(Exception, match="escrow_short"):
        work.raise_price(batch.id, price=Money(HIGH, "KRW"), actor=cast.han)

    assert db.session.get(Batch, batch.id).price_minor == LOW
    assert make.claim(cast.mira, batch).price_minor == LOW
    prove()


def _raise_alone(app, batch_id, actor):
    with app.app_context():
        work.raise_price(batch_id, price=Money(HIGH, "KRW"), actor=actor)
        database.session.remove()
