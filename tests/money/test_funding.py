"""A business pays for a batch: once, whatever the page, the network and the events do."""

import pytest

from marketplace.kernel.errors import Conflict, Unavailable
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.proof import prove_ledger
from marketplace.work import service as work
from tests.contest import contend, winners
from tests.stripe_twin import DECLINED


def _wallet(db, actor):
    return balance(db.session(), "wallet", actor.company_id, "KRW").minor


def test_a_paid_checkout_fills_the_wallet_and_publishing_holds_it(db, make, cast, bank, prove):
    batch = make.draft(cast.han, rows=5)

    bank.fund(batch, cast.han, 5)
    assert bank.hear().count("done") == 1
    assert _wallet(db, cast.han) == 5 * 220
    work.publish_batch(batch.id, actor=cast.han)

    assert _wallet(db, cast.han) == 0
    assert balance(db.session(), "hold", batch.id, "KRW").minor == 5 * 220
    prove()


def test_nothing_is_published_before_its_money_is_here(db, make, cast, bank, prove):
    batch = make.draft(cast.han, rows=5)
    bank.fund(batch, cast.han, 4)
    bank.hear()

    with pytest.raises(Conflict, match="escrow_short") as refusal:
        work.publish_batch(batch.id, actor=cast.han)

    assert refusal.value.facts["gap"] == "220 KRW"
    assert db.session.get(type(batch), batch.id).state == "draft"
    prove()


def test_a_declined_card_leaves_the_payment_open_and_the_wallet_empty(db, make, cast, bank, prove):
    batch = make.draft(cast.han, rows=5)

    bank.fund(batch, cast.han, 5, card=DECLINED)

    assert "done" not in bank.hear()
    assert _wallet(db, cast.han) == 0
    prove()


def test_clicking_twice_opens_one_payment_and_charges_once(app, db, make, cast, bank, prove):
    batch = make.draft(cast.han, rows=5)
    ask = lambda: money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=batch.unit * 5, actor=cast.han)  # noqa: E731

    opened = winners(contend(app, ask, ask, ask, ask))
    urls = {money.open_checkout(payment.id, title="묶음", return_url="http://localhost", provider=bank.provider, actor=cast.han).checkout_url
            for payment in opened}

    assert len({payment.id for payment in opened}) == 1
    assert len(urls) == 1
    prove()


def test_an_event_heard_five_times_counts_once(db, make, cast, bank, prove):
    batch = make.draft(cast.han, rows=5)
    bank.fund(batch, cast.han, 5)
    events = bank.events()

    for _ in range(5):
        bank.hear(events)

    assert _wallet(db, cast.han) == 5 * 220
    prove()


def test_a_provider_that_does_not_answer_moves_no_money(db, make, cast, bank, prove):
    batch = make.draft(cast.han, rows=5)
    payment = money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=batch.unit * 5, actor=cast.han)
    bank.twin.fault("checkout.sessions.create", "error_before")

    with pytest.raises(Unavailable):
        money.open_checkout(payment.id, title="묶음", return_url="http://localhost", provider=bank.provider, actor=cast.han)

    opened = money.open_checkout(payment.id, title="묶음", return_url="http://localhost", provider=bank.provider, actor=cast.han)
    assert opened.state == "opened"
    prove()


def test_the_rest_of_a_closed_batch_goes_back_to_the_card(db, make, cast, bank, prove):
    batch = make.draft(cast.han, rows=5)
    bank.fund(batch, cast.han, 5)
    bank.hear()
    work.publish_batch(batch.id, actor=cast.han)
    make.review(cast.rae, make.submission(cast.mira, batch))
    work.close_batch(batch.id, actor=cast.han)

    for refund in money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han):
        assert money.send_refund(refund.id, provider=bank.provider, actor=cast.han.system("refunds"))
    bank.hear()

    assert _wallet(db, cast.han) == 0
    listed = bank.twin.call("GET", "/v1/refunds").json()["data"]
    assert [refund["amount"] for refund in listed] == [4 * 220]
    assert prove_ledger() == []
