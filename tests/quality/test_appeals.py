"""A second look at a verdict: who may ask and who may answer, what it can change, and who bears it."""

import pytest

from marketplace.accounts import service as accounts
from marketplace.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut
from marketplace.kernel.settings import current_settings
from marketplace.money.ledger import balance
from marketplace.quality.appeals import concede_appeal, file_appeal, rule_on_appeal
from marketplace.quality.jobs import CONCEDE_APPEALS
from marketplace.quality.queries_appeals import count_appeals
from marketplace.quality.queries_submission import get_submission
from marketplace.web.queries import company_home
from marketplace.work import service as work
from marketplace.work.board import read_board
from marketplace.work.desk import my_desk
from marketplace.work.models import Submission, Task
from marketplace.work.queries import get_batch
from tests.cast import SYSTEM
from tests.quality.conftest import PRICE

FEE, HELD = 20, 220


def _rule(make, appeal, reviewer, decision="accept", *failed):
    return rule_on_appeal(appeal.id, decision=decision, items=make.items(*failed), actor=reviewer)


def _minor(db, kind, owner_id=0):
    return balance(db.session(), kind, owner_id, "KRW").minor


def _state(db, submission):
    db.session.expire_all()
    return db.session.get_one(Submission, submission.id).state


def _redo(make, cast, submission):
    """Noah takes the slot that the rejection opened again, and is accepted."""
    again = work.submit_claim(work.claim_next(submission.batch_id, actor=cast.noah).id, answers=make.answers(), actor=cast.noah)
    make.review(cast.rae, again)


# Filing.

def test_a_rejected_answer_waits_for_a_second_look(db, cast, rejected, prove):
    appeal = file_appeal(rejected.id, reason="바코드가 맞아요", actor=cast.mira)

    assert (appeal.state, appeal.paid, appeal.pay, appeal.more) == ("filed", Money(0, "KRW"), Money(0, "KRW"), Money(0, "KRW"))
    assert (appeal.due_at - appeal.filed_at).total_seconds() == current_settings().appeal_hours * 3600
    assert _state(db, rejected) == "appealed"
    prove()


def test_a_part_that_was_paid_stays_paid_and_delivered(db, cast, in_part, prove):
    before = _minor(db, "worker", cast.mira.person_id)

    file_appeal(in_part.id, reason="설명도 맞아요", actor=cast.mira)

    assert _state(db, in_part) == "partial"
    assert _minor(db, "worker", cast.mira.person_id) == before > 0
    prove()


def test_once_and_only_for_what_took_money_away(make, cast, rejected):
    accepted = make.submission(cast.noah, make.batch(cast.han, rows=1))
    with pytest.raises(Conflict, match="nothing_to_appeal"):
        file_appeal(accepted.id, reason="아직요", actor=cast.noah)
    make.review(cast.rae, accepted)
    with pytest.raises(Conflict, match="nothing_to_appeal"):
        file_appeal(accepted.id, reason="더 주세요", actor=cast.noah)

    file_appeal(rejected.id, reason="맞아요", actor=cast.mira)
    with pytest.raises(Conflict, match="already_appealed"):
        file_appeal(rejected.id, reason="맞다니까요", actor=cast.mira)


def test_only_its_worker_files_and_another_finds_nothing(cast, rejected):
    with pytest.raises(NotFound):
        file_appeal(rejected.id, reason="저도요", actor=cast.noah)
    with pytest.raises(Forbidden):
        file_appeal(rejected.id, reason="저도요", actor=cast.han)


def test_until_the_last_moment_of_its_days_and_not_after(cast, rejected, clock):
    clock.forward(days=current_settings().appeal_days, seconds=1)
    with pytest.raises(Conflict, match="appeal_too_late"):
        file_appeal(rejected.id, reason="늦었나요", actor=cast.mira)

    clock.forward(seconds=-60)
    assert file_appeal(rejected.id, reason="늦었나요", actor=cast.mira).state == "filed"


# Ruling.

def test_an_overturned_rejection_takes_its_slot_again_and_is_paid_from_what_is_held(db, make, cast, ruth, rejected, prove):
    appeal = _rule(make, file_appeal(rejected.id, reason="맞아요", actor=cast.mira), ruth)

    assert (appeal.state, appeal.more, appeal.fee, appeal.lost) == ("overturned", Money(PRICE, "KRW"), Money(FEE, "KRW"), Money(0, "KRW"))
    assert _state(db, rejected) == "accepted"
    task = db.session.get_one(Task, rejected.task_id)
    assert (task.state, task.slots, task.slots_taken, task.slots_done) == ("complete", 1, 1, 1)
    assert (_minor(db, "worker", cast.mira.person_id), _minor(db, "fee")) == (PRICE, FEE)
    assert (_minor(db, "hold", rejected.batch_id), _minor(db, "wallet", cast.han.company_id)) == (0, 0)
    prove()


