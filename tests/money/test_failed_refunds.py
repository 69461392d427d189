"""A refund that the card doesn't take in the end: its money is in the wallet again, once, whatever order the events come in."""

from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import func, select

from marketplace.accounts.models import Membership
from marketplace.gateways.money_provider import ProviderEvent
from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Role
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.models import Entry
from marketplace.money.provider_models import Refund
from marketplace.money.reconcile import reconcile
from tests.cast import SYSTEM
from tests.contest import contend

PAID = 5 * 220


@pytest.fixture
def refund(db, make, cast, bank):
    """All of a company's money on its way back to the card, its events not heard yet."""
    bank.fund(make.draft(cast.han, rows=5), cast.han, slots=5)
    bank.hear()
    made = money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0]
    assert money.send_refund(made.id, provider=bank.provider, actor=SYSTEM)
    return _refund(db, made.id)


def _refund(db, refund_id):
    db.session.expire_all()
    return db.session.get(Refund, refund_id)


def _wallet(db, cast):
    return balance(db.session(), "wallet", cast.han.company_id, "KRW").minor


def _fail(bank, refund_id):
    bank.twin.switch(f"/refunds/{refund_id}/fail")


def _stands(db, cast, refund):
    booked = db.session.scalar(select(func.count()).select_from(Entry).where(Entry.kind == "refund_returned"))
    return _refund(db, refund.id).state, _wallet(db, cast), booked, _journalled(db, refund)


def _journalled(db, refund):
    return db.session.scalar(select(func.count()).select_from(JournalEntry).where(
        JournalEntry.verb == "fail_refund", JournalEntry.subject_id == refund.id))


def _said(refund, status, event_id, **change):
    thing = {"id": refund.provider_refund_id, "status": status, "amount": refund.amount_minor, "currency": "krw",
             "metadata": {"reference": f"refund:{refund.id}"}} | change
    return ProviderEvent(event_id, "refund.updated" if status == "succeeded" else "refund.failed", clock.now(), None, thing)


def _hear(*events):
    for event in events:
        money.store_event(event, actor=SYSTEM.nobody())
    return [money.take_event(event.id, actor=SYSTEM) for event in events]


def test_what_was_refunded_and_failed_days_later_is_in_the_wallet_again(db, cast, bank, refund, prove):
    bank.hear()
    assert _stands(db, cast, refund) == ("settled", 0, 0, 0)

    _fail(bank, refund.provider_refund_id)
    bank.hear()

    assert _stands(db, cast, refund) == ("failed", PAID, 1, 1)
    assert reconcile(provider=bank.provider, actor=SYSTEM) == []
    prove()


def test_the_business_can_ask_for_it_again(db, cast, bank, refund, prove):
    _fail(bank, refund.provider_refund_id)
    bank.hear()

    again = money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0]
    assert money.send_refund(again.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()

    assert [_refund(db, one.id).state for one in (refund, again)] == ["failed", "settled"]
    assert _wallet(db, cast) == 0
    assert reconcile(provider=bank.provider, actor=SYSTEM) == []
    prove()


ORDERS = sorted(set(permutations(["succeeded", "failed", "failed"])) | set(permutations(["succeeded", "succeeded", "failed"])))


@pytest.mark.parametrize("order", ORDERS)
def test_any_order_and_any_number_of_events_give_it_back_once(db, cast, refund, prove, order):
    outcomes = _hear(*[_said(refund, status, f"evt_{number}") for number, status in enumerate(order)])

    assert set(outcomes) <= {"done", "ignored"}
    assert _stands(db, cast, refund) == ("failed", PAID, 1, 1)
    prove()


@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_a_refund_that_was_canceled_counts_like_one_that_failed(db, cast, refund, prove, status):
    assert _hear(_said(refund, status, "evt_1")) == ["done"]

    assert _stands(db, cast, refund) == ("failed", PAID, 1, 1)
    prove()


def test_several_hearing_it_at_once_give_it_back_once(app, db, cast, refund, prove):
    events = [_said(refund, "failed", f"evt_{number}") for number in range(4)]
    for event in events:
        money.store_event(event, actor=SYSTEM.nobody())

    outcomes = contend(app, *(lambda event=event: money.take_event(event.id, actor=SYSTEM) for event in events))

    assert sorted(outcomes) == ["done", "ignored", "ignored", "ignored"]
    assert _stands(db, cast, refund) == ("failed", PAID, 1, 1)
    prove()


def test_another_sum_or_another_refund_than_ours_gives_nothing_back(db, cast, refund, prove):
    outcomes = _hear(_said(refund, "failed", "evt_sum", amount=PAID + 1), _said(refund, "failed", "evt_other", id="re_an_earlier_attempts"),
                     _said(refund, "succeeded", "evt_twice", id="re_an_earlier_attempts"))

    assert outcomes == ["refund_differs", "ignored", "refund_differs"]
    assert _stands(db, cast, refund) == ("sent", 0, 0, 0)
    prove()


@pytest.fixture
def unsent(db, make, cast, bank):
    """A refund asked for and not sent."""
    bank.fund(make.draft(cast.han, rows=5), cast.han, slots=5)
    bank.hear()
    return money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0]


