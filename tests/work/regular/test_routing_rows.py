"""Rows go where the template's routes say: several answers, or held back until the business decides; money follows."""

import pytest
from sqlalchemy import select

from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.work import service as work
from marketplace.work.models import Task
from marketplace.work.quotes import quote_batch
from marketplace.work.service import routing
from tests.api.conftest import code
from tests.cast import send, sign_in
from tests.statements import count_statements

USUAL, HEAVY, MANY, TOO_MANY = "MUG-1,3,,", "MUG-1,1,25kg,", "TEE-1,60,,", "TEE-1,200,,"


@pytest.fixture
def rows_of(db):
    """`rows_of(batch)`: the state and slots of each task, in order."""
    def read(batch):
        db.session.expire_all()
        return db.session.execute(select(Task.state, Task.slots, Task.held_minor).where(Task.batch_id == batch.id).order_by(Task.number)).all()

    return read


@pytest.fixture
def han(client, cast):
    """Han's browser."""
    sign_in(client, cast.han)
    return client


def test_rows_are_routed_when_they_are_stored(draft_of, rows_of):
    batch = draft_of(USUAL, HEAVY, MANY, TOO_MANY, slots=2)

    assert rows_of(batch) == [("open", 2, 0), ("open", 3, 0), ("open", 2, 0), ("held", 2, 0)]


def test_tables_longer_than_a_step_are_routed_to_their_end(draft_of, rows_of, monkeypatch):
    monkeypatch.setattr(routing, "STEP", 2)

    batch = draft_of(*[TOO_MANY, USUAL, HEAVY] * 3)

    assert [(state, slots) for state, slots, _ in rows_of(batch)] == [("held", 2), ("open", 1), ("open", 3)] * 3


def test_money_is_held_for_every_answer_and_for_no_held_row(batch_of, rows_of, make, cast, prove):
    batch = batch_of(USUAL, HEAVY, TOO_MANY)

    assert rows_of(batch) == [("open", 1, 220), ("open", 3, 220), ("held", 2, 0)]
    assert batch.answers_asked == 4
    prove()


def test_a_heavy_order_is_answered_by_exactly_three(batch_of, make, cast, prove):
    batch = batch_of(HEAVY)
    workers = [cast.mira, cast.noah, make.worker("Hana"), make.worker("Sora")]
    make.qualify(*workers[2:], key="packing")

    for worker in workers[:3]:
        work.submit_claim(make.claim(worker, batch).id, answers={"box": "large", "packed": 1}, actor=worker)
    with pytest.raises(Conflict) as refused:
        make.claim(workers[3], batch)

    assert refused.value.code == "nothing_left"
    prove()


def test_nobody_gets_a_held_row(batch_of, make, cast, db):
    batch = batch_of(USUAL, TOO_MANY)
    held = db.session.scalar(select(Task.id).where(Task.state == "held"))
    make.claim(cast.mira, batch)

    with pytest.raises(Conflict) as next_one:
        make.claim(cast.noah, batch)
    with pytest.raises(Conflict) as this_one:
        work.claim_task(held, actor=cast.noah)

    assert (next_one.value.code, this_one.value.code) == ("nothing_left", "task_taken")


def test_a_draft_costs_what_it_will_hold(draft_of, db):
    assert quote_batch(draft_of(USUAL, HEAVY, TOO_MANY)).total == Money(4 * 220, "KRW")


def test_a_draft_of_held_rows_only_cannot_be_published(draft_of, cast, rows_of):
    batch = draft_of(TOO_MANY)

    with pytest.raises(Conflict) as refused:
        work.publish_batch(batch.id, actor=cast.han)

    assert refused.value.code == "no_tasks"
    assert rows_of(batch) == [("held", 2, 0)]


def test_a_row_of_a_draft_is_handed_out_after_all(draft_of, cast, rows_of, prove):
    batch = draft_of(TOO_MANY, TOO_MANY)

    work.offer_tasks(batch.id, number=2, actor=cast.han)

    assert rows_of(batch) == [("held", 2, 0), ("open", 2, 0)]
    prove()


def test_held_rows_of_an_open_batch_are_handed_out_with_their_money_at_the_price_of_now(batch_of, cast, rows_of, make, prove):
    batch = batch_of(USUAL, TOO_MANY, TOO_MANY)
    work.raise_price(batch.id, price=Money(300, "KRW"), actor=cast.han)

    work.offer_tasks(batch.id, number=3, actor=cast.han)
    batch = work.offer_tasks(batch.id, actor=cast.han)

    assert rows_of(batch) == [("open", 1, 330), ("open", 2, 330), ("open", 2, 330)]
    assert batch.answers_asked == 5
    prove()


