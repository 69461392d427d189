"""Card disputes in every order of their events, against a small model of who bears what."""

import itertools

import pytest
from sqlalchemy import select, update

from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.money import service as money
from marketplace.money.dispute_models import Dispute
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payment
from marketplace.scheduler.job import run_job
from marketplace.work import service as work
from marketplace.work.jobs import PAUSE_DISPUTED
from marketplace.work.models import Batch
from tests.cast import SYSTEM, sign_in

WHOLE, FEE = 1_760, 150  # eight answers of 200 and our tenth of them


@pytest.fixture
def batch(make, cast, bank):
    """Han has paid 1,760 won for eight answers; six are accepted."""
    draft = make.draft(cast.han, rows=8)
    bank.fund(draft, cast.han, slots=8)
    bank.hear()
    opened = work.publish_batch(draft.id, actor=cast.han)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, opened))
    return opened


def _charge(bank):
    return bank.twin.call("GET", "/v1/charges").json()["data"][0]["id"]


def _events(bank, *, won=None, amount=WHOLE, fee=FEE):
    """What the provider tells of one dispute, as pairs of type and signed event."""
    bank.events()
    bank.twin.switch(f"/charges/{_charge(bank)}/dispute", amount=amount, fee=fee)
    if won is not None:
        dispute = bank.twin.call("GET", "/v1/disputes").json()["data"][0]["id"]
        bank.twin.switch(f"/disputes/{dispute}/close", won=won)
    return [event for event in bank.events() if b"dispute" in event[0]]


def _books(db, cast):
    db.session.expire_all()
    return {kind: balance(db.session(), kind, owner, "KRW").minor for kind, owner in (
        ("wallet", cast.han.company_id), ("loss", 0), ("worker", cast.mira.person_id))}


def _dispute(db):
    db.session.expire_all()
    return db.session.scalars(select(Dispute)).one()


def _model(wallet, amount, fee, *, won):
    """Who has what after it: the wallet bears first, then we; a won one gives back to whom it was taken from, but for the fee."""
    part = min(wallet, amount)
    return {"wallet": wallet, "loss": -fee} if won else {"wallet": wallet - part, "loss": part - amount - fee}


@pytest.mark.parametrize("wallet", [0, 500, 5_000])
@pytest.mark.parametrize("won", [True, False])
def test_every_order_of_its_events_comes_to_the_same(db, make, cast, bank, batch, prove, wallet, won):
    if wallet:
        make.pay_in(cast.han.company_id, wallet)
    events = _events(bank, won=won)
    orders = list(itertools.permutations(events))
    # One order for each case of wallet and end would do: spread them, each with its first event told twice and its last one late.
    order = orders[(wallet + won) % len(orders)]

    bank.hear([*order[:-1], order[0]])
    bank.hear([order[-1]])
    bank.hear(list(reversed(order)))

    expected = _model(wallet, WHOLE, FEE, won=won)
    books, dispute = _books(db, cast), _dispute(db)
    assert {kind: books[kind] for kind in expected} == expected
    assert books["worker"] == 1_200
    assert (dispute.state, dispute.reinstated_at is not None) == ("won" if won else "lost", won)
    prove()


def test_all_orders_of_a_won_one(db, make, cast, bank, batch, prove):
    """All 24 orders, one dispute each, on one payment that is disputed bit by bit."""
    make.pay_in(cast.han.company_id, 20)
    for fees, order in enumerate(itertools.permutations(range(4)), 1):
        told = _events(bank, won=True, amount=30, fee=1)
        bank.hear([told[place] for place in order])

        books = _books(db, cast)
        assert (books["wallet"], books["loss"]) == (20, -fees)
    assert {one.state for one in db.session.scalars(select(Dispute))} == {"won"}
    prove()


def test_all_orders_of_a_lost_one(db, make, cast, bank, batch, prove):
    make.pay_in(cast.han.company_id, 100)
    wallet, loss = 100, 0
    for order in itertools.permutations(range(3)):
        told = _events(bank, won=False, amount=30, fee=1)
        bank.hear([told[place] for place in order])
        after = _model(wallet, 30, 1, won=False)
        wallet, loss = after["wallet"], loss + after["loss"]

        books = _books(db, cast)
        assert (books["wallet"], books["loss"]) == (wallet, loss)
    prove()


