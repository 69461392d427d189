"""Running a job: everything due, once, and a failure keeps nobody waiting."""

from sqlalchemy import select

from marketplace.kernel.errors import Conflict
from marketplace.kernel.leases import JobRun
from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job, run_job, whole
from marketplace.scheduler.table import JOBS, find_job

WORDS = Text("시험", "Test")


def _runs(db, job="test"):
    return [(run.done, run.failed, run.last_error) for run in db.session.scalars(select(JobRun).where(JobRun.job == job).order_by(JobRun.id))]


def _job(act, due=(1, 2, 3), **more):
    return Job("test", WORDS, 1, due=lambda: list(due), act=act, **more)


def test_every_item_gets_its_verb_as_the_system_named_by_the_job(db):
    seen = []

    outcome = run_job(_job(lambda item, actor: seen.append((item, actor.kind, actor.name))))

    assert seen == [(1, "system", "test"), (2, "system", "test"), (3, "system", "test")]
    assert (outcome.done, outcome.failed) == (3, 0)
    assert _runs(db) == [(3, 0, "")]


def test_a_failure_is_written_down_and_the_rest_goes_on(db):
    def act(item, actor):
        if item == 2:
            raise RuntimeError("a person's name")
        if item == 3:
            raise Conflict("escrow_short")

    run_job(_job(act, due=(1, 2, 3, 4)))

    assert _runs(db) == [(2, 2, "3: escrow_short")]


def test_an_error_is_named_by_its_kind_because_its_words_may_be_personal(db):
    def act(item, actor):
        raise RuntimeError("a person's name")

    run_job(_job(act, due=(7,)))

    assert _runs(db) == [(0, 1, "7: RuntimeError")]


def test_being_overtaken_is_no_failure(db):
    def act(item, actor):
        raise Conflict("wrong_state")

    outcome = run_job(_job(act))

    assert (outcome.done, outcome.failed) == (0, 0)


def test_what_must_be_tried_again_counts_as_failed(db):
    run_job(_job(lambda item, actor: False, due=(5,)))

    assert _runs(db) == [(0, 1, "5: not yet, it will be tried again")]


def test_what_is_due_may_fail_itself(db):
    def due():
        raise OSError("gone")

    run_job(Job("test", WORDS, 1, due=due, act=lambda item, actor: None))

    assert _runs(db) == [(0, 1, "OSError")]


def test_a_job_that_finds_its_own_work_says_how_much_it_was(db):
    outcome = run_job(Job("test", WORDS, 1, due=whole("all"), act=lambda _, actor: 12))

    assert outcome.done == 12


def test_runs_that_find_nothing_leave_one_row(db):
    idle = _job(lambda item, actor: None, due=())

    for _ in range(3):
        run_job(idle)
    run_job(idle, keep_idle=False)

    assert _runs(db) == [(0, 0, "")]


def test_a_leader_that_lost_its_lease_stops_before_the_next_item(db):
    done, answers = [], iter([True, True, False])

    run_job(_job(lambda item, actor: done.append(item), due=(1, 2, 3, 4)), may_go_on=lambda: next(answers))

    assert done == [1, 2]


def test_who_does_not_lead_does_nothing(db):
    done = []

    run_job(_job(lambda item, actor: done.append(item)), may_go_on=lambda: False)

    assert done == []
    assert _runs(db) == []


def test_the_jobs_have_names_of_their_own_and_both_spellings_find_them():
    names = [job.name for job in JOBS]

    assert len(set(names)) == len(names) == 18
    assert find_job("expire-claims") is find_job("expire_claims") is JOBS[names.index("expire_claims")]
    assert find_job("nonsense") is None
    assert all(job.seconds > 0 and job.says.ko and job.says.en for job in JOBS)
