"""Claims and reviews as an API: each refusal has its own code and leaves everything as it was."""

from dataclasses import replace

import pytest

from marketplace.accounts import service as accounts
from marketplace.kernel.errors import Forbidden
from marketplace.work import service as work
from marketplace.work.models import Claim, Submission
from tests.api.conftest import code, field_codes
from tests.cast import SYSTEM


def _items(make, *failed, evidence="사진과 달라요"):
    return {item.key: {"passed": item.key not in failed} | ({"evidence": evidence} if item.key in failed else {})
            for item in make.version().spec.checklist}


def test_a_claim_is_held_with_its_price_and_time(speak, cast, make):
    batch = make.batch(cast.han)

    claim = speak(cast.mira).post(f"/batches/{batch.id}/claims")

    assert (claim.status_code, claim.json["state"], claim.json["price"]) == (201, "active", {"minor": 200, "currency": "KRW"})
    shown = speak(cast.mira).get(f"/claims/{claim.json['id']}").json
    assert shown["input"].keys() >= {"left_title", "right_title"}
    assert (shown["draft"], shown["rounds"]) == (None, [])


def test_claims_that_cannot_be_say_why(db, speak, cast, make):
    batch = make.batch(cast.han, rows=5)
    owner = make.worker("Hana")
    paused = make.batch(cast.han)
    work.pause_batch(paused.id, actor=cast.han)
    closed = make.batch(cast.han)
    work.close_batch(closed.id, actor=cast.han)
    taken = make.claim(cast.noah, batch)
    mine = make.claim(cast.mira, batch)
    mira = speak(cast.mira)

    refused = [mira.post(f"/batches/{paused.id}/claims"), mira.post(f"/batches/{closed.id}/claims"), mira.post(f"/tasks/{taken.task_id}/claims"),
               mira.post(f"/tasks/{mine.task_id}/claims"),
               speak(owner).post(f"/batches/{batch.id}/claims"), speak(cast.han).post(f"/batches/{batch.id}/claims")]

    assert [(answer.status_code, code(answer)) for answer in refused] == [
        (409, "batch_not_open"), (409, "batch_not_open"), (409, "task_taken"), (409, "already_claimed"), (403, "not_qualified"), (403, "forbidden")]
    assert db.session.query(Claim).count() == 2


def test_the_fourth_claim_is_one_too_many(speak, cast, make):
    batch, mira = make.batch(cast.han, rows=5), speak(cast.mira)
    statuses = [mira.post(f"/batches/{batch.id}/claims").status_code for _ in range(3)]

    answer = mira.post(f"/batches/{batch.id}/claims")

    assert statuses == [201] * 3
    assert (answer.status_code, code(answer), answer.json["error"]["facts"]) == (409, "too_many_claims", {"most": 3})


def test_nobody_works_for_their_own_company(cast, make):
    batch = make.batch(cast.han)
    member = replace(cast.mira, company_id=cast.han.company_id)

    with pytest.raises(Forbidden, match="own_company"):
        work.claim_next(batch.id, actor=member)


def test_the_quiz_opens_the_tasks(speak, cast, make):
    batch, hana = make.batch(cast.han), speak(make.worker("Hana"))
    quiz = hana.get(f"/templates/{make.version().template_id}/quiz").json
    right = [question.right for question in make.version().spec.quiz.questions]
    assert "right" not in str(quiz["questions"][0].keys())

    failed = hana.post(f"/templates/{quiz['template_id']}/attempts", {"answers": [(one + 1) % 2 for one in right]})
    short = hana.post(f"/templates/{quiz['template_id']}/attempts", {"answers": [0]})
    passed = hana.post(f"/templates/{quiz['template_id']}/attempts", {"answers": right})

    assert (failed.json["passed"], field_codes(short), passed.json["passed"]) == (False, {"answers": "answers_incomplete"}, True)
    assert hana.post(f"/batches/{batch.id}/claims").status_code == 201


def test_a_draft_is_kept_right_or_wrong_and_comes_back(speak, cast, make):
    claim, mira = make.claim(cast.mira, make.batch(cast.han)), speak(cast.mira)

    saved = mira.post(f"/claims/{claim.id}/drafts", {"answers": {"verdict": "no such answer", "unknown": 1}})

    assert (saved.status_code, saved.json["draft"]) == (201, {"verdict": "no such answer"})
    assert mira.get(f"/claims/{claim.id}").json["draft"] == {"verdict": "no such answer"}


@pytest.mark.parametrize(("change", "wrong"), [({"verdict": None}, {"verdict": "required"}), ({"extra": 1}, {"extra": "unknown_field"})])
def test_answers_with_fewer_or_other_fields_are_refused_by_name(db, speak, cast, make, change, wrong):
    claim = make.claim(cast.mira, make.batch(cast.han))
    answers = {name: value for name, value in (make.answers() | change).items() if value is not None}

    answer = speak(cast.mira).post(f"/claims/{claim.id}/submissions", {"answers": answers})

    assert (code(answer), field_codes(answer)) == ("answers_wrong", wrong)
    assert db.session.query(Submission).count() == 0


