"""The way of one task, by its verbs alone."""

import pytest

from marketplace.kernel.errors import Conflict, Forbidden, Invalid
from marketplace.kernel.money import Money
from marketplace.money.ledger import balance
from marketplace.work import service as work


def _balance(db, kind, owner_id):
    return balance(db.session(), kind, owner_id, "KRW").minor


def test_an_accepted_answer_pays_its_worker_and_our_fee(db, make, cast, prove):
    batch = make.batch(cast.han, rows=3, price=200)

    submission = make.submission(cast.mira, batch)
    make.review(cast.rae, submission)

    assert _balance(db, "worker", cast.mira.person_id) == 200
    assert _balance(db, "fee", 0) == 20
    assert _balance(db, "hold", batch.id) == 440
    prove()


def test_rework_comes_back_to_the_same_worker_and_then_pays(db, make, cast, prove):
    batch = make.batch(cast.han, rows=1)
    submission = make.submission(cast.mira, batch)

    make.review(cast.rae, submission, "rework", make.version().spec.checklist[0].key, message="제조사를 다시 봐 주세요")
    again = work.submit_claim(submission.claim_id, answers=make.answers(), actor=cast.mira)
    make.review(cast.rae, again)

    assert again.round == 2
    assert _balance(db, "worker", cast.mira.person_id) == 200
    prove()


def test_a_rejected_slot_opens_again_for_somebody_else(db, make, cast, prove):
    batch = make.batch(cast.han, rows=1)
    submission = make.submission(cast.mira, batch)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)

    make.review(cast.rae, submission, "reject", critical)

    assert _balance(db, "worker", cast.mira.person_id) == 0
    assert make.claim(cast.noah, batch).task_id == submission.task_id
    with pytest.raises(Conflict):
        make.claim(cast.mira, batch)
    prove()


def test_a_part_is_paid_by_the_weights_of_what_passed(db, make, cast, prove):
    batch = make.batch(cast.han, rows=1, price=333)
    item = next(item for item in make.version().spec.checklist if not item.critical)

    make.review(cast.rae, make.submission(cast.mira, batch), "partial", item.key)

    pay = 333 * (100 - item.weight) // 100
    assert _balance(db, "worker", cast.mira.person_id) == pay
    assert _balance(db, "wallet", cast.han.company_id) == (batch.unit - Money(pay, "KRW") - Money((pay * 1000 + 5000) // 10000, "KRW")).minor
    prove()


def test_closing_gives_the_rest_back_and_later_ends_too(db, make, cast, prove):
    batch = make.batch(cast.han, rows=4)
    kept, returned = make.claim(cast.mira, batch), make.claim(cast.noah, batch)

    work.close_batch(batch.id, actor=cast.han)
    assert _balance(db, "wallet", cast.han.company_id) == 2 * 220
    work.release_claim(returned.id, actor=cast.noah)
    submission = work.submit_claim(kept.id, answers=make.answers(), actor=cast.mira)
    make.review(cast.rae, submission)

    assert _balance(db, "wallet", cast.han.company_id) == 3 * 220
    assert _balance(db, "hold", batch.id) == 0
    prove()


def test_raising_the_price_leaves_claims_at_theirs(db, make, cast, prove):
    batch = make.batch(cast.han, rows=2, price=200)
    claim = make.claim(cast.mira, batch)

    with pytest.raises(Conflict, match="escrow_short"):
        work.raise_price(batch.id, price=Money(300, "KRW"), actor=cast.han)
    make.pay_in(cast.han.company_id, 220)
    work.raise_price(batch.id, price=Money(300, "KRW"), actor=cast.han)
    make.review(cast.rae, work.submit_claim(claim.id, answers=make.answers(), actor=cast.mira))

    assert make.claim(cast.noah, batch).price == Money(300, "KRW")
    assert _balance(db, "worker", cast.mira.person_id) == 200
    assert _balance(db, "wallet", cast.han.company_id) == 110
    prove()


def test_nobody_works_for_their_own_company_or_reviews_their_own_work(db, make, cast, prove):
    batch = make.batch(cast.han, rows=2)
    submission = make.submission(cast.mira, batch)

    with pytest.raises(Forbidden):
        make.review(make.again(cast.mira.person_id), submission)
    with pytest.raises(Invalid, match=r"evidence_missing|below_pass_mark|item_missing|decision"):
        make.review(cast.rae, submission, "reject")
    prove()