def test_a_disputed_payment_into_the_wallet_pauses_every_batch_of_its_company_and_no_other(db, make, cast, bank, batch):
    others = make.batch(cast.gil)
    with transaction() as session:
        session.execute(update(Payment).values(batch_id=None))
    bank.hear(_events(bank))

    run_job(PAUSE_DISPUTED)

    db.session.expire_all()
    assert (db.session.get(Batch, batch.id).state, db.session.get(Batch, others.id).state) == ("paused", "open")
    with pytest.raises(Conflict) as error:
        work.resume_batch(batch.id, actor=cast.han)
    assert error.value.code == "payment_disputed"


def test_its_batch_is_paused_and_stays_so_until_the_bank_has_decided(db, cast, bank, batch):
    bank.hear(_events(bank))

    run_job(PAUSE_DISPUTED)

    assert db.session.get(Batch, batch.id, populate_existing=True).state == "paused"
    with pytest.raises(Conflict, match="payment_disputed"):
        work.resume_batch(batch.id, actor=cast.han)
    bank.twin.switch(f"/disputes/{_dispute(db).provider_dispute_id}/close", won=True)
    bank.hear()

    assert work.resume_batch(batch.id, actor=cast.han).state == "open"


def test_the_company_and_the_admins_hear_of_it(db, cast, bank, batch):
    bank.hear(_events(bank, won=False))
    follow_journal(actor=SYSTEM)

    told = [one.words["en"] for one in db.session.scalars(select(Notice).where(Notice.person_id == cast.han.person_id))]
    assert any("₩1,760 was disputed" in words for words in told)
    assert any("took your payment of ₩1,760 back" in words for words in told)
    links = db.session.scalars(select(Notice.link).where(Notice.person_id == cast.ada.person_id)).all()
    assert "/admin/ledger/disputes" in links


def test_an_event_before_the_payment_s_own_waits_for_it(db, make, cast, bank, prove):
    draft = make.draft(cast.han, rows=2)
    bank.fund(draft, cast.han, slots=2)
    paid = bank.events()
    disputed = _events(bank, amount=440)

    assert set(bank.hear(disputed)) == {"waiting"}
    bank.hear(paid)
    bank.hear([])

    assert _books(db, cast)["wallet"] == 0
    assert _dispute(db).state == "opened"
    prove()


def test_after_a_refund_only_the_rest_is_in_the_wallet_and_a_later_refund_is_refused(db, cast, bank, batch, prove):
    work.close_batch(batch.id, actor=cast.han)  # 440 come back to the wallet
    refund = money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0]
    money.send_refund(refund.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()
    bank.hear(_events(bank, amount=WHOLE - 440, won=False))

    assert _books(db, cast) == {"wallet": 0, "loss": 440 - WHOLE - FEE, "worker": 1_200}
    prove()


def test_nothing_of_a_disputed_payment_is_refunded(db, cast, bank, batch, prove):
    bank.hear(_events(bank, amount=1_000, won=False))
    work.close_batch(batch.id, actor=cast.han)

    with pytest.raises(Conflict, match="nothing_refundable"):
        money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)

    assert _books(db, cast)["wallet"] == 440
    prove()


def test_a_refund_under_way_when_the_dispute_comes_goes_back_to_the_wallet(db, cast, bank, batch, prove):
    work.close_batch(batch.id, actor=cast.han)
    refund = money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0]
    bank.hear(_events(bank))

    money.send_refund(refund.id, provider=bank.provider, actor=SYSTEM)

    assert _books(db, cast) == {"wallet": 440, "loss": -WHOLE - FEE, "worker": 1_200}
    prove()


def test_a_chargeback_after_the_payout_is_our_loss_and_not_the_worker_s(db, cast, bank, batch, prove):
    bank.connect(cast.mira)
    payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()

    bank.hear(_events(bank, won=False))

    assert _books(db, cast) == {"wallet": 0, "loss": -WHOLE - FEE, "worker": 0}
    assert bank.provider.balance("KRW")[0] == Money(-1_200 - FEE, "KRW")
    prove()


def test_admins_and_the_company_see_it_by_page(cast, client, bank, batch):
    bank.hear(_events(bank))
    sign_in(client, cast.ada)
    assert "₩1,760" in client.get("/admin/ledger/disputes").text
    client.post("/sign-out")
    sign_in(client, cast.han)

    assert "카드사가 판단하는 중" in client.get("/money").text
