"""The demo: three weeks told by the real verbs; everything proves and no page is empty."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.audit.proof import prove_journal
from marketplace.demo.people import CAST, PASSWORD
from marketplace.demo.profiles import fill, write_cast
from marketplace.kernel import clock as kernel_clock
from marketplace.kernel.database import db as database
from marketplace.kernel.journal import JournalEntry
from marketplace.local.cast import read_cast, shown_cast
from marketplace.money.provider_models import Payment, Payout, PayoutAccount, Refund
from marketplace.money.reconcile import reconcile
from marketplace.quality.models import Appeal, Review
from marketplace.vetting.models import Application
from marketplace.web.navigation import ITEMS
from marketplace.work.models import Batch, Claim, Import, Submission, Task
from tests.cast import SYSTEM, sign_in

PATHS = {item[2] for item in ITEMS}
# Who has only just come has nothing yet, and a page says so.
NEWCOMERS = ("newbie", "applicant", "waiting", "rejected")

pytestmark = [pytest.mark.slow, pytest.mark.twin_only]


@pytest.fixture
def demo(db, bank, change_settings):
    """The whole demo, told once for the test."""
    change_settings(stripe_api_base=bank.twin.base_url, stripe_secret_key=bank.twin.secret_key,
                    stripe_webhook_secret=(bank.twin.webhook_secret,))
    return fill("demo")


def _states(model):
    return dict(database.session.execute(select(model.state, func.count()).group_by(model.state)).all())


def test_everything_proves_and_things_stand_in_every_state_that_people_meet(demo, bank, prove):
    assert prove_journal() == []
    assert reconcile(provider=bank.provider, actor=SYSTEM) == []
    prove()
    assert _states(Batch) == {"closed": 1, "draft": 1, "open": 5}
    assert set(_states(Task)) == {"open", "complete", "withdrawn"}
    assert database.session.scalar(select(func.count()).where(Review.reviewer_id.is_(None))) >= 1
    assert set(_states(Claim)) == {"active", "submitted", "released", "expired"}
    assert set(_states(Submission)) == {"under_review", "accepted", "partial", "rework", "rejected", "appealed"}
    assert _states(Appeal) == {"filed": 2, "overturned": 1}
    assert _states(Submission)["under_review"] >= 5
    assert set(_states(Payout)) == {"paid", "sent"}
    assert (_states(Payout)["sent"] >= 1, _states(Refund), set(_states(Payment))) == (True, {"settled": 1}, {"paid"})
    assert _states(Application) == {"approved": 7, "rejected": 1, "submitted": 2}


def test_there_is_something_half_done_for_everybody(demo):
    drafts = database.session.scalars(select(Claim.draft).where(Claim.state == "active")).all()
    waiting = database.session.scalars(select(Submission).where(Submission.state == "under_review")).all()
    ages = [kernel_clock.now() - one.submitted_at for one in waiting]
    unfinished = database.session.scalars(select(Import).where(Import.state == "checked")).one()
    accounts = {one.worker_id: (one.payouts_enabled, bool(one.requirements)) for one in database.session.scalars(select(PayoutAccount))}

    assert sum(draft is not None for draft in drafts) >= 2
    assert database.session.scalar(select(func.count()).where(Claim.state == "active", Claim.round == 2)) == 1
    assert max(ages) - min(ages) > timedelta(hours=12)
    assert any(one.findings for one in waiting)
    assert (unfinished.rows_good, unfinished.rows_bad) == (15, 4)
    assert sorted(accounts.values()) == [(False, True), (True, False), (True, False)]
    _assert_history()


def _assert_history():
    """It spans three weeks and ends now, whatever time zone the database shows its moments in."""
    now = kernel_clock.now()
    first, last = database.session.execute(select(func.min(JournalEntry.at), func.max(JournalEntry.at))).one()
    submitted = database.session.scalars(select(JournalEntry.at).where(JournalEntry.verb == "submit_claim")).all()

    assert now - timedelta(days=22) < first < now - timedelta(days=19)
    assert now - timedelta(days=1) < last <= now
    assert len({at.date() for at in submitted}) >= 10


@pytest.mark.one_engine
def test_everybody_can_sign_in_and_their_lists_are_not_empty(demo, app):
    empty, seen = [], set()
    for player in CAST:
        client = app.test_client()
        assert sign_in(client, player.key, password=PASSWORD).status_code == 303
        paths = re.findall(r'<a[^>]*href="(/[a-z/]*)"', client.get("/", follow_redirects=True).text)
        for path in sorted({path for path in paths if path in PATHS}):
            answer = client.get(path, follow_redirects=True)
            seen.add(path)
            assert answer.status_code == 200, (player.key, path)
            if 'class="empty"' in answer.text:
                empty.append((player.key, path))

    assert PATHS - seen == set()
    assert [one for one in empty if one[0] not in NEWCOMERS] == []


@pytest.mark.one_engine
def test_the_cast_is_written_as_make_run_reads_it(settings, capsys):
    path = write_cast()

    people = read_cast(path)

    assert json.loads(path.read_text(encoding="utf-8"))["people"] == people
    assert [one["email"] for one in people] == [player.email for player in CAST]
    assert "worker@example.com / " + PASSWORD in shown_cast(people)