def test_overturned_in_part_returns_the_rest_of_the_slot(db, make, cast, ruth, rejected, light, prove):
    appeal = _rule(make, file_appeal(rejected.id, reason="맞아요", actor=cast.mira), ruth, "partial", light.key)

    pay = PRICE * (100 - light.weight) // 100
    assert (appeal.state, appeal.more, _state(db, rejected)) == ("overturned", Money(pay, "KRW"), "partial")
    assert _minor(db, "wallet", cast.han.company_id) == HELD - pay - appeal.fee.minor
    prove()


def test_where_somebody_else_has_answered_our_own_mistake_is_our_loss(db, make, cast, ruth, rejected, prove):
    _redo(make, cast, rejected)

    appeal = _rule(make, file_appeal(rejected.id, reason="맞아요", actor=cast.mira), ruth)

    assert (appeal.fee, appeal.lost) == (Money(0, "KRW"), Money(PRICE, "KRW"))
    assert _minor(db, "loss") == -PRICE
    task = db.session.get_one(Task, rejected.task_id)
    assert (task.state, task.slots, task.slots_done) == ("complete", 2, 2)
    prove()


@pytest.mark.parametrize(("in_wallet", "fee", "lost"), [(500, 20, 0), (220, 20, 0), (219, 19, 0), (200, 0, 0), (150, 0, 50), (0, 0, 200)])
def test_a_businesss_own_mistake_is_paid_from_its_wallet_as_far_as_it_goes(db, make, cast, ruth, critical, in_wallet, fee, lost, prove):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1, price=PRICE))
    make.review(cast.han, submission, "reject", critical)
    _redo(make, cast, submission)
    if in_wallet:
        make.pay_in(cast.han.company_id, in_wallet)

    appeal = _rule(make, file_appeal(submission.id, reason="맞아요", actor=cast.mira), ruth)

    assert (appeal.more.minor, appeal.fee.minor, appeal.lost.minor) == (PRICE, fee, lost)
    assert _minor(db, "wallet", cast.han.company_id) == in_wallet - (PRICE + fee - lost)
    assert _minor(db, "worker", cast.mira.person_id) == PRICE
    prove()


def test_a_part_becomes_the_whole_and_only_the_difference_is_paid(db, make, cast, ruth, in_part, light, prove):
    first = _minor(db, "worker", cast.mira.person_id)
    wallet = _minor(db, "wallet", cast.han.company_id)

    appeal = _rule(make, file_appeal(in_part.id, reason="맞아요", actor=cast.mira), ruth)

    assert (appeal.paid.minor, appeal.more.minor, appeal.lost.minor) == (first, PRICE - first, 0)
    assert (_minor(db, "worker", cast.mira.person_id), _minor(db, "fee"), _state(db, in_part)) == (PRICE, FEE, "accepted")
    assert _minor(db, "wallet", cast.han.company_id) == wallet - (PRICE - first) - appeal.fee.minor == 0
    prove()


def test_it_never_gets_worse(db, make, cast, ruth, in_part, critical, light, prove):
    before = _minor(db, "worker", cast.mira.person_id)

    appeal = _rule(make, file_appeal(in_part.id, reason="맞아요", actor=cast.mira), ruth, "reject", critical)

    assert (appeal.state, appeal.more.minor, _state(db, in_part)) == ("upheld", 0, "partial")
    assert _minor(db, "worker", cast.mira.person_id) == before
    prove()


def test_an_upheld_rejection_is_rejected_again(db, make, cast, ruth, rejected, critical, prove):
    appeal = _rule(make, file_appeal(rejected.id, reason="맞아요", actor=cast.mira), ruth, "reject", critical)

    assert (appeal.state, appeal.decision, _state(db, rejected)) == ("upheld", "reject", "rejected")
    assert work.claim_next(rejected.batch_id, actor=cast.noah).task_id == rejected.task_id
    prove()


def test_in_a_closed_batch_the_answer_gets_a_slot_of_its_own(db, make, cast, ruth, rejected, prove):
    work.close_batch(rejected.batch_id, actor=cast.han)

    appeal = _rule(make, file_appeal(rejected.id, reason="맞아요", actor=cast.mira), ruth)

    assert (appeal.lost.minor, _state(db, rejected)) == (PRICE, "accepted")
    task = db.session.get_one(Task, rejected.task_id)
    assert (task.state, task.slots, task.slots_done, task.slots_withdrawn) == ("complete", 2, 1, 1)
    prove()


def test_neither_the_first_reviewer_nor_a_party_to_it_rules(make, cast, critical, rejected):
    appeal = file_appeal(rejected.id, reason="맞아요", actor=cast.mira)
    with pytest.raises(Forbidden):
        _rule(make, appeal, cast.rae)
    for stranger in (cast.mira, cast.han, cast.ada, cast.gil):
        with pytest.raises((Forbidden, NotFound)):
            _rule(make, appeal, stranger)


