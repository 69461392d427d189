"""A business pays on top for an accepted answer, and only for one."""

import pytest

from marketplace.kernel.errors import Conflict, Forbidden, NotFound
from marketplace.kernel.money import Money
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.money.ledger import balance
from marketplace.quality.bonuses import give_bonus
from tests.cast import SYSTEM, send, sign_in

ANSWER, BONUS = 200, Money(500, "KRW")


@pytest.fixture
def accepted(make, cast):
    """Mira's accepted answer, and money left in Han's wallet."""
    submission = make.submission(cast.mira, make.batch(cast.han, rows=2, price=ANSWER))
    make.review(cast.rae, submission)
    make.pay_in(cast.han.company_id, 550)
    return submission


def _balance(db, kind, owner_id):
    return balance(db.session(), kind, owner_id, "KRW").minor


def test_a_bonus_goes_to_the_worker_and_its_fee_to_us(db, cast, accepted, prove):
    fee = _balance(db, "fee", 0)

    bonus = give_bonus(accepted.id, amount=BONUS, reason="꼼꼼해요", actor=cast.han)

    assert (bonus.amount, bonus.fee) == (BONUS, Money(50, "KRW"))
    assert _balance(db, "worker", cast.mira.person_id) == ANSWER + 500
    assert (_balance(db, "wallet", cast.han.company_id), _balance(db, "fee", 0)) == (0, fee + 50)
    prove()


def test_the_worker_hears_of_it_and_sees_it_in_their_earnings(db, cast, client, accepted):
    give_bonus(accepted.id, amount=BONUS, reason="꼼꼼해요", actor=cast.han)
    follow_journal(actor=SYSTEM)
    sign_in(client, cast.mira)

    page = client.get("/earnings").text

    assert "꼼꼼해요" in page
    assert "+₩500" in page
    told = [one.words["en"] for one in db.session.query(Notice).filter_by(person_id=cast.mira.person_id)]
    assert "You got a bonus of ₩500: 꼼꼼해요" in told


def test_more_than_the_wallet_has_is_refused(db, cast, accepted, prove):
    with pytest.raises(Conflict, match="wallet_short"):
        give_bonus(accepted.id, amount=Money(501, "KRW"), reason="꼼꼼해요", actor=cast.han)

    assert _balance(db, "worker", cast.mira.person_id) == ANSWER
    prove()


def test_rejected_or_undecided_work_gets_none(cast, make, accepted, prove):
    batch = make.batch(cast.han, rows=2)
    waiting, rejected = make.submission(cast.noah, batch), make.submission(cast.noah, batch)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)
    make.review(cast.rae, rejected, "reject", critical)

    for submission in (waiting, rejected):
        with pytest.raises(Conflict, match="not_accepted"):
            give_bonus(submission.id, amount=BONUS, reason="꼼꼼해요", actor=cast.han)
    prove()


def test_another_company_and_a_reviewer_can_t_give_one(cast, make, accepted):
    with pytest.raises(NotFound):
        give_bonus(accepted.id, amount=BONUS, reason="꼼꼼해요", actor=cast.gil)
    with pytest.raises(Forbidden):
        give_bonus(accepted.id, amount=BONUS, reason="꼼꼼해요", actor=cast.rae)


def test_by_page_from_where_the_answer_is_seen(db, cast, client, accepted, prove):
    sign_in(client, cast.han)
    assert "보너스 주기" in client.get(f"/reviews/{accepted.id}").text

    refused = send(client, f"/submissions/{accepted.id}/bonuses", currency="KRW", amount="9,999", reason="꼼꼼해요")
    given = send(client, f"/submissions/{accepted.id}/bonuses", currency="KRW", amount="500", reason="꼼꼼해요")

    assert (refused.status_code, given.status_code) == (409, 303)
    assert "이 부족해요" in refused.text
    assert "꼼꼼해요" in refused.text
    assert _balance(db, "worker", cast.mira.person_id) == ANSWER + 500
    prove()