def test_without_the_money_it_stays_held(batch_of, cast, rows_of, prove):
    batch = batch_of(USUAL, *[TOO_MANY] * 2, wallet=220 + 879)

    with pytest.raises(Conflict) as refused:
        work.offer_tasks(batch.id, actor=cast.han)

    assert refused.value.code == "escrow_short"
    assert [state for state, *_ in rows_of(batch)] == ["open", "held", "held"]
    prove()


def test_there_must_be_a_held_row(batch_of, cast):
    batch = batch_of(USUAL, TOO_MANY)

    for number in (1, 9):
        with pytest.raises(Conflict) as refused:
            work.offer_tasks(batch.id, number=number, actor=cast.han)
        assert refused.value.code == "nothing_held"


@pytest.mark.parametrize("is_open", [False, True])
def test_closing_takes_held_rows_back_too(draft_of, batch_of, cast, rows_of, prove, is_open):
    batch = (batch_of if is_open else draft_of)(USUAL, TOO_MANY)

    work.close_batch(batch.id, actor=cast.han)

    assert [state for state, *_ in rows_of(batch)] == ["withdrawn", "withdrawn"]
    with pytest.raises(Conflict) as refused:
        work.offer_tasks(batch.id, actor=cast.han)
    assert refused.value.code == "nothing_held"
    prove()


def test_the_pages_list_held_rows_with_the_reason(han, draft_of):
    batch = draft_of(USUAL, HEAVY, TOO_MANY)

    draft = han.get(f"/batches/{batch.id}").text
    held = han.get(f"/batches/{batch.id}/tasks?state=held").text
    every = han.get(f"/batches/{batch.id}/tasks").text

    assert "1줄은 규칙에 따라 보류했어요" in draft
    assert "수량이 너무 많아요. 주문을 나눠 주세요." in held
    assert held.count('<tr id="task-') == 1
    assert "무거워서 셋이 확인해요." in every


def test_a_button_hands_a_row_out(han, batch_of, rows_of):
    batch = batch_of(USUAL, TOO_MANY)
    assert "규칙에 따라 보류한 줄이 1개" in han.get(f"/batches/{batch.id}").text

    answer = send(han, f"/batches/{batch.id}/offers", number=2)
    again = send(han, f"/batches/{batch.id}/offers", number=2)

    assert (answer.status_code, again.status_code) == (303, 409)
    assert "보류한 줄이 없어요" in again.text
    assert [state for state, *_ in rows_of(batch)] == ["open", "open"]


def test_the_api_says_why_and_hands_them_out(speak, cast, batch_of):
    batch, api = batch_of(USUAL, HEAVY, TOO_MANY), speak(cast.han)

    tasks = api.get(f"/batches/{batch.id}/tasks").json["items"]
    offered = api.post(f"/batches/{batch.id}/offers")
    refused = api.post(f"/batches/{batch.id}/offers", {"number": 3})

    assert [(task["state"], task["slots"], (task["reason"] or {}).get("en")) for task in tasks] == [
        ("open", 1, None), ("open", 3, "Heavy: three people make sure."), ("held", 2, "Too many. Please split the order.")]
    assert offered.status_code == 201
    assert (refused.status_code, code(refused)) == (409, "nothing_held")


def test_another_company_finds_no_such_batch(speak, cast, batch_of, rows_of):
    batch = batch_of(USUAL, TOO_MANY)

    assert speak(cast.gil).post(f"/batches/{batch.id}/offers").status_code == 404
    assert rows_of(batch)[1].state == "held"


def test_the_board_counts_the_answers_that_are_asked_for(han, batch_of):
    batch = batch_of(USUAL, HEAVY, TOO_MANY)

    assert "0 / 4" in han.get(f"/batches/{batch.id}").text


def test_the_list_of_tasks_costs_the_same_with_routes(han, batch_of, make, cast):
    counts = []
    for batch in (batch_of(USUAL, HEAVY, TOO_MANY), make.batch(cast.han)):
        han.get(f"/batches/{batch.id}/tasks")
        with count_statements() as sent:
            han.get(f"/batches/{batch.id}/tasks")
        counts.append(len(sent))

    assert counts[0] == counts[1]

