"""Entries made by hand: proposed with a reason, approved by a second person above the limit, and told to whose money they change."""

import pytest
from sqlalchemy import select

from marketplace.kernel.errors import Conflict, Forbidden, Invalid
from marketplace.kernel.money import Money
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.money.ledger import balance
from marketplace.money.service.adjustments import (
    approve_adjustment,
    propose_adjustment,
    refuse_adjustment,
    withdraw_adjustment,
)
from tests.cast import SYSTEM

LIMIT = 100_000


@pytest.fixture
def bo(make, cast):
    """A second admin."""
    return make.person("Bo", admin=True)


def _propose(actor, worker, minor=3_000, **more):
    given = {"purpose": "compensate", "from_kind": "loss", "from_owner": 0, "to_kind": "worker", "to_owner": worker.person_id,
             "amount": Money(minor, "KRW"), "reason": "사진이 깨져 있었어요"} | more
    return propose_adjustment(**given, actor=actor)


def _balance(db, kind, owner_id):
    return balance(db.session(), kind, owner_id, "KRW").minor


def _take_back(actor, worker, company, minor, **more):
    return _propose(actor, worker, minor, purpose="take_back", from_kind="worker", from_owner=worker.person_id, to_kind="wallet",
                    to_owner=company, **more)


def test_nothing_moves_before_it_is_approved(db, cast, prove):
    proposed = _propose(cast.ada, cast.mira)

    assert (proposed.state, _balance(db, "worker", cast.mira.person_id)) == ("proposed", 0)
    approve_adjustment(proposed.id, actor=cast.ada)

    assert (_balance(db, "worker", cast.mira.person_id), _balance(db, "loss", 0)) == (3_000, -3_000)
    prove()


@pytest.mark.parametrize(("minor", "needs"), [(LIMIT, False), (LIMIT + 1, True)])
def test_above_the_limit_nobody_approves_their_own(db, cast, bo, prove, minor, needs):
    proposed = _propose(cast.ada, cast.mira, minor)

    assert proposed.needs_second is needs
    if needs:
        with pytest.raises(Forbidden):
            approve_adjustment(proposed.id, actor=cast.ada)
        assert _balance(db, "worker", cast.mira.person_id) == 0
    approve_adjustment(proposed.id, actor=bo if needs else cast.ada)

    assert _balance(db, "worker", cast.mira.person_id) == minor
    prove()


def test_a_decided_one_can_not_be_decided_again(db, cast, bo, prove):
    proposed = _propose(cast.ada, cast.mira)
    refuse_adjustment(proposed.id, actor=bo)

    for again in (approve_adjustment, refuse_adjustment):
        with pytest.raises(Conflict, match="wrong_state"):
            again(proposed.id, actor=bo)
    assert _balance(db, "worker", cast.mira.person_id) == 0
    prove()


def test_only_who_proposed_it_withdraws_it(cast, bo):
    proposed = _propose(cast.ada, cast.mira)

    with pytest.raises(Conflict, match="not_yours"):
        withdraw_adjustment(proposed.id, actor=bo)
    assert withdraw_adjustment(proposed.id, actor=cast.ada).state == "withdrawn"


@pytest.mark.parametrize(("change", "field"), [
    ({"purpose": "take_back"}, "from_kind"), ({"to_kind": "debt"}, "to_kind"), ({"from_owner": 3}, "from_owner"), ({"to_owner": 0}, "to_owner"),
    ({"to_owner": 999_999}, "to_owner"), ({"purpose": "mend", "to_kind": "loss", "to_owner": 0}, "to_kind"),
])
def test_accounts_that_don_t_fit_are_refused(cast, change, field):
    with pytest.raises(Invalid) as refusal:
        _propose(cast.ada, cast.mira, **change)

    assert list(refusal.value.fields) == [field]


def test_a_wallet_is_never_taken_below_zero(db, cast, make, prove):
    make.pay_in(cast.han.company_id, 500)
    proposed = propose_adjustment(purpose="mend", from_kind="wallet", from_owner=cast.han.company_id, to_kind="fee", to_owner=0,
                                  amount=Money(501, "KRW"), reason="수수료를 덜 받았어요", actor=cast.ada)

    with pytest.raises(Conflict, match="balance_short"):
        approve_adjustment(proposed.id, actor=cast.ada)

    assert _balance(db, "wallet", cast.han.company_id) == 500
    prove()


def test_one_difference_is_mended_once(cast):
    _propose(cast.ada, cast.mira, purpose="mend", mends="unknown_transfer:tr_1")

    with pytest.raises(Conflict, match="already_proposed"):
        _propose(cast.ada, cast.mira, purpose="mend", mends="unknown_transfer:tr_1")


def test_what_the_balance_lacks_becomes_a_debt(db, cast, make, prove):
    batch = make.batch(cast.han, rows=1, price=400)
    make.review(cast.rae, make.submission(cast.mira, batch))
    proposed = _take_back(cast.ada, cast.mira, cast.han.company_id, 900)

    approve_adjustment(proposed.id, actor=cast.ada)

    mira = cast.mira.person_id
    assert (_balance(db, "worker", mira), _balance(db, "debt", mira), _balance(db, "wallet", cast.han.company_id)) == (0, -500, 900)
    prove()


def test_the_worker_hears_of_it_with_the_reason(db, cast, bo):
    proposed = _take_back(cast.ada, cast.mira, cast.han.company_id, LIMIT + 1, reason="같은 사진을 두 번 냈어요")
    approve_adjustment(proposed.id, actor=bo)

    follow_journal(actor=SYSTEM)

    told = [one.words["ko"] for one in db.session.scalars(select(Notice).where(Notice.person_id == cast.mira.person_id))]
    assert "지급했던 100,001원을 되돌려 받았어요. 이유: 같은 사진을 두 번 냈어요" in told
    links = db.session.scalars(select(Notice.link).where(Notice.person_id == bo.person_id)).all()
    assert f"/admin/ledger/adjustments/{proposed.id}" in links