def test_a_reviewer_who_owns_the_company_or_made_the_answer_is_a_party(make, cast, rejected):
    appeal = file_appeal(rejected.id, reason="맞아요", actor=cast.mira)
    for party in (cast.han, cast.mira):
        accounts.add_staff(person_id=party.person_id, reviewer=True, actor=SYSTEM)
        with pytest.raises(Forbidden):
            _rule(make, appeal, make.again(party.person_id))


def test_decided_once_and_only_with_items_that_bear_it(make, cast, ruth, rejected, critical):
    appeal = file_appeal(rejected.id, reason="맞아요", actor=cast.mira)
    with pytest.raises(Invalid, match="evidence_missing"):
        _rule(make, appeal, ruth, "reject")
    with pytest.raises(Invalid, match="below_pass_mark"):
        _rule(make, appeal, ruth, "accept", critical)

    _rule(make, appeal, ruth)

    with pytest.raises(Conflict, match="wrong_state"):
        _rule(make, appeal, ruth)


def test_whoever_judged_an_earlier_round_has_no_fresh_eyes(make, cast, ruth, critical, light):
    first = make.submission(cast.mira, make.batch(cast.han, rows=1, price=PRICE))
    make.review(ruth, first, "rework", light.key, message="연도를 다시 봐 주세요")
    again = work.submit_claim(first.claim_id, answers=make.answers(), actor=cast.mira)
    make.review(cast.rae, again, "reject", critical)

    appeal = file_appeal(again.id, reason="맞아요", actor=cast.mira)

    with pytest.raises(Forbidden):
        _rule(make, appeal, ruth, "reject", critical)
    assert (count_appeals(ruth), count_appeals(make.person("Sol", reviewer=True))) == (0, 1)


def test_what_the_second_look_accepts_is_delivered_as_decided_then_and_by_us(db, make, cast, ruth, critical, clock):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1, price=PRICE))
    make.review(cast.han, submission, "reject", critical)
    clock.forward(hours=5)

    appeal = _rule(make, file_appeal(submission.id, reason="맞아요", actor=cast.mira), ruth)

    db.session.expire_all()
    found = db.session.get_one(Submission, submission.id)
    assert (found.decided_at, found.decided_by) == (appeal.decided_at, "platform")


@pytest.mark.parametrize(("first", "decider", "in_wallet", "spent"), [
    ("partial", "rae", 0, 220), ("reject", "han", 500, 440), ("reject", "han", 150, 370), ("reject", "rae", 500, 220)])
def test_the_batch_says_what_it_cost_the_company(make, cast, ruth, critical, light, first, decider, in_wallet, spent):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1, price=PRICE))
    make.review(getattr(cast, decider), submission, first, critical if first == "reject" else light.key)
    if first == "reject":
        _redo(make, cast, submission)
    if in_wallet:
        make.pay_in(cast.han.company_id, in_wallet)

    _rule(make, file_appeal(submission.id, reason="맞아요", actor=cast.mira), ruth)

    batch = get_batch(cast.han, submission.batch_id)
    assert read_board(batch).spent(batch) == company_home(cast.han).costs[0].spent == Money(spent, "KRW")


# Silence.

def test_after_its_time_nobody_rules_any_more(make, cast, ruth, rejected, critical, clock):
    appeal = file_appeal(rejected.id, reason="맞아요", actor=cast.mira)
    assert count_appeals(ruth) == 1
    clock.forward(hours=current_settings().appeal_hours)

    with pytest.raises(Conflict, match="appeal_overdue"):
        _rule(make, appeal, ruth, "reject", critical)
    assert count_appeals(ruth) == 0


def test_our_silence_is_paid_by_us_and_the_answer_stays_as_it_was(db, make, cast, rejected, clock, prove):
    appeal = file_appeal(rejected.id, reason="맞아요", actor=cast.mira)
    with pytest.raises(Conflict, match="not_due"):
        concede_appeal(appeal.id, actor=SYSTEM)
    clock.forward(hours=current_settings().appeal_hours)

    assert CONCEDE_APPEALS.due(500) == [appeal.id]
    conceded = concede_appeal(appeal.id, actor=SYSTEM)

    assert (conceded.state, conceded.more, conceded.lost, conceded.fee) == (
        "conceded", Money(PRICE, "KRW"), Money(PRICE, "KRW"), Money(0, "KRW"))
    assert (_state(db, rejected), _minor(db, "loss"), _minor(db, "hold", rejected.batch_id)) == ("conceded", -PRICE, HELD)
    assert get_submission(cast.han, rejected.id).answers is None
    assert my_desk(cast.mira, Cut()).items[0].shown.word.ko == "Ilgam이 지급"
    assert _minor(db, "worker", cast.mira.person_id) == PRICE
    assert CONCEDE_APPEALS.due(500) == []
    prove()
