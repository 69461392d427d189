"""What the database itself refuses, whatever the program above it does: shown by raw SQL on both engines."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.kernel.database import transaction, violated
from marketplace.kernel.money import Money
from marketplace.money.ledger import Leg, balance, post
from marketplace.quality.appeals import file_appeal, rule_on_appeal
from tests.cast import SYSTEM

LINE = """INSERT INTO lines (entry_key, number, entry_kind, account_id, account_kind, currency, amount_minor)
          VALUES (:key, :number, :kind, :account, :account_kind, :currency, :amount)"""
ENTRY = """INSERT INTO entries (key, kind, currency, verdict_id, verdict_pays, actor_name, posted_at)
           VALUES (:key, :kind, :currency, :verdict, :pays, 'raw', '2026-11-23 00:00:00+00:00')"""


@pytest.fixture
def ids(db, make, cast):
    """Account ids by kind, after one accepted and one rejected answer."""
    batch = make.batch(cast.han, rows=3)
    make.review(cast.rae, make.submission(cast.mira, batch))
    critical = next(item.key for item in make.version().spec.checklist if item.critical)
    make.review(cast.rae, make.submission(cast.noah, batch), "reject", critical)
    return {kind: account_id for account_id, kind in db.session.execute(text("SELECT id, kind FROM ledger_accounts WHERE currency = 'KRW'"))}


def _run(*statements):
    with transaction() as session:
        for sql, values in statements:
            session.execute(text(sql), values)


def _line(ids, kind, account, amount, *, key="raw:1", number=1, currency="KRW"):
    return LINE, {"key": key, "number": number, "kind": kind, "account": ids[account], "account_kind": account,
                  "currency": currency, "amount": amount}


def _entry(kind, *, key="raw:1", verdict=None, pays=None, currency="KRW"):
    return ENTRY, {"key": key, "kind": kind, "currency": currency, "verdict": verdict, "pays": pays}


def _refused(*statements):
    with pytest.raises(DBAPIError) as error:
        _run(*statements)
    return violated(error.value)


def test_an_entry_that_does_not_sum_to_zero_is_refused(ids, prove):
    why = _refused(_line(ids, "funding", "provider", -100), _line(ids, "funding", "wallet", 99, number=2), _entry("funding"))

    assert "entry_unbalanced" in why
    prove()


def test_an_entry_without_lines_is_refused(ids, prove):
    assert "entry_unbalanced" in _refused(_entry("funding"))
    prove()


def test_lines_without_their_entry_are_refused_at_commit(ids, prove):
    assert "foreign key" in _refused(_line(ids, "funding", "provider", -100), _line(ids, "funding", "wallet", 100, number=2))
    prove()


def test_a_line_added_to_a_finished_entry_is_refused(ids, prove):
    assert "entry_sealed" in _refused(_line(ids, "hold", "wallet", 5, key="hold:batch:1", number=9))
    prove()


@pytest.mark.parametrize("sql", [
    "UPDATE lines SET amount_minor = amount_minor + 1", "DELETE FROM lines", "UPDATE entries SET actor_name = 'x'", "DELETE FROM entries",
    "UPDATE journal SET verb = 'x'", "DELETE FROM journal",
])
def test_what_was_written_is_never_changed_or_removed(ids, prove, sql):
    assert "append_only" in _refused((sql, {}))
    prove()


def test_a_release_without_a_verdict_is_refused(ids, prove):
    why = _refused(_line(ids, "release", "hold", -100), _line(ids, "release", "worker", 100, number=2), _entry("release"))

    assert "ck_entries_release" in why
    prove()


def test_a_release_for_a_rejected_verdict_is_refused(db, ids, prove):
    rejected = db.session.scalar(text("SELECT id FROM verdicts WHERE outcome = 'rejected'"))

    legs = _line(ids, "release", "hold", -100), _line(ids, "release", "worker", 100, number=2)
    assert "foreign key" in _refused(*legs, _entry("release", verdict=rejected, pays=True))
    assert "ck_entries_pays" in _refused(*legs, _entry("release", verdict=rejected, pays=False))
    prove()


def test_a_second_release_for_the_same_verdict_is_refused(db, ids, prove):
    accepted = db.session.scalar(text("SELECT id FROM verdicts WHERE outcome = 'accepted'"))

    why = _refused(_line(ids, "release", "hold", -100), _line(ids, "release", "worker", 100, number=2),
                   _entry("release", verdict=accepted, pays=True))

    assert "uq_entries_verdict_id" in why or "entries.verdict_id" in why
    prove()


def test_a_worker_is_credited_by_no_other_kind_of_entry(ids, prove):
    assert "ck_lines_worker_credit" in _refused(_line(ids, "funding", "worker", 100))
    prove()


# PostgreSQL's column type turns 10.5 and "12" into whole numbers before anything is stored; SQLite would keep them as they are.
NOT_WHOLE = {"sqlite": (10.5, "12", "1e3", None), "postgresql": ("1e3", "ten", None)}


def test_an_amount_that_is_not_a_whole_number_is_refused(ids, prove, engine_name):
    for amount in NOT_WHOLE[engine_name]:
        _refused(_line(ids, "funding", "provider", amount))
    prove()


def test_a_line_in_another_currency_than_its_account_is_refused(ids, prove):
    assert "foreign key" in _refused(_line(ids, "funding", "provider", -100, currency="USD"),
                                     _line(ids, "funding", "wallet", 100, number=2, currency="USD"), _entry("funding", currency="USD"))
    prove()


def test_a_verdict_can_not_pay_more_or_less_than_its_outcome_says(db, ids):
    assert "ck_verdicts_pay" in _refused(("UPDATE verdicts SET pay_minor = pay_minor + 1 WHERE outcome = 'accepted'", {}))
    assert "foreign key" in _refused(
        ("UPDATE verdicts SET outcome = 'rejected', pays = :no, pay_minor = 0 WHERE outcome = 'accepted'", {"no": False}))


def test_posting_the_same_key_twice_is_refused_and_changes_nothing(db, cast, prove):
    legs = [Leg("provider", 0, Money(-5, "KRW")), Leg("wallet", cast.han.company_id, Money(5, "KRW"))]
    with transaction() as session:
        post(session, SYSTEM, "funding", "funding:twice", legs)

    with pytest.raises(Exception, match="already_posted"), transaction() as session:
        post(session, SYSTEM, "funding", "funding:twice", legs)

    assert balance(db.session(), "wallet", cast.han.company_id, "KRW") == Money(5, "KRW")
    prove()


ADJUSTMENT = """INSERT INTO adjustments (purpose, legs, amount_minor, currency, reason, mends, state, approved, needs_second, proposed_by, decided_by,
                created_at, decided_at) VALUES ('mend', '[]', 100, 'KRW', 'raw', '', :state, :approved, :needs_second, :by, :decided_by,
                '2026-11-26 00:00:00+00:00', :decided_at)"""
BONUS = """INSERT INTO bonuses (verdict_id, verdict_pays, company_id, worker_id, amount_minor, fee_minor, currency, reason, made_by, created_at)
           VALUES (:verdict, :pays, :company, :worker, 100, 10, 'KRW', 'raw', :by, '2026-11-26 00:00:00+00:00')"""
CAUSED = """INSERT INTO entries (key, kind, currency, actor_name, posted_at, bonus_id, adjustment_id, adjustment_approved, appeal_id, appeal_pays)
            VALUES ('raw:1', :kind, 'KRW', 'raw', '2026-11-26 00:00:00+00:00', :bonus, :adjustment, :approved, :appeal, :pays)"""


def _adjustment(actor, *, state="approved", by=None, decided_by=None, needs_second=False):
    decided = None if state == "proposed" else "2026-11-26 00:00:00+00:00"
    return ADJUSTMENT, {"state": state, "approved": state == "approved", "needs_second": needs_second, "by": by or actor.person_id,
                        "decided_by": None if state == "proposed" else decided_by or actor.person_id, "decided_at": decided}


def _caused(ids, kind, source, target, *, bonus=None, adjustment=None, approved=None, appeal=None, pays=None):
    return (_line(ids, kind, source, -100), _line(ids, kind, target, 100, number=2),
            (CAUSED, {"kind": kind, "bonus": bonus, "adjustment": adjustment, "approved": approved, "appeal": appeal, "pays": pays}))


def test_a_correction_without_an_approval_is_refused(db, ids, cast, prove):
    _run(_adjustment(cast.ada, state="proposed"))
    proposed = db.session.scalar(text("SELECT max(id) FROM adjustments"))

    assert "ck_entries_correction" in _refused(*_caused(ids, "correction", "fee", "wallet"))
    assert "foreign key" in _refused(*_caused(ids, "correction", "fee", "wallet", adjustment=proposed, approved=True))
    assert "ck_entries_approved" in _refused(*_caused(ids, "correction", "fee", "wallet", adjustment=proposed, approved=False))
    prove()


def test_an_approval_by_who_proposed_it_is_refused_above_the_limit(cast, ids):
    assert "ck_adjustments_four_eyes" in _refused(_adjustment(cast.ada, needs_second=True))
    _run(_adjustment(cast.ada, needs_second=True, decided_by=cast.rae.person_id))


def test_a_bonus_entry_without_a_bonus_is_refused(ids, prove):
    assert "ck_entries_bonus" in _refused(*_caused(ids, "bonus", "wallet", "worker"))
    assert "foreign key" in _refused(*_caused(ids, "bonus", "wallet", "worker", bonus=999))
    prove()


def test_a_bonus_for_rejected_work_is_refused(db, ids, cast, prove):
    rejected = db.session.scalar(text("SELECT id FROM verdicts WHERE outcome = 'rejected'"))
    values = {"verdict": rejected, "company": cast.han.company_id, "worker": cast.noah.person_id, "by": cast.han.person_id}

    assert "foreign key" in _refused((BONUS, values | {"pays": True}))
    assert "ck_bonuses_pays" in _refused((BONUS, values | {"pays": False}))
    prove()


@pytest.mark.parametrize("kind", ["hold", "give_back", "payout", "payout_paid", "refund", "refund_returned", "repayment", "dispute", "dispute_won"])
def test_no_other_kind_of_entry_adds_to_a_worker(ids, kind, prove):
    assert "ck_lines_worker_credit" in _refused(_line(ids, kind, "worker", 100))
    prove()


APPEAL = """UPDATE appeals SET state = :state, pays = :pays, pay_minor = paid_minor + :more, lost_minor = 0, reviewer_id = :by, decision = :decision,
            decided_at = '2026-11-27 00:00:00+00:00'"""


@pytest.fixture
def appeal(make, cast):
    """Noah appeals a part of 160 of 200 won that Rae gave him; nobody has looked at it yet."""
    submission = make.submission(cast.noah, make.batch(cast.han, rows=1))
    make.review(cast.rae, submission, "partial", "differences")
    return file_appeal(submission.id, reason="같은 상품이에요", actor=cast.noah)


@pytest.fixture
def ruth(make):
    return make.person("Ruth", reviewer=True)


def _ruled(by, state="overturned", *, pays=True, more=40):
    return APPEAL, {"state": state, "pays": pays, "more": more, "by": by and by.person_id, "decision": "accept" if by else ""}


def test_an_appeal_entry_without_an_appeal_that_pays_is_refused(ids, make, appeal, ruth, prove):
    def refused():
        return (_refused(*_caused(ids, "appeal", "wallet", "worker", appeal=appeal.id, pays=True)),
                _refused(*_caused(ids, "appeal", "wallet", "worker", appeal=appeal.id, pays=False)))

    assert "ck_entries_appeal" in _refused(*_caused(ids, "appeal", "wallet", "worker"))
    assert "ck_entries_appeal" in _refused(*_caused(ids, "funding", "provider", "wallet", appeal=appeal.id, pays=True))
    while_filed = refused()
    rule_on_appeal(appeal.id, decision="partial", items=make.items("differences"), actor=ruth)
    for by_true, by_false in (while_filed, refused()):
        assert "foreign key" in by_true
        assert "ck_entries_appeal_pays" in by_false
    prove()


def test_a_second_entry_for_the_same_appeal_is_refused(ids, make, appeal, ruth, prove):
    rule_on_appeal(appeal.id, decision="accept", items=make.items(), actor=ruth)

    why = _refused(*_caused(ids, "appeal", "wallet", "worker", appeal=appeal.id, pays=True))

    assert "uq_entries_appeal_id" in why or "entries.appeal_id" in why
    assert "foreign key" in _refused(_ruled(ruth, "upheld", pays=False, more=0))
    prove()


@pytest.mark.parametrize(("state", "pays", "more"), [
    ("overturned", True, -10), ("overturned", True, 0), ("overturned", True, 41), ("upheld", False, -10), ("upheld", False, 10)])
def test_an_appeal_that_lowers_what_was_paid_or_pays_more_than_the_price_is_refused(appeal, ruth, prove, state, pays, more):
    why = _refused(_ruled(ruth, state, pays=pays, more=more))

    # What was lost is never more than what was added: two conditions refuse a lower pay, and PostgreSQL names the other one.
    assert ("ck_appeals_pay" in why and "ck_appeals_pays" not in why) or (more < 0 and "ck_appeals_borne" in why)
    prove()


def test_an_appeal_ruled_by_who_decided_first_or_by_its_worker_is_refused(appeal, cast, prove):
    assert "ck_appeals_another" in _refused(_ruled(cast.rae))
    assert "ck_appeals_another" in _refused(_ruled(cast.noah))
    prove()


def test_an_appeal_whose_state_and_pay_differ_is_refused(appeal, ruth, prove):
    assert "ck_appeals_pays" in _refused(_ruled(ruth, "overturned", pays=False, more=0))
    assert "ck_appeals_pays" in _refused(_ruled(ruth, "upheld", pays=True))
    assert "ck_appeals_pays" in _refused(_ruled(None, "conceded", pays=False, more=0))
    assert "ck_appeals_somebody" in _refused(_ruled(ruth, "conceded"))
    prove()
