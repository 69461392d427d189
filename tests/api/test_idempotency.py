"""One effect and one answer under one Idempotency-Key, however often and however close together it comes."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from marketplace.api.keeping import forget_old_answers
from marketplace.api.models import KeptAnswer
from marketplace.kernel.journal import JournalEntry
from marketplace.money.provider_models import Payment
from marketplace.work.models import Batch, Claim, Import, Submission
from tests.api.conftest import code
from tests.speaker import new_key

AT_ONCE = 20


@pytest.fixture
def storm(live_server) -> Callable[..., list[httpx.Response]]:
    """`storm(actor, path, body, key)`: twenty times the same request, released by one barrier."""

    def send(actor: Any, path: str, body: Any, key: str) -> list[httpx.Response]:
        barrier, secret = threading.Barrier(AT_ONCE), new_key(actor)
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}

        def one(_seat: int) -> httpx.Response:
            with httpx.Client(base_url=live_server.url, headers=headers, timeout=60) as client:
                barrier.wait(30)
                return client.post(f"/api/v1{path}", json=body)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(one, range(AT_ONCE)))

    return send


def _count(db, model, *where) -> int:
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def _one_answer(answers: list[httpx.Response], status: int) -> dict[str, Any]:
    assert {answer.status_code for answer in answers} == {status}, [answer.text for answer in answers if answer.status_code != status][:2]
    assert len({answer.content for answer in answers}) == 1
    return answers[0].json()


def test_twenty_claims_at_once_under_one_key_are_one_claim(db, make, cast, storm, prove):
    batch = make.batch(cast.han, rows=40)

    answer = _one_answer(storm(cast.mira, f"/batches/{batch.id}/claims", {}, "claim-it"), 201)

    assert _count(db, Claim) == 1
    assert _count(db, JournalEntry, JournalEntry.verb == "claim_task") == 1
    assert db.session.get(Claim, answer["id"]).worker_id == cast.mira.person_id
    prove()


def test_twenty_batches_at_once_under_one_key_are_one_batch(db, make, cast, storm):
    terms = {"title": "같은 상품", "currency": "KRW", "price": 200, "template_version_id": make.version().id}

    _one_answer(storm(cast.han, "/batches", terms, "post-it"), 201)

    assert _count(db, Batch) == 1


def test_twenty_submissions_at_once_under_one_key_are_one(db, make, cast, storm, prove):
    claim = make.claim(cast.mira, make.batch(cast.han))

    _one_answer(storm(cast.mira, f"/claims/{claim.id}/submissions", {"answers": make.answers()}, "hand-in"), 201)

    assert _count(db, Submission) == 1
    prove()


def test_twenty_payments_at_once_under_one_key_open_one_page(db, make, cast, storm, stripe_twin, change_settings):
    batch = make.draft(cast.han)
    change_settings(stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key)

    answer = _one_answer(storm(cast.han, f"/batches/{batch.id}/payments", {}, "pay-it"), 201)

    assert answer["state"] == "opened"
    assert _count(db, Payment) == 1
    assert len(stripe_twin.call("GET", "/v1/checkout/sessions").json()["data"]) == 1


def test_a_repeated_upload_is_one_import_and_another_file_is_refused(db, make, cast, speak):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)
    header = ",".join(field.name for field in make.version().spec.inputs)
    row = ",".join("100" if "price" in name else name for name in header.split(","))
    table = f"{header}\n{row}\n".encode()
    before = _count(db, Import)

    first = han.upload(f"/batches/{batch.id}/imports", table=(table, "rows.csv"), key="up")
    again = han.upload(f"/batches/{batch.id}/imports", table=(table, "rows.csv"), key="up")
    other = han.upload(f"/batches/{batch.id}/imports", table=(table + row.encode(), "rows.csv"), key="up")

    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert code(other) == "idempotency_key_reused"
    assert _count(db, Import) == before + 1


def test_another_request_under_a_used_key_is_refused(db, make, cast, speak):
    batch, mira = make.batch(cast.han, rows=5), speak(cast.mira)
    mira.post(f"/batches/{batch.id}/claims", key="k")

    another_body = mira.post(f"/batches/{batch.id}/claims", {"x": 1}, key="k")
    another_address = mira.post("/batches/777/claims", key="k")

    assert code(another_body) == "unknown_field"
    assert (another_address.status_code, code(another_address)) == (422, "idempotency_key_reused")
    assert _count(db, Claim) == 1


def test_other_terms_under_a_used_key_are_refused(db, make, cast, speak):
    han = speak(cast.han)
    terms = {"title": "하나", "currency": "KRW", "price": 200, "template_version_id": make.version().id}
    han.post("/batches", terms, key="k")

    answer = han.post("/batches", terms | {"title": "둘"}, key="k")

    assert (answer.status_code, code(answer)) == (422, "idempotency_key_reused")
    assert _count(db, Batch) == 1


def test_two_people_may_use_the_same_key(make, cast, speak):
    batch = make.batch(cast.han, rows=5)

    first, second = (speak(who).post(f"/batches/{batch.id}/claims", key="k") for who in (cast.mira, cast.noah))

    assert first.json["id"] != second.json["id"]


def test_a_refusal_is_not_kept(make, cast, speak):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)
    refused = han.post(f"/batches/{batch.id}/publication", key="k")
    make.pay_in(cast.han.company_id, 220)

    accepted = han.post(f"/batches/{batch.id}/publication", key="k")

    assert (refused.status_code, code(refused)) == (409, "escrow_short")
    assert (accepted.status_code, accepted.json["state"]) == (201, "open")


def test_an_outbound_refusal_is_not_kept(make, cast, speak, stripe_twin, change_settings):
    batch, han = make.draft(cast.han), speak(cast.han)
    down = han.post(f"/batches/{batch.id}/payments", key="k")

    change_settings(stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key)
    up = han.post(f"/batches/{batch.id}/payments", key="k")

    assert (down.status_code, code(down)) == (503, "provider_unavailable")
    assert (up.status_code, up.json["state"]) == (201, "opened")


def test_a_claim_that_was_answered_stays_answered_after_it_ended(make, cast, speak):
    batch, mira = make.batch(cast.han), speak(cast.mira)
    first = mira.post(f"/batches/{batch.id}/claims", key="k")
    mira.post(f"/claims/{first.json['id']}/release")

    assert mira.post(f"/batches/{batch.id}/claims", key="k").json == first.json


def test_answers_are_kept_for_a_day(db, make, cast, speak, clock):
    batch, mira = make.batch(cast.han), speak(cast.mira)
    mira.post(f"/batches/{batch.id}/claims", key="k")

    clock.forward(hours=23, minutes=59)
    assert forget_old_answers() == 0
    clock.forward(minutes=2)
    assert forget_old_answers() == 1

    assert _count(db, KeptAnswer) == 0


def test_a_key_left_behind_by_a_dead_server_is_taken_over(db, make, cast, speak, clock, stripe_twin, change_settings):
    change_settings(stripe_api_base=stripe_twin.base_url, stripe_secret_key=stripe_twin.secret_key)
    batch, han = make.draft(cast.han), speak(cast.han)
    first = han.post(f"/batches/{batch.id}/payments", key="k")
    with db.engine.connect() as connection:  # as it stands when the process ends before it has an answer
        connection.exec_driver_sql("UPDATE kept_answers SET status = NULL")

    clock.forward(minutes=2)
    again = han.post(f"/batches/{batch.id}/payments", key="k")

    assert again.json == first.json
    assert _count(db, Payment) == 1


@pytest.mark.parametrize("key", ["x" * 201, "a b", "키", "a\tb", ""])
def test_a_key_has_its_form(make, cast, speak, key):
    batch = make.batch(cast.han)
    mira = speak(cast.mira)

    answer = mira.client.post(f"/api/v1/batches/{batch.id}/claims", json={}, headers={
        "Authorization": f"Bearer {mira.secret}", "Idempotency-Key": key.encode().decode("latin-1")})

    assert (answer.status_code, code(answer)) == (422, "idempotency_key_wrong")
