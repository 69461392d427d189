"""What the provider's events may do: only our own account's count, and one that can't be read stops nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.gateways.money_provider import ProviderEvent
from marketplace.kernel import clock
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payment, Payout, PayoutAccount, ProviderEventRow, Refund
from marketplace.money.reconcile import reconcile
from tests.cast import SYSTEM, sign_in

NOBODY = SYSTEM.nobody()
STATES = {"payment": Payment, "payout": Payout, "refund": Refund}


@pytest.fixture
def under_way(make, cast, sent):
    """A payment that is asked for, a payout and a refund that are sent, none of them heard of yet."""
    draft = make.draft(cast.han, rows=3)
    payment = money.fund_batch(batch_id=draft.id, company_id=draft.company_id, total=draft.unit * 3, actor=cast.han)
    return {"payment": payment, "payout": sent.payout, "refund": sent.refund}


def _said(under_way):
    """What the provider would say of each, by the type of its event."""
    payment, payout, refund = under_way.values()
    checkout = {"id": "cs_1", "client_reference_id": f"payment:{payment.id}", "payment_status": "paid", "payment_intent": "pi_1",
                "amount_total": payment.amount_minor, "currency": "krw"}
    made = {"id": refund.provider_refund_id, "amount": refund.amount_minor, "currency": "krw", "metadata": {"reference": refund.reference}}
    return {
        "checkout.session.completed": checkout, "checkout.session.async_payment_succeeded": checkout, "checkout.session.expired": checkout,
        "transfer.created": {"id": payout.transfer_id, "amount": payout.amount_minor, "currency": "krw", "transfer_group": payout.reference},
        "refund.updated": made | {"status": "succeeded"}, "refund.failed": made | {"status": "failed"},
    }


def _hear(kind, thing, event_id="evt_1", account=None):
    event = ProviderEvent(event_id, kind, clock.now() + timedelta(seconds=1), account, thing)
    money.store_event(event, actor=NOBODY)
    return money.take_event(event_id, actor=SYSTEM)


def _states(db, under_way):
    db.session.expire_all()
    return {kind: db.session.get(STATES[kind], one.id).state for kind, one in under_way.items()}


def test_each_event_of_our_own_account_counts(db, under_way, prove):
    outcomes = {kind: _hear(kind, thing, f"evt_{kind}") for kind, thing in _said(under_way).items()}

    assert set(outcomes.values()) == {"done"}
    assert _states(db, under_way) == {"payment": "paid", "payout": "paid", "refund": "failed"}
    prove()


def test_an_event_from_inside_a_workers_account_settles_and_fails_nothing_of_ours(db, cast, under_way, prove):
    before = _states(db, under_way)

    outcomes = {kind: _hear(kind, thing, f"evt_{kind}", account="acct_of_a_worker") for kind, thing in _said(under_way).items()}

    assert set(outcomes.values()) == {"ignored"}
    assert _states(db, under_way) == before == {"payment": "requested", "payout": "sent", "refund": "sent"}
    assert balance(db.session(), "wallet", cast.han.company_id, "KRW").minor == 0
    assert db.session.scalars(select(ProviderEventRow.outcome).where(ProviderEventRow.account == "acct_of_a_worker")).all() == ["ignored"] * 6
    prove()


@pytest.mark.parametrize("sender", ["acct_of_another_worker", None])
def test_an_account_is_only_heard_about_itself(db, cast, bank, sender):
    account = bank.connect(cast.mira)
    lost = {"id": account, "payouts_enabled": False, "details_submitted": True, "requirements": {"disabled_reason": "rejected.fraud"}}

    heard = [_hear("account.updated", lost, "evt_other", account=sender), _is_enabled(db, cast.mira),
             _hear("account.updated", lost, "evt_own", account=account), _is_enabled(db, cast.mira)]

    assert heard == ["ignored", True, "done", False]


def _is_enabled(db, worker):
    db.session.expire_all()
    return db.session.get(PayoutAccount, worker.person_id).payouts_enabled


DROP = object()
ODD = [
    ("checkout.session.completed", {"amount_total": DROP}), ("checkout.session.completed", {"amount_total": None}),
    ("checkout.session.completed", {"amount_total": "660"}), ("checkout.session.completed", {"amount_total": True}),
    ("checkout.session.completed", {"amount_total": 6.6}), ("checkout.session.completed", {"currency": DROP}),
    ("checkout.session.completed", {"currency": ["krw"]}), ("checkout.session.completed", {"currency": "xts"}),
    ("checkout.session.completed", {"payment_intent": None}), ("checkout.session.completed", {"payment_intent": {"id": "pi_1"}}),
    ("checkout.session.completed", {"payment_intent": "pi\x00"}), ("transfer.created", {"amount": DROP}), ("transfer.created", {"id": DROP}),
    ("refund.updated", {"amount": DROP}), ("refund.failed", {"amount": {}}), ("refund.failed", {"id": 7}),
    ("refund.failed", {"metadata": ["refund:1"]}),
]


@pytest.mark.parametrize(("kind", "change"), ODD)
def test_an_event_that_can_not_be_read_is_kept_as_such_and_moves_nothing(db, under_way, prove, kind, change):
    thing = {name: said for name, said in (_said(under_way)[kind] | change).items() if said is not DROP}
    before = _states(db, under_way)

    assert _hear(kind, thing) == "unreadable"

    row = db.session.get(ProviderEventRow, "evt_1")
    assert (row.outcome, row.taken_at is not None, row.payload) == ("unreadable", True, thing)
    assert _states(db, under_way) == before
    prove()


@pytest.mark.parametrize("change", [{"id": 1}, {"requirements": ["x"]}, {"requirements": {"currently_due": 5}}])
def test_an_account_that_can_not_be_read_is_kept_as_such(cast, bank, change):
    account = bank.connect(cast.mira)

    assert _hear("account.updated", {"id": account, "payouts_enabled": False} | change, account=account) == "unreadable"


@pytest.mark.parametrize("reference", ["payment:" + "9" * 40, "payment:0x1", "payment:١", "payout:1", ["payment:1"], 7, None])
def test_a_reference_that_is_none_of_ours_is_ignored(db, make, cast, reference):
    assert _hear("checkout.session.completed", {"client_reference_id": reference, "payment_status": "paid"}) == "ignored"


def test_later_events_go_on(db, under_way, prove):
    said = _said(under_way)
    for number in range(3):
        event = ProviderEvent(f"evt_odd_{number}", "transfer.created", clock.now(), None, {"transfer_group": under_way["payout"].reference})
        money.store_event(event, actor=NOBODY)
    money.store_event(ProviderEvent("evt_good", "transfer.created", clock.now(), None, said["transfer.created"]), actor=NOBODY)

    outcomes = [money.take_event(event_id, actor=SYSTEM) for event_id in money.untaken_events()]

    assert outcomes == ["unreadable"] * 3 + ["done"]
    assert _states(db, under_way)["payout"] == "paid"
    prove()


def test_admins_and_reconcile_are_told_what_could_not_be_read(db, cast, client, bank, under_way):
    said = _said(under_way)["transfer.created"]
    bank.hear()
    _hear("transfer.created", {"transfer_group": said["transfer_group"]}, "evt_odd")
    _hear("transfer.created", said | {"amount": 1}, "evt_wrong_sum")
    sign_in(client, cast.ada)

    page = client.get("/admin/ledger").text
    named = [(one.kind, one.about, one.words) for one in reconcile(provider=bank.provider, actor=SYSTEM)]

    assert "evt_odd" in page
    assert "읽을 수 없는 내용" in page
    assert "evt_wrong_sum" in page
    assert "payout_differs" in page
    assert [(kind, about) for kind, about, _ in named] == [("event_unreadable", "evt_odd")]
    assert "evt_odd (transfer.created, " in named[0][2].en
