"""What rests on its way: every reason by its name, counted, listed, and gone once it is solved."""


import pytest
from sqlalchemy import update

from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut
from marketplace.money import service as money
from marketplace.money.provider_models import PayoutAccount, Refund
from marketplace.money.queries.stuck import list_stuck, sum_stuck
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from marketplace.money.service.bank_accounts import register_bank_account
from marketplace.money.service.bank_runs import approve_bank_run, make_bank_run
from marketplace.money.stuck import REASONS
from tests.cast import SYSTEM, sign_in
from tests.money.banking.conftest import EARNED
from tests.statements import count_statements

WHOLE = Money(EARNED, "KRW")


@pytest.fixture
def stuck(db, cast):
    """What rests now: how many and how much, by reason."""

    def look():
        db.session.expire_all()
        found = {code: (one.count, *one.totals) for code, one in sum_stuck(cast.ada).items()}
        listed = {code: [(one.owner_name, one.amount) for one in list_stuck(cast.ada, code, Cut()).items] for code in found}
        assert {code: (len(rows), sum((amount for _, amount in rows), Money(0, "KRW"))) for code, rows in listed.items()} == found
        return found

    return look


@pytest.fixture
def queued_at_stripe(bank, earner):
    """Her payout is queued, and we have nothing at the provider."""
    bank.connect(earner)
    return money.request_payout(worker_id=earner.person_id, currency="KRW", actor=earner)


def _change(model, **values):
    with transaction() as session:
        session.execute(update(model).values(**values))


def test_money_that_goes_its_way_is_not_stuck(stuck, bank, queued_at_stripe):
    assert stuck() == {}

    bank.twin.add_balance(100_000)
    money.send_payout(queued_at_stripe.id, provider=bank.provider, actor=SYSTEM)
    assert stuck() == {}
    bank.hear()
    assert stuck() == {}


def test_without_an_account_and_with_one_that_lacks_something(stuck, earner, bank):
    assert stuck() == {"not_connected": (1, WHOLE)}

    account = bank.connect(earner)
    assert stuck() == {}
    bank.twin.restrict(account)
    money.refresh_account(earner.person_id, provider=bank.provider, actor=earner)

    assert stuck() == {"account_restricted": (1, WHOLE)}


def test_a_balance_below_the_minimum_waits_for_more_work(stuck, earner, change_settings):
    change_settings(payout_minimum_krw=EARNED + 1)

    assert stuck() == {"below_minimum": (1, WHOLE)}


def test_a_suspended_workers_queued_payout_stays_here(stuck, queued_at_stripe):
    _change(Person, state="suspended")
    assert stuck() == {"queued_suspended": (1, WHOLE)}



def test_a_suspended_workers_balance_stays_theirs(stuck, bank, earner):
    bank.connect(earner)
    assert stuck() == {}

    _change(Person, state="suspended")

    assert stuck() == {"suspended": (1, WHOLE)}


def test_no_money_at_the_provider_is_ours_to_mend(stuck, cast, bank, queued_at_stripe):
    money.send_payout(queued_at_stripe.id, provider=bank.provider, actor=SYSTEM)

    (row,) = list_stuck(cast.ada, "no_funds", Cut()).items
    assert stuck() == {"no_funds": (1, WHOLE)}
    assert row.next_try_at > clock.now()
    assert row.detail.startswith("balance_insufficient")


def test_a_provider_that_does_not_answer_and_one_that_does_not_confirm(stuck, bank, queued_at_stripe, clock):
    bank.twin.add_balance(100_000)
    bank.twin.fault("transfers.create", "error_before")
    money.send_payout(queued_at_stripe.id, provider=bank.provider, actor=SYSTEM)
    assert stuck() == {"provider_silent": (1, WHOLE)}

    clock.forward(hours=7)
    money.send_payout(queued_at_stripe.id, provider=bank.provider, actor=SYSTEM)
    assert stuck() == {}
    clock.forward(days=2)

    assert stuck() == {"unconfirmed": (1, WHOLE)}


def test_a_refused_payout_rests_for_a_day(stuck, cast, bank, queued_at_stripe, clock):
    bank.twin.add_balance(100_000)
    bank.twin.restrict(queued_at_stripe.destination)
    money.send_payout(queued_at_stripe.id, provider=bank.provider, actor=SYSTEM)
    _change(PayoutAccount, payouts_enabled=True)

    assert stuck() == {"refused": (1, WHOLE)}
    assert list_stuck(cast.ada, "refused", Cut()).items[0].next_try_at is not None
    clock.forward(days=2)
    assert stuck() == {}


def test_the_way_of_a_bank_payout(stuck, office, queued, stocked):
    assert stuck() == {"bank_waiting": (1, WHOLE)}

    run = make_bank_run(actor=office.ada)
    assert stuck() == {"run_unapproved": (1, WHOLE)}
    approve_bank_run(run.id, actor=office.bo)
    approve_bank_run(run.id, actor=office.cho)

    assert stuck() == {"run_unconfirmed": (1, WHOLE)}


def test_a_changed_and_a_shared_account(stuck, make, cast, banked, clock):
    register_bank_account(bank_code="088", number="110-123-456789", holder="김미라", actor=banked)
    assert stuck() == {"account_changed": (1, WHOLE)}

    clock.forward(days=7)
    assert stuck() == {}
    register_bank_account(bank_code="088", number="110-123-456789", holder="노아", actor=cast.noah)

    assert stuck() == {"account_shared": (1, WHOLE)}


def test_what_a_worker_owes_is_kept_from_what_they_earn_next(stuck, make, cast, bank, queued_at_stripe, office):
    bank.twin.add_balance(100_000)
    money.send_payout(queued_at_stripe.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()
    made = propose_adjustment(purpose="take_back", from_kind="worker", from_owner=cast.mira.person_id, to_kind="wallet",
                              to_owner=cast.han.company_id, amount=Money(900, "KRW"), reason="같은 사진이에요", actor=office.ada)
    approve_adjustment(made.id, actor=office.bo)
    owed = {"in_debt": (1, Money(-900, "KRW"))}
    assert stuck() == owed

    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))

    assert stuck() == {"below_minimum": (1, WHOLE)} | owed  # 300 would be left


def test_refunds_that_rest(stuck, sent, bank):
    bank.hear()
    assert stuck() == {}
    _change(Refund, state="failed", last_error="card_declined")

    assert list(stuck()) == ["refund_failed"]


def test_the_page_and_the_api_say_the_same(client, cast, earner, speak):
    sign_in(client, cast.ada)

    with count_statements() as seen:
        page = client.get("/admin/ledger/stuck?reason=not_connected")
    told = speak(cast.ada).get("/ledger/stuck").json["reasons"]

    assert page.status_code == 200
    assert str(REASONS["not_connected"].name) in page.text
    assert "₩1,200" in page.text
    assert [(one["reason"], one["owner"], one["count"], one["totals"]) for one in told] == [
        ("not_connected", "worker", 1, [{"minor": EARNED, "currency": "KRW"}])]
    assert speak(cast.ada).get("/ledger/stuck/not_connected").json["items"][0]["owner_name"] == "Mira"
    assert speak(cast.ada).get("/ledger/stuck/nothing").status_code == 404
    assert len(seen) <= 8


def test_a_reason_that_there_is_not(cast):
    with pytest.raises(NotFound):
        list_stuck(cast.ada, "nothing", Cut())