def test_handing_in_twice_too_late_or_for_somebody_else(speak, cast, make, clock):
    batch, mira = make.batch(cast.han, rows=3), speak(cast.mira)
    first, late, foreign = make.claim(cast.mira, batch), make.claim(cast.mira, batch), make.claim(cast.noah, batch)
    body = {"answers": make.answers()}
    done = mira.post(f"/claims/{first.id}/submissions", body, key="once")

    again = mira.post(f"/claims/{first.id}/submissions", body, key="once")
    twice = mira.post(f"/claims/{first.id}/submissions", body)
    theirs = mira.post(f"/claims/{foreign.id}/submissions", body)
    clock.forward(minutes=20)
    expired = mira.post(f"/claims/{late.id}/submissions", body)

    assert (done.status_code, again.json) == (201, done.json)
    assert [(answer.status_code, code(answer)) for answer in (twice, theirs, expired)] == [
        (409, "already_submitted"), (404, "not_found"), (409, "claim_expired")]


def test_a_returned_task_is_free_again(speak, cast, make):
    batch = make.batch(cast.han, rows=1)
    claim, mira = make.claim(cast.mira, batch), speak(cast.mira)

    returned = mira.post(f"/claims/{claim.id}/release")
    twice = mira.post(f"/claims/{claim.id}/release")

    assert (returned.json["state"], code(twice)) == ("released", "wrong_state")
    assert speak(cast.noah).post(f"/batches/{batch.id}/claims").json["task_id"] == claim.task_id


def test_a_review_by_checklist_pays(speak, cast, make, prove):
    submission, rae = make.submission(cast.mira, make.batch(cast.han)), speak(cast.rae)
    assert [one["id"] for one in rae.get("/reviews").json["items"]] == [submission.id]

    review = rae.post(f"/submissions/{submission.id}/reviews", {"decision": "accept", "items": _items(make)})
    again = rae.post(f"/submissions/{submission.id}/reviews", {"decision": "accept", "items": _items(make)})

    assert (review.status_code, review.json["score"]) == (201, 100)
    assert (again.status_code, code(again)) == (409, "already_reviewed")
    mira = speak(cast.mira)
    assert mira.get("/balance").json["balances"][0]["free"] == {"minor": 200, "currency": "KRW"}
    receipt = mira.get(f"/receipts/{submission.claim_id}").json
    assert receipt["pay"]["minor"] == sum(line["amount"]["minor"] for line in receipt["lines"] if line["account"] == "worker") == 200
    assert sum(item["share"]["minor"] for item in receipt["items"]) == 200
    prove()


def test_nobody_reviews_their_own_work(speak, cast, make):
    batch = make.batch(cast.han)
    submission = make.submission(cast.mira, batch)
    accounts.add_staff(person_id=cast.mira.person_id, reviewer=True, actor=SYSTEM)
    mira = speak(make.again(cast.mira.person_id))

    answer = mira.post(f"/submissions/{submission.id}/reviews", {"decision": "accept", "items": _items(make)})

    assert (answer.status_code, code(answer)) == (403, "forbidden")
    assert mira.get("/reviews").json["items"] == []


@pytest.mark.parametrize(("change", "wrong"), [
    ({"decision": "maybe"}, {"decision": "not_a_choice"}), ({"items": {}}, None), ({"items": []}, {"items": "not_an_object"}),
    ({"items": {"x": {"passed": True}}}, None), ({"items": {"x": {"passed": 1}}}, {"items": "item_wrong"}),
    ({"items": {"x": {"passed": True, "score": 101}}}, {"items": "item_wrong"}), ({"decision": "reject"}, {"decision": "evidence_missing"}),
    ({"decision": "partial"}, {"decision": "evidence_missing"}), ({"decision": "rework"}, {"message": "what_to_fix_missing"}),
    ({"items": {"x": {"passed": False, "evidence": "\x00"}}}, {"items": "bad_character"}),
])
def test_reviews_that_do_not_fit_are_refused(db, speak, cast, make, change, wrong):
    submission = make.submission(cast.mira, make.batch(cast.han))
    body = {"decision": "accept", "items": _items(make)} | change

    found = field_codes(speak(cast.rae).post(f"/submissions/{submission.id}/reviews", body))

    assert set(found.values()) <= {"item_missing", "unknown_item"} if wrong is None else found == wrong
    db.session.expire_all()
    assert db.session.get(Submission, submission.id).state == "under_review"


def test_money_is_only_taken_with_evidence(speak, cast, make):
    submission, rae = make.submission(cast.mira, make.batch(cast.han)), speak(cast.rae)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)

    bare = rae.post(f"/submissions/{submission.id}/reviews", {"decision": "reject", "items": _items(make, critical, evidence="")})
    shown = rae.post(f"/submissions/{submission.id}/reviews", {"decision": "reject", "items": _items(make, critical)})

    assert field_codes(bare) == {f"items.{critical}": "evidence_missing"}
    assert shown.status_code == 201


def test_a_queue_and_its_submissions_are_the_companys_own(speak, cast, make):
    submission, gil = make.submission(cast.mira, make.batch(cast.han)), speak(cast.gil)

    answers = [gil.get(f"/submissions/{submission.id}"), speak(cast.noah).get(f"/submissions/{submission.id}"),
               gil.post(f"/submissions/{submission.id}/reviews", {"decision": "accept", "items": _items(make)})]

    assert [(answer.status_code, code(answer)) for answer in answers] == [(404, "not_found")] * 3
    assert gil.get("/reviews").json["items"] == []
    assert [one["id"] for one in speak(cast.han).get("/reviews").json["items"]] == [submission.id]
