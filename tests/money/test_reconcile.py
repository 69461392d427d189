"""The ledger, our rows and the provider side by side: each difference is named, none is mended."""

import html
import re
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.money import reconcile_bank, reconcile_disputes
from marketplace.money import service as money
from marketplace.money.difference_models import DifferenceRow
from marketplace.money.differences import SAID
from marketplace.money.dispute_models import Dispute
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payment, Payout, Refund
from marketplace.money.queries.differences import proposal_for
from marketplace.money.reconcile import reconcile
from marketplace.money.service.differences import compare_books
from marketplace.money.words import DIFFERENCES
from tests.cast import SYSTEM, send, sign_in
from tests.stripe_twin import DECLINED, GOOD

AMOUNT = 6 * 200


@pytest.fixture
def books(bank, sent):
    """One payment in, one payout out, one refund back; all settled."""
    bank.hear()
    return sent.payout


def _differences(db, bank):
    db.session.expire_all()
    return [(one.kind, one.about) for one in reconcile(provider=bank.provider, actor=SYSTEM)]


def _change(model, **values):
    with transaction() as session:
        session.execute(update(model).values(**values))


def test_settled_books_agree(db, bank, books, prove):
    assert _differences(db, bank) == []
    prove()


def test_a_transfer_of_ours_made_twice_is_named(db, bank, books):
    bank.twin.add_balance(100_000)
    bank.provider.send_transfer(reference=books.reference, amount=books.amount, destination=books.destination, key="by hand")

    assert _differences(db, bank) == [("sent_twice", "payout:1")]


def test_a_transfer_that_is_none_of_ours_is_named(db, bank, books):
    bank.twin.add_balance(100_000)
    made = bank.provider.send_transfer(reference="payout:99", amount=books.amount, destination=books.destination, key="by hand")

    assert _differences(db, bank) == [("unknown_transfer", made.id)]


def test_a_payout_that_the_provider_does_not_have_is_named(db, bank, books):
    _change(Payout, transfer_id="tr_nowhere")

    assert _differences(db, bank) == [("not_at_provider", "payout:1")]


def test_another_amount_or_destination_is_named(db, bank, books):
    _change(Payout, amount_minor=AMOUNT + 1, destination="acct_other")

    assert _differences(db, bank) == [
        ("booked_differently", "payout:1"), ("booked_differently", "payout_paid:1"), ("amount_differs", "payout:1"),
        ("destination_differs", "payout:1")]


def test_a_payout_given_back_here_but_sent_there_is_named(db, bank, books):
    with transaction() as session:
        session.execute(update(Payout).where(Payout.state == "paid").values(state="failed", paid_at=None))

    assert set(_differences(db, bank)) == {("booked_differently", "payout_paid:1"), ("not_booked", "payout:1"), ("sent_unknown", "payout:1")}


def test_a_refund_unknown_to_the_provider_is_named(db, bank, books):
    _change(Refund, provider_refund_id="re_nowhere")

    assert _differences(db, bank) == [("not_at_provider", "refund:1")]


def test_a_payment_we_never_heard_of_is_named(db, make, cast, bank):
    batch = make.draft(cast.han, rows=2)
    bank.fund(batch, cast.han, slots=2)  # paid on the provider's page, and its events are lost

    assert _differences(db, bank) == [("payment_differs", "payment:1")]


def test_a_payment_counted_without_money_is_named(db, make, cast, bank):
    batch = make.draft(cast.han, rows=2)
    payment = money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=batch.unit * 2, actor=cast.han)
    money.open_checkout(payment.id, title="묶음", return_url="http://localhost/", provider=bank.provider, actor=cast.han)
    money.settle_payment(payment.id, provider_payment_id="pi_x", amount=payment.amount, actor=SYSTEM)

    assert _differences(db, bank) == [("payment_differs", "payment:1")]


def test_a_payment_that_is_none_of_ours_is_named(db, bank, books):
    paid = _paid_by_hand(bank, "payment:99")

    assert _differences(db, bank) == [("unknown_payment", paid)]


def test_a_payment_made_twice_is_named(db, bank, books):
    _paid_by_hand(bank, "payment:1")

    assert _differences(db, bank) == [("paid_twice", "payment:1")]


