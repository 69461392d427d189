"""What people are told, where it leads, and what is mailed."""

import pytest
from sqlalchemy import delete, func, select

from marketplace import rooms
from marketplace.gateways.outbox import Mail
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry, JournalRead
from marketplace.messaging.models import Notice
from marketplace.messaging.service import _tellers, follow_journal
from marketplace.money.provider_models import Payment, Payout, PayoutAccount
from marketplace.money.service import payments, payouts
from marketplace.work import service as work
from tests.cast import SYSTEM, send, sign_in
from tests.statements import count_statements


def told(db, actor):
    """The notices of somebody, newest first, as (Korean words, link)."""
    follow_journal(actor=SYSTEM)
    rows = db.session.query(Notice).filter(Notice.person_id == actor.person_id).order_by(Notice.id.desc()).all()
    return [(row.words["ko"], row.link) for row in rows]


def mails(db):
    return [mail.body for mail in db.session.query(Mail).order_by(Mail.id)]


def test_every_room_that_speaks_is_listened_to():
    assert len(rooms.NOTICES) == 7
    assert set(_tellers) == {
        "adopt_version", "approve_adjustment", "close_dispute", "concede_appeal", "decide_application", "expire_claim", "fail_payout", "fail_refund",
        "find_difference", "give_bonus", "make_bank_run", "open_dispute", "propose_adjustment", "register_bank_account", "return_payout",
        "review_submission", "rule_on_appeal", "settle_payment", "settle_payout", "warn_low_pay"}


def test_a_verdict_tells_its_worker_what_it_means_for_their_money(db, make, cast):
    batch = make.batch(cast.han, rows=4)
    first, second = make.submission(cast.mira, batch), make.submission(cast.mira, batch)
    third, fourth = make.submission(cast.noah, batch), make.submission(cast.noah, batch)
    item = next(item.key for item in make.version().spec.checklist if not item.critical)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)

    make.review(cast.rae, first)
    make.review(cast.rae, second, "partial", item)
    make.review(cast.rae, third, "rework", item, message="연도를 다시 봐 주세요 {pay}")
    make.review(cast.rae, fourth, "reject", critical)

    mira, noah = told(db, cast.mira), told(db, cast.noah)
    assert mira[0][0].startswith("‘같은 상품 찾기’ 제출이 부분 승인돼서 160원을 벌었어요.")
    assert mira[1] == ("‘같은 상품 찾기’ 제출이 승인됐어요. 200원을 벌었어요.", f"/submissions/{first.id}")
    assert noah[0][1] == f"/submissions/{fourth.id}"
    assert "지급되지 않아요" in noah[0][0]
    assert noah[1] == ("‘같은 상품 찾기’ 제출을 고쳐 주세요: 연도를 다시 봐 주세요 {pay}", f"/claims/{third.claim_id}")
    assert next(body for body in mails(db) if "지급되지 않아요" in body).endswith(f"http://localhost/submissions/{fourth.id}")
    assert not [body for body in mails(db) if "벌었어요" in body]


def test_every_link_of_a_worker_can_be_opened(db, make, cast, client, clock):
    batch = make.batch(cast.han, rows=2)
    make.review(cast.rae, make.submission(cast.mira, batch))
    claim = make.claim(cast.mira, batch)
    clock.forward(minutes=60)
    work.expire_claim(claim.id, actor=SYSTEM)

    links = [link for _, link in told(db, cast.mira)]
    sign_in(client, cast.mira)

    assert links[0] == f"/claims/{claim.id}"
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_a_payment_tells_the_owners_and_a_payout_its_worker(db, make, cast, clock, change_settings):
    change_settings(payout_minimum_krw=100)
    batch = make.draft(cast.han, rows=1)
    with transaction() as session:
        session.add(Payment(company_id=batch.company_id, batch_id=batch.id, amount_minor=220, currency="KRW", created_at=clock.now()))
        session.add(PayoutAccount(worker_id=cast.mira.person_id, provider_account_id="acct_1", country="KR", payouts_enabled=True,
                                  details_submitted=True, requirements=[], seen_at=clock.now()))
    payment = db.session.query(Payment).one()
    payments.settle_payment(payment.id, provider_payment_id="pi_1", amount=payment.amount, actor=SYSTEM)
    work_done = make.batch(cast.han, rows=1, price=400)
    make.review(cast.rae, make.submission(cast.mira, work_done))
    payout = payouts.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=SYSTEM)
    payouts.start_attempt(payout.id, actor=SYSTEM)
    payouts.settle_payout(payout.id, transfer_id="tr_1", amount=payout.amount, actor=SYSTEM)

    assert told(db, cast.han)[0] == ("220원 결제가 확인됐어요. 이제 묶음을 공개할 수 있어요.", f"/batches/{batch.id}")
    assert told(db, cast.mira)[0] == ("400원을 정산 계좌로 보냈어요.", "/earnings")
    assert db.session.query(Payout.state).scalar() == "paid"


def test_a_notice_is_opened_once_and_leads_on(db, make, cast, client):
    make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=1)))
    told(db, cast.mira)
    sign_in(client, cast.mira)
    page = client.get("/notices")
    newest = db.session.query(Notice).filter(Notice.person_id == cast.mira.person_id).order_by(Notice.id.desc()).first()
    notice_id, link = newest.id, newest.link

    answer = send(client, f"/notices/{notice_id}/openings")

    assert "200원을 벌었어요" in page.text
    assert (answer.status_code, answer.location) == (303, link)
    db.session.expire_all()
    assert db.session.get(Notice, notice_id).read_at is not None
    assert send(client, f"/notices/{notice_id}/openings").status_code == 303


def test_somebody_elses_notice_looks_like_none(db, make, cast, client):
    told(db, cast.mira)
    notice = db.session.query(Notice).filter(Notice.person_id == cast.mira.person_id).first()
    sign_in(client, cast.noah)

    assert send(client, f"/notices/{notice.id}/openings").status_code == 404
    assert db.session.get(Notice, notice.id).read_at is None


@pytest.mark.parametrize(("query", "status"), [("cursor=x", 422), ("limit=201", 422), ("read=1", 400)])
def test_what_cannot_be_asked_for_is_refused(cast, client, query, status):
    sign_in(client, cast.mira)

    assert client.get(f"/notices?{query}").status_code == status


def test_notices_make_a_fixed_number_of_statements(db, make, cast, client):
    batch = make.batch(cast.han, rows=6)
    make.review(cast.rae, make.submission(cast.mira, batch))
    told(db, cast.mira)
    sign_in(client, cast.mira)
    with count_statements() as few:
        client.get("/notices")
    for _ in range(4):
        make.review(cast.rae, make.submission(cast.mira, batch))
    told(db, cast.mira)
    with count_statements() as many:
        client.get("/notices")

    assert len(few) == len(many) <= 4


@pytest.mark.parametrize(("minutes", "told_again"), [(30, 1), (90, 0)])
def test_a_row_committed_late_is_still_told_but_the_settled_past_is_not_read_again(db, make, cast, clock, minutes, told_again):
    batch = make.batch(cast.han, rows=2)
    make.review(cast.rae, make.submission(cast.mira, batch))
    make.review(cast.rae, make.submission(cast.mira, batch))
    follow_journal(actor=SYSTEM)
    clock.forward(minutes=minutes)
    with transaction() as session:
        first = select(func.min(JournalEntry.id)).where(JournalEntry.verb == "review_submission").scalar_subquery()
        session.execute(delete(Notice).where(Notice.entry_id == first))
        session.execute(delete(JournalRead).where(JournalRead.entry_id == first))

    assert follow_journal(actor=SYSTEM) == told_again
