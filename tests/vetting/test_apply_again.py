"""After a rejection one applies again with what is new, but not without end."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import Company, Worker
from marketplace.kernel.clock import now
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.vetting import service as vetting
from marketplace.vetting.models import Application
from tests.contest import contend, refusals, winners
from tests.vetting.applying import BUSINESS, NEW, apply_three_times, reject, states, work


def test_whoever_is_approved_the_second_time_may_work(make, cast):
    mina = make.person("Mina")
    work(mina)
    reject(mina, cast.ada)
    again = work(mina, NEW)

    vetting.decide_application(again.id, decision="approve", evidence="통화함", reason="확인", actor=cast.ada)

    assert "worker" in make.again(mina.person_id).roles


def test_somebody_elses_number_stays_a_conflict_and_changes_nothing(db, make, cast):
    mina = make.person("Mina")
    vetting.apply_to_post(**BUSINESS, actor=mina)
    reject(mina, cast.ada)

    with pytest.raises(Conflict, match="business_number_taken"):
        vetting.apply_to_post(**BUSINESS | {"business_number": "1078209351"}, new_evidence=NEW, actor=mina)

    assert db.session.query(Company.state).filter_by(business_number="1208147521").scalar() == "rejected"
    assert states(db, mina) == ["rejected"]


@pytest.mark.parametrize("decision", [None, "approve"])
def test_one_is_open_or_good_already(db, make, cast, decision):
    mina = make.person("Mina")
    first = work(mina)
    if decision:
        vetting.decide_application(first.id, decision=decision, evidence="통화함", reason="확인", actor=cast.ada)

    with pytest.raises(Conflict, match="already_applied"):
        work(mina, NEW)

    assert len(states(db, mina)) == 1


def test_working_and_posting_are_counted_apart(make, cast, clock):
    mina = make.person("Mina")
    apply_three_times(mina, cast.ada, clock)

    assert vetting.apply_to_post(**BUSINESS, actor=mina).kind == "business"


def test_only_the_owner_applies_again_for_a_business(make, cast):
    mina, nora = make.person("Mina"), make.person("Nora")
    company_id = vetting.apply_to_post(**BUSINESS, actor=mina).company_id
    reject(mina, cast.ada)
    with transaction() as session:
        session.execute(text("INSERT INTO memberships (person_id, company_id, role) VALUES (:person, :company, 'manager')"),
                        {"person": nora.person_id, "company": company_id})

    with pytest.raises(Conflict, match="already_member"):
        vetting.apply_to_post(**BUSINESS, actor=make.again(nora.person_id))


@pytest.mark.parametrize("was_rejected", [False, True])
def test_the_same_button_pressed_twice_at_once_is_one_application(app, db, make, cast, was_rejected):
    mina = make.person("Mina")
    if was_rejected:
        work(mina)
        reject(mina, cast.ada)

    outcomes = contend(app, *[lambda: work(mina, NEW)] * 4)

    assert len(winners(outcomes)) == 1
    assert set(refusals(outcomes)) <= {"already_applied", "wrong_state"}
    assert states(db, mina)[-1:] == ["submitted"]


def test_a_business_sent_twice_at_once_is_one_company(app, db, make):
    mina = make.person("Mina")

    outcomes = contend(app, *[lambda number=number: vetting.apply_to_post(**BUSINESS | {"business_number": number}, actor=mina)
                              for number in ("1208147521", "2208162517")])

    assert (len(winners(outcomes)), refusals(outcomes)) == (1, ["already_member"])
    assert db.session.query(Company).filter_by(name="바른유통").count() == 1


def test_the_database_takes_one_open_application_of_a_kind(make):
    mina = make.person("Mina")
    work(mina)

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Application(kind="worker", person_id=mina.person_id, statement="또", checks=[], created_at=now() + timedelta(seconds=1)))


def test_a_refused_verb_leaves_the_worker_rejected(db, make, cast):
    mina = make.person("Mina")
    work(mina)
    reject(mina, cast.ada)

    with pytest.raises(Invalid, match="new_evidence_missing"):
        work(mina)

    assert db.session.get(Worker, mina.person_id).state == "rejected"