def test_a_card_that_was_declined_is_no_payment(db, bank, books):
    _paid_by_hand(bank, "payment:99", card=DECLINED)

    assert _differences(db, bank) == []


def _paid_by_hand(bank, reference, card=GOOD):
    """A payment page that no row of ours speaks of, and a card on it; the payment's id at the provider."""
    checkout = bank.provider.open_checkout(reference=reference, amount=Money(500, "KRW"), title="묶음", success_url="http://localhost/",
                                           cancel_url="http://localhost/", key=f"by hand {reference}")
    return bank.twin.pay(checkout.id, card)["payment_intent"]


def test_nothing_is_mended(db, bank, books):
    _change(Payout, transfer_id="tr_nowhere")
    before = db.session.execute(text("SELECT count(*) FROM journal")).scalar()

    _differences(db, bank)

    assert db.session.execute(text("SELECT count(*) FROM journal")).scalar() == before
    assert db.session.scalars(Payment.__table__.select()).all() == [1]
    assert _differences(db, bank) == [("not_at_provider", "payout:1")]


def _kept(db):
    db.session.expire_all()
    return db.session.scalars(select(DifferenceRow).order_by(DifferenceRow.id)).all()


def test_the_daily_comparison_keeps_what_it_finds_until_it_is_gone(db, bank, books):
    _change(Payout, transfer_id="tr_nowhere")
    assert compare_books(provider=bank.provider, actor=SYSTEM) == 1
    assert compare_books(provider=bank.provider, actor=SYSTEM) == 1
    assert [(one.kind, one.about) for one in _kept(db)] == [("not_at_provider", "payout:1")]

    _change(Payout, transfer_id=bank.twin.transfers()[0]["id"])

    assert compare_books(provider=bank.provider, actor=SYSTEM) == 0
    assert _kept(db) == []


def test_a_difference_opens_a_filled_proposal_and_is_gone_once_that_is_approved(db, make, cast, client, bank, books, prove):
    make.pay_in(cast.han.company_id, 100_000)
    bank.twin.add_balance(100_000)
    bank.provider.send_transfer(reference=books.reference, amount=books.amount, destination=books.destination, key="by hand")
    compare_books(provider=bank.provider, actor=SYSTEM)
    sign_in(client, cast.ada)

    page = client.get("/admin/ledger/differences").text
    form = client.get(html.unescape(re.search(r'href="(/admin/ledger/adjustments/new[^"]*)"', page)[1])).text
    typed = proposal_for(_kept(db)[0]).fields
    assert "정산이 두 번 나갔어요" in page
    assert typed["mends"] in form
    place = send(client, "/admin/ledger/adjustments", **typed).headers["Location"]
    assert compare_books(provider=bank.provider, actor=SYSTEM) == 1  # proposed is not mended
    send(client, f"{place}/decisions", decision="approve")

    assert compare_books(provider=bank.provider, actor=SYSTEM) == 0
    assert balance(db.session(), "debt", books.worker_id, "KRW") == -books.amount
    prove()


def test_a_dispute_we_never_heard_of_or_heard_wrong_is_named(db, make, cast, bank):
    draft = make.draft(cast.han, rows=2)
    bank.fund(draft, cast.han, slots=2)
    bank.hear()
    charge = bank.twin.call("GET", "/v1/charges").json()["data"][0]["id"]
    made = bank.twin.switch(f"/charges/{charge}/dispute", fee=50)
    assert _differences(db, bank) == [("unknown_dispute", made["id"])]

    bank.hear()
    assert _differences(db, bank) == []
    bank.twin.switch(f"/disputes/{made['id']}/close", won=True)

    assert _differences(db, bank) == [("dispute_differs", "dispute:1"), ("dispute_taken_differs", "dispute:1")]
    bank.hear()
    assert _differences(db, bank) == []
    _change(Dispute, fee_minor=60)
    assert _differences(db, bank) == [("booked_differently", "dispute:1"), ("dispute_taken_differs", "dispute:1")]


def test_every_kind_of_difference_has_its_words():
    rooms = (sys.modules[reconcile.__module__], reconcile_bank, reconcile_disputes)
    source = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in rooms)

    assert set(re.findall(r'named\("(\w+)"', source)) == set(DIFFERENCES) == set(SAID)
