"""Finding work by page: what is offered, what it earns, and who is refused with which code."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from marketplace.accounts.models import Membership
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.kernel.text import use_locale
from marketplace.training.models import Qualification
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim, Submission, Task
from marketplace.work.pace import paces_of
from marketplace.work.queries import FREE_COUNTED, get_open_batch
from tests.cast import send, sign_in
from tests.statements import count_statements


def test_an_open_batch_is_shown_with_its_pay_and_who_posts_it(mira, batch):
    shown = mira.get("/work").text

    assert "같은 상품 찾기" in shown
    assert "₩200" in shown
    assert "Han 상점" in shown
    assert "확인됨" in shown


def test_the_list_costs_the_same_however_long_it_is(mira, make, cast):
    make.batch(cast.han)
    mira.get("/work")
    with count_statements() as one:
        mira.get("/work")
    for _ in range(4):
        make.batch(cast.han)

    with count_statements() as five:
        mira.get("/work")

    assert len(five) == len(one)


def test_places_are_counted_no_further_than_anybody_needs(make, cast, mira, db):
    small, large = make.batch(cast.han, rows=3), make.batch(cast.han, rows=1)
    with transaction() as session:
        session.connection().execute(insert(Task.__table__), [
            {"batch_id": large.id, "company_id": large.company_id, "number": number, "spread": number, "state": "open", "slots": 2, "slots_taken": 1,
             "slots_done": 0, "slots_withdrawn": 0, "held_minor": 220, "input": {}} for number in range(2, FREE_COUNTED + 50)])
    make.claim(cast.noah, small)

    counted = {batch.id: (one.free, one.has_more) for batch in (small, large) for one in [get_open_batch(cast.mira, batch.id)]}

    assert counted == {small.id: (2, False), large.id: (FREE_COUNTED, True)}
    assert "200개 넘게 남음" in mira.get("/work").text
    assert "200개 넘게" in mira.get(f"/work/{large.id}").text


def test_an_hour_is_reckoned_from_the_template_until_five_were_accepted(make, cast, db):
    batch = make.batch(cast.han, rows=5, price=200)
    for worker in (cast.mira, cast.noah) * 2:
        make.review(cast.rae, make.submission(worker, batch))

    pace = paces_of([get_open_batch(cast.mira, batch.id).batch])[batch.id]

    assert not pace.is_measured
    assert pace.hourly(batch.price) == Money(200 * 60 // make.version().spec.minutes, "KRW")


def test_an_hour_is_the_measured_median_with_its_spread(make, cast, db):
    batch = make.batch(cast.han, rows=6, price=200)
    for number, seconds in enumerate((20, 40, 50, 80, 160)):
        submission = make.submission(cast.mira, batch)
        at = submission.submitted_at + timedelta(hours=number)  # one after the other
        _write(update(Submission).where(Submission.id == submission.id).values(seconds=seconds, submitted_at=at))
        make.review(cast.rae, submission)

    pace = paces_of([get_open_batch(cast.mira, batch.id).batch])[batch.id]

    assert (pace.quick, pace.seconds, pace.slow) == (40, 50, 80)
    assert pace.hourly(batch.price) == Money(14_400, "KRW")
    assert pace.spread(batch.price) == (Money(9_000, "KRW"), Money(18_000, "KRW"))


def test_the_batch_page_says_what_pays_before_one_claims(mira, batch, make):
    shown = mira.get(f"/work/{batch.id}").text

    spec = make.version().spec
    with use_locale("ko"):
        assert all(str(item.label) in shown for item in spec.checklist)
    assert f"{spec.pass_mark}점 이상이면 합격" in shown
    assert "자동으로 승인돼요" in shown
    assert f"/batches/{batch.id}/claims" in shown
    assert "<h2>" in shown  # the standard, written in Markdown


def test_an_unqualified_worker_is_sent_to_the_quiz_first(mira, batch, cast, make, db):
    _write(delete(Qualification).where(Qualification.worker_id == cast.mira.person_id))

    shown = mira.get(f"/work/{batch.id}").text

    assert f"/templates/{make.version().template_id}/quiz" in shown
    assert f"/batches/{batch.id}/claims" not in shown


def test_take_the_next_opens_the_work_page(mira, batch, cast, db):
    answer = send(mira, f"/batches/{batch.id}/claims")

    claim = db.session.query(Claim).one()
    assert (answer.status_code, answer.location) == (303, f"/claims/{claim.id}")
    assert claim.worker_id == cast.mira.person_id


def test_a_certain_task_can_be_picked(mira, batch, db):
    task = db.session.query(Task).filter_by(batch_id=batch.id, number=2).one()
    assert f"/tasks/{task.id}/claims" in mira.get(f"/work/{batch.id}").text

    answer = send(mira, f"/tasks/{task.id}/claims")

    assert answer.status_code == 303
    assert db.session.query(Claim).one().task_id == task.id


@pytest.mark.parametrize(("spoil", "status", "code"), [
    ("closed", 409, "batch_not_open"), ("paused", 409, "batch_not_open"), ("past its deadline", 409, "batch_not_open"),
    ("own", 403, "own_company"), ("unqualified", 403, "not_qualified"), ("already claimed", 409, "already_claimed"),
    ("taken", 409, "task_taken"), ("over the cap", 409, "too_many_claims"), ("draft", 404, "not_found"),
])
def test_a_claim_is_refused_with_its_own_code(client, make, cast, db, clock, spoil, status, code):
    batch = (make.draft if spoil == "draft" else make.batch)(cast.han, rows=5)
    task = db.session.query(Task).filter_by(batch_id=batch.id, number=1).one()
    sign_in(client, cast.mira)
    _spoil(spoil, batch, task, make, cast, db, clock)
    before = db.session.query(Claim).count()

    answer = send(client, f"/tasks/{task.id}/claims")

    assert (answer.status_code, f" {code}</span>" in answer.text) == (status, True)
    assert db.session.query(Claim).count() == before


def _spoil(spoil, batch, task, make, cast, db, clock):
    mira = cast.mira.person_id
    {
        "closed": lambda: work.close_batch(batch.id, actor=cast.han),
        "paused": lambda: work.pause_batch(batch.id, actor=cast.han),
        "past its deadline": lambda: _write(update(Batch).values(deadline_at=clock.now() - timedelta(minutes=1))),
        "own": lambda: _write(insert(Membership).values(person_id=mira, company_id=cast.han.company_id, role="viewer")),
        "unqualified": lambda: _write(delete(Qualification).where(Qualification.worker_id == mira)),
        "already claimed": lambda: work.claim_task(task.id, actor=cast.mira),
        "taken": lambda: work.claim_task(task.id, actor=cast.noah),
        "over the cap": lambda: [make.claim(cast.mira, batch) for _ in range(3)],
        "draft": lambda: None,
    }[spoil]()


def _write(statement):
    with transaction() as session:
        session.execute(statement)


def test_nothing_left_says_so(mira, batch, cast, make):
    for worker in (cast.noah, cast.noah, cast.noah):
        make.claim(worker, batch)

    answer = send(mira, f"/batches/{batch.id}/claims")

    assert answer.status_code == 409
    assert "nothing_left" in answer.text


def test_what_one_is_in_the_middle_of_stands_on_top(mira, batch, make, cast):
    claim = make.claim(cast.mira, batch)

    assert f"/claims/{claim.id}" in mira.get("/work").text