def test_one_that_failed_before_its_answer_was_written_down_waits_for_it(db, cast, bank, unsent, prove):
    """The call is under way, the provider's two events overtake its answer."""
    heard = []

    class Slow:
        """The provider, whose events arrive before its answer does."""

        def send_refund(self, **words):
            made = bank.provider.send_refund(**words)
            _fail(bank, made.id)
            heard.extend(_hear(_said(_with_id(unsent, made.id), "failed", "evt_1")))
            return made

    assert money.send_refund(unsent.id, provider=Slow(), actor=SYSTEM)
    assert (heard, money.untaken_events(), _refund(db, unsent.id).state) == (["waiting"], ["evt_1"], "sent")

    assert money.take_event("evt_1", actor=SYSTEM) == "done"
    assert _stands(db, cast, unsent) == ("failed", PAID, 1, 1)
    prove()


def _with_id(refund, provider_refund_id):
    refund.provider_refund_id = provider_refund_id
    return refund


def test_one_whose_answer_was_lost_is_found_failed_by_the_next_attempt(db, cast, bank, unsent, prove):
    bank.twin.fault("refunds.create", "reset_after")
    assert not money.send_refund(unsent.id, provider=bank.provider, actor=SYSTEM)
    made = bank.twin.call("GET", "/v1/refunds").json()["data"][0]["id"]
    _fail(bank, made)
    bank.events()  # all of them are lost
    assert _stands(db, cast, unsent)[0] == "sending"

    with clock.at(clock.now() + timedelta(hours=7)):
        money.send_refund(unsent.id, provider=bank.provider, actor=SYSTEM)

    assert len(bank.twin.call("GET", "/v1/refunds").json()["data"]) == 1
    assert _stands(db, cast, unsent) == ("failed", PAID, 1, 1)
    prove()


def test_the_owner_and_the_finance_are_told_and_nobody_else(db, cast, bank, refund, mail):
    with transaction() as session:
        session.add_all([Membership(person_id=cast.noah.person_id, company_id=cast.han.company_id, role=Role.FINANCE),
                         Membership(person_id=cast.mira.person_id, company_id=cast.han.company_id, role=Role.VIEWER)])
    follow_journal(actor=SYSTEM)
    before = db.session.scalar(select(func.count()).select_from(Notice))
    _hear(_said(refund, "failed", "evt_1"), _said(refund, "failed", "evt_2"))

    follow_journal(actor=SYSTEM)

    told = db.session.scalars(select(Notice).order_by(Notice.id).offset(before)).all()
    assert sorted(one.person_id for one in told) == sorted([cast.han.person_id, cast.noah.person_id])
    assert {(one.words["ko"], one.link) for one in told} == {
        ("카드로 1,100원을 돌려주지 못했어요. 돈은 지갑에 다시 있어요. 카드사에 확인한 뒤 다시 신청해 주세요.", "/money")}
