"""One leader: a lease with a fencing number, and an old leader that wakes does nothing."""

from datetime import timedelta

from marketplace.kernel.leases import Lease
from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job, run_job
from marketplace.scheduler.leadership import HOLD, LEASE, Leadership, new_owner
from tests.contest import contend


def _epoch(db):
    db.session.expire_all()
    return db.session.get(Lease, LEASE).epoch


def test_the_first_leads_and_the_second_waits(db):
    first, second = Leadership("first"), Leadership("second")

    assert first.renew()
    assert not second.renew()
    assert (first.leads(), second.leads()) == (True, False)


def test_renewing_keeps_the_fencing_number_and_a_new_leader_raises_it(db, clock):
    first, second = Leadership("first"), Leadership("second")
    first.renew()
    clock.forward(seconds=10)
    first.renew()
    kept = _epoch(db)

    clock.forward(seconds=HOLD.total_seconds() + 1)
    second.renew()

    assert (kept, _epoch(db)) == (1, 2)
    assert (first.leads(), second.leads()) == (False, True)


def test_a_leader_paused_past_its_lease_does_nothing_more(db, clock):
    old, new, done = Leadership("old"), Leadership("new"), []

    def act(item, actor):
        done.append(item)
        if item == 1:  # here it is frozen for a minute, and another takes over
            clock.forward(seconds=60)
            new.renew()

    old.renew()
    run_job(Job("test", Text("시험", "Test"), 1, due=lambda: [1, 2, 3], act=act), may_go_on=old.leads)

    assert done == [1]
    assert (old.renew(), old.leads(), new.leads()) == (False, False, True)


def test_who_steps_down_is_followed_at_once(db):
    first, second = Leadership("first"), Leadership("second")
    first.renew()

    first.step_down()

    assert second.renew()
    assert not first.leads()


def test_of_many_that_start_together_one_leads(app, db):
    contenders = [Leadership(new_owner()) for _ in range(8)]

    led = contend(app, *(contender.renew for contender in contenders))

    assert sum(outcome is True for outcome in led) == 1
    assert sum(contender.leads() for contender in contenders) == 1


def test_the_lease_lasts_longer_than_two_renewals_that_failed():
    assert timedelta(seconds=20) < HOLD
