"""A company's invoice says what the ledger says, month by month as days are counted in Korea, each currency by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Forbidden, Invalid, NotFound
from marketplace.kernel.money import Money
from marketplace.money.models import Entry, LedgerAccount, Line
from marketplace.money.periods import read_month
from marketplace.money.queries.invoice import billed_invoice, company_invoice
from marketplace.money.queries.statement import company_month
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from tests.money.papers.conftest import MIDNIGHT
from tests.statements import count_statements


def _won(minor):
    return Money(minor, "KRW")


def _invoice(actor, month, currency=None):
    return company_invoice(actor, read_month(month), currency)


def _pay_in_at(moment, company_id, minor):
    key = f"funding:test:at:{minor}"
    with transaction() as session:
        accounts = dict(session.execute(select(LedgerAccount.kind, LedgerAccount.id).where(
            LedgerAccount.currency == "KRW", LedgerAccount.owner_id.in_((0, company_id)), LedgerAccount.kind.in_(("provider", "wallet")))).all())
        session.execute(insert(Line), [
            {"entry_key": key, "number": number, "entry_kind": "funding", "account_id": accounts[kind], "account_kind": kind, "currency": "KRW",
             "amount_minor": amount} for number, (kind, amount) in enumerate((("provider", -minor), ("wallet", minor)), 1)])
        session.execute(insert(Entry), {"key": key, "kind": "funding", "currency": "KRW", "actor_name": "tests", "posted_at": moment})


def test_an_entry_of_the_last_second_in_korea_is_the_old_months(make, cast, october):
    make.pay_in(cast.gil.company_id, 999)  # another company's
    before, after = _invoice(cast.han, "2026-10"), _invoice(cast.han, "2026-11")

    assert [(line.kind, line.batch_id, line.count, line.pay, line.fee) for line in before.fees] == [("release", october.id, 1, _won(400), _won(40))]
    assert [(line.kind, line.batch_id, line.count, line.pay, line.fee) for line in after.fees] == [("release", october.id, 2, _won(800), _won(80))]
    assert (before.moved, after.moved) == (_won(2200), _won(0))


def _correct(cast, purpose, source, target, amount):
    proposed = propose_adjustment(purpose=purpose, from_kind=source[0], from_owner=source[1], to_kind=target[0], to_owner=target[1],
                                  amount=amount, reason="다시 세었어요", actor=cast.ada)
    approve_adjustment(proposed.id, actor=cast.ada)
    return f"correction:{proposed.id}"


@pytest.fixture
def corrected(make, cast, clock, dollars):
    """In November and December money is moved by hand: between our fees and Han's wallet, and in every way that isn't Han's fee."""
    fee, loss, mira = ("fee", 0), ("loss", 0), ("worker", cast.mira.person_id)
    han, gil = (("wallet", actor.company_id) for actor in (cast.han, cast.gil))
    make.pay_in(cast.han.company_id, 5000)
    for move in range(2):
        for currency in ("KRW", "USD"):
            _correct(cast, "compensate", fee, han, Money(15 + move, currency))
            _correct(cast, "mend", han, fee, Money(4, currency))
            _correct(cast, "compensate", loss, han, Money(700, currency))
            _correct(cast, "mend", han, gil, Money(90, currency))
            _correct(cast, "compensate", fee, gil, Money(3, currency))
            _correct(cast, "compensate", fee, mira, Money(2, currency))
            _correct(cast, "take_back", mira, han, Money(1, currency))
        clock.move(read_month("2026-11").end)


@pytest.mark.parametrize("month", ["2026-10", "2026-11", "2026-12"])
def test_its_sums_equal_the_statement_and_the_ledger(cast, corrected, prove, month):
    for actor in (cast.han, cast.gil):
        for statement in company_month(actor, read_month(month)):
            invoice = _invoice(actor, month, statement.fees.currency)

            assert (invoice.total, invoice.moved) == (-statement.fees, statement.payments + statement.refunds)
            assert statement.opening + statement.payments + statement.refunds + statement.workers + statement.fees + statement.other \
                == statement.closing
    prove()


def test_only_corrections_between_our_fees_and_its_wallet_are_a_companys_fees(cast, corrected):
    han, gil = ([(one.workers, one.fees, one.other) for one in company_month(actor, read_month("2026-11"))] for actor in (cast.han, cast.gil))

    assert han == [(_won(-800), _won(-80 + 15 - 4), _won(700 - 90 + 1)),
                   (Money(-20 - 305, "USD"), Money(-2 - 31 + 15 - 4, "USD"), Money(700 - 90 + 1, "USD"))]
    assert gil == [(_won(0), _won(3), _won(90)), (Money(0, "USD"), Money(3, "USD"), Money(90, "USD"))]


def test_each_currency_has_its_own(cast, dollars):
    invoice = _invoice(cast.han, "2026-11", "USD")

    assert [(line.kind, line.batch_id, line.pay, line.fee) for line in invoice.fees] == [
        ("release", dollars.id, Money(20, "USD"), Money(2, "USD")), ("bonus", 0, Money(305, "USD"), Money(31, "USD"))]
    assert [(line.kind, line.amount) for line in invoice.money] == [("funding", Money(5000, "USD"))]


def test_a_fee_that_was_given_back_is_a_credit_under_its_entry(cast, october):
    key = _correct(cast, "compensate", ("fee", 0), ("wallet", cast.han.company_id), _won(15))

    invoice = _invoice(cast.han, "2026-11")

    assert [(line.kind, line.key, line.fee) for line in invoice.fees] == [
        ("release", "", _won(80)), ("correction", key, _won(-15))]
    assert (invoice.total, invoice.money) == (_won(65), [])


def test_midnight_in_korea_itself_is_the_new_months(db, cast, october):
    _pay_in_at(MIDNIGHT - timedelta(microseconds=1), cast.han.company_id, 7)
    _pay_in_at(MIDNIGHT, cast.han.company_id, 11)

    assert (_invoice(cast.han, "2026-10").moved, _invoice(cast.han, "2026-11").moved) == (_won(2207), _won(11))


def test_what_was_paid_in_and_went_back_is_told(cast, sent):
    invoice = company_invoice(cast.han, read_month(None), None)

    assert [(line.key.partition(":")[0], line.kind) for line in invoice.money] == [("funding", "funding"), ("refund", "refund")]
    assert invoice.moved == sum((line.amount for line in invoice.money), _won(0)) == invoice.total + invoice.fees[0].pay


def test_it_is_numbered_once_its_month_is_over_in_korea(cast, october, clock):
    assert _invoice(cast.han, "2026-10").number == f"INV-2026-10-{cast.han.company_id}-KRW"
    assert _invoice(cast.han, "2026-11").number == ""
    clock.move(read_month("2026-11").end)
    assert _invoice(cast.han, "2026-11").number == f"INV-2026-11-{cast.han.company_id}-KRW"


def test_without_a_fee_there_is_none_to_hand_on(cast, october):
    for actor, month in ((cast.han, "2026-09"), (cast.gil, "2026-10")):
        assert _invoice(actor, month).fees == []
        with pytest.raises(NotFound, match="2026-"):
            billed_invoice(actor, read_month(month), None)


def test_only_for_a_company_and_in_a_currency_we_know(cast, october):
    with pytest.raises(Forbidden):
        _invoice(cast.mira, "2026-10")
    with pytest.raises(Invalid):
        _invoice(cast.han, "2026-10", "GBP")


def test_it_takes_three_statements(cast, dollars):
    with count_statements() as sent:
        _invoice(cast.han, "2026-11", "USD")

    assert len(sent) == 3
