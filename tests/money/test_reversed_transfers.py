"""A transfer that is taken back at the provider after it had arrived: the money is the worker's again, once, however it is heard of."""

from dataclasses import replace

import pytest

from marketplace.kernel import clock as kernel_clock
from marketplace.kernel.errors import Conflict
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payout
from marketplace.money.queries.stuck import sum_stuck
from marketplace.money.reconcile import reconcile
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from tests.cast import SYSTEM

AMOUNT = 6 * 200


@pytest.fixture
def reverse(bank, sent):
    """Take the sent payout's transfer back, all of it or a part; our own books hear of nothing by it."""

    def take(amount=None):
        bank.provider.client.v1.transfers.reversals.create(sent.payout.transfer_id, {"amount": amount} if amount else {})

    return take


def _payout(db, sent):
    db.session.expire_all()
    return db.session.get(Payout, sent.payout.id)


def _theirs(db, sent):
    return balance(db.session(), "worker", sent.payout.worker_id, "KRW").minor


def _differences(bank):
    return [(one.kind, one.about) for one in reconcile(provider=bank.provider, actor=SYSTEM)]


def test_all_of_it_taken_back_is_the_workers_again(db, bank, sent, reverse, prove):
    bank.hear()
    reverse()
    assert bank.hear() == ["done"]

    payout = _payout(db, sent)
    assert (payout.state, payout.paid_at is not None) == ("returned", True)
    assert _theirs(db, sent) == AMOUNT
    assert _differences(bank) == []
    prove()


@pytest.mark.parametrize("order", [(1, 0), (0, 1, 1, 0), (1, 1, 0, 0)])
def test_its_two_events_in_any_order_and_twice(db, bank, sent, reverse, prove, order):
    reverse()
    events = [one for one in bank.events() if b'"transfer.' in one[0]]
    assert len(events) == 2

    for number in order:
        assert set(bank.hear([events[number]])) <= {"done"}

    assert _payout(db, sent).state == "returned"
    assert _theirs(db, sent) == AMOUNT
    prove()


def test_the_same_said_by_two_events_gives_it_back_once(db, bank, sent, reverse, prove):
    bank.hear()
    reverse()
    (body, signature), = bank.events()
    said = bank.provider.read_event(body, signature, now=kernel_clock.now())
    for event in (said, replace(said, id="evt_again")):
        money.store_event(event, actor=SYSTEM.nobody())
        assert money.take_event(event.id, actor=SYSTEM) == "done"

    assert _theirs(db, sent) == AMOUNT
    prove()


def test_a_part_of_it_taken_back_is_for_a_person_to_look_at(db, bank, sent, reverse, prove):
    bank.hear()
    reverse(200)

    assert bank.hear() == ["partly_reversed"]
    assert _payout(db, sent).state == "paid"
    assert _differences(bank) == [("amount_differs", sent.payout.reference)]
    prove()


@pytest.fixture
def propose(bank, cast):
    """Propose what the comparison names, to put it right by hand."""

    def mend():
        found, = reconcile(provider=bank.provider, actor=SYSTEM)
        moved = found.mending
        return propose_adjustment(purpose="mend", from_kind=moved.from_kind, from_owner=moved.from_owner, to_kind=moved.to_kind,
                                  to_owner=moved.to_owner, amount=moved.amount, reason="되돌린 송금", mends=found.name, actor=cast.ada)

    return mend


@pytest.mark.parametrize("part", [None, 200])
def test_what_was_put_right_by_hand_is_not_given_back_by_its_event_too(db, bank, make, sent, reverse, propose, prove, part):
    bank.hear()
    reverse(part)
    if part:
        bank.hear()
    approve_adjustment(propose().id, actor=make.person("Bo", admin=True))
    if part:
        reverse(AMOUNT - part)

    assert bank.hear() == ["mended_by_hand"]
    assert (_payout(db, sent).state, _theirs(db, sent)) == ("paid", part or AMOUNT)
    prove()


def test_a_second_part_taken_back_proposes_that_part_alone(db, bank, make, sent, reverse, propose, prove):
    bo = make.person("Bo", admin=True)
    bank.hear()
    for part in (200, 200, 300):
        reverse(part)
        bank.hear()
        proposed = propose()
        approve_adjustment(proposed.id, actor=bo)
        assert (proposed.amount_minor, _differences(bank)) == (part, [])

    assert _theirs(db, sent) == 700
    prove()


def test_what_its_event_gave_back_is_not_put_right_by_hand_too(db, bank, make, sent, reverse, propose, prove):
    bank.hear()
    reverse()
    proposed = propose()
    bank.hear()

    with pytest.raises(Conflict, match="came_back_already"):
        approve_adjustment(proposed.id, actor=make.person("Bo", admin=True))
    assert (_payout(db, sent).state, _theirs(db, sent)) == ("returned", AMOUNT)
    prove()


def test_another_transfer_under_our_reference_taken_back_changes_nothing(db, bank, sent, prove):
    bank.hear()
    bank.twin.add_balance(10_000)
    paid = sent.payout
    twice = bank.provider.send_transfer(reference=paid.reference, amount=paid.amount, destination=paid.destination, key="by hand")
    bank.hear()
    bank.provider.client.v1.transfers.reversals.create(twice.id)

    assert bank.hear() == ["ignored"]
    assert _payout(db, sent).state == "paid"
    assert _differences(bank) == []
    prove()


def test_it_is_sent_again_after_a_day_and_finance_sees_why(bank, cast, sent, reverse, clock):
    bank.hear()
    reverse()
    bank.hear()

    assert money.workers_to_pay("KRW") == []
    assert "taken_back" in sum_stuck(cast.ada)
    clock.forward(days=1, seconds=1)
    assert money.workers_to_pay("KRW") == [sent.payout.worker_id]
