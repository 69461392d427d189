"""The work page: drafts survive, checks tell first, what is handed in is whole, and late is said kindly."""

from datetime import timedelta

import pytest

from marketplace.work import service as work
from marketplace.work.models import Claim, Submission
from tests.cast import SYSTEM, csrf_token, send, sign_in
from tests.statements import count_statements

SAME = {"verdict": "same", "note": "peachtree pro accounting 2007"}


@pytest.fixture
def claim(make, cast, batch):
    """A task Mira holds."""
    return make.claim(cast.mira, batch)


def _reload(db, claim):
    db.session.expire_all()
    return db.session.get(Claim, claim.id)


def test_the_page_shows_two_cards_the_clock_and_the_form(mira, claim):
    shown = mira.get(f"/claims/{claim.id}").text

    assert "data-countdown" in shown
    assert shown.count("pair-card") == 2
    assert "<mark>" in shown
    assert 'name="verdict"' in shown
    assert f'data-autosave-url="/claims/{claim.id}/drafts"' in shown


def test_a_draft_is_there_again_after_a_reload(mira, submit, claim, db):
    kept = submit(claim, "drafts", verdict="different", differences=["version", "edition"], note="2005 ↔ 2007")

    shown = mira.get(f"/claims/{claim.id}").text

    assert kept.status_code == 204
    assert _reload(db, claim).draft == {"verdict": "different", "differences": ["version", "edition"], "note": "2005 ↔ 2007"}
    assert 'value="2005 ↔ 2007"' in shown
    assert 'value="different" checked' in shown
    assert 'value="edition" checked' in shown


def test_a_draft_may_be_wrong_and_half_done(submit, claim, db):
    assert submit(claim, "drafts", note="x" * 5000).status_code == 204
    assert _reload(db, claim).draft == {"note": "x" * 5000}


def test_a_draft_after_the_end_is_refused_as_json(mira, submit, claim, cast):
    work.release_claim(claim.id, actor=cast.mira)

    answer = mira.post(f"/claims/{claim.id}/drafts", data={"note": "late"},
                       headers={"X-CSRFToken": csrf_token(mira), "Accept": "application/json"})

    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "wrong_state"


def test_a_draft_without_a_token_is_refused(mira, claim, db):
    answer = mira.post(f"/claims/{claim.id}/drafts", data={"note": "x"}, headers={"Accept": "application/json"})

    assert answer.status_code == 400
    assert _reload(db, claim).draft is None


def test_checking_says_what_would_be_refused_and_keeps_nothing(mira, claim, db):
    answer = mira.post(f"/claims/{claim.id}/checks", data={"verdict": "different", "note": "가격"},
                       headers={"X-CSRFToken": csrf_token(mira), "Accept": "application/json"})

    assert answer.json == {"ready": False, "fields": {"differences": "무엇이 다른지 하나 이상 골라 주세요."}, "warnings": []}
    assert _reload(db, claim).draft is None


def test_checking_works_without_javascript(submit, claim):
    assert "무엇이 다른지 하나 이상 골라 주세요." in submit(claim, "checks", verdict="different").text
    assert "빠진 것 없이 낼 수 있어요" in submit(claim, "checks", **SAME).text


def test_handing_in_leads_to_the_next_offer(mira, submit, claim, db):
    answer = submit(claim, **SAME)

    submission = db.session.query(Submission).one()
    assert (answer.status_code, answer.location) == (303, f"/submissions/{submission.id}")
    assert submission.answers == SAME
    shown = mira.get(answer.location).text
    assert f"/batches/{claim.batch_id}/claims" in shown
    assert "검수 중" in shown


@pytest.mark.parametrize(("answers", "said"), [
    ({"note": "peachtree"}, "꼭 입력해 주세요."),
    ({"verdict": "perhaps"}, "다음 중에서 골라 주세요"),
    ({**SAME, "salary": "1"}, "이 일감에 없는 항목이에요."),
    ({**SAME, "differences": ["version"]}, "같은 상품이라면 다른 점을 비워 주세요."),
    ({"verdict": "different", "note": "남긴 말"}, "무엇이 다른지 하나 이상 골라 주세요."),
])
def test_wrong_answers_stay_on_the_page_with_the_reason_at_the_field(submit, claim, db, answers, said):
    answer = submit(claim, **answers)

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{answers["note"]}"' in answer.text if "note" in answers else True
    assert db.session.query(Submission).count() == 0
    assert _reload(db, claim).state == "active"


def test_submitting_twice_is_one_submission(submit, claim, db):
    submit(claim, **SAME)

    again = submit(claim, **SAME)

    assert again.status_code == 409
    assert "already_submitted" in again.text
    assert db.session.query(Submission).count() == 1


def test_after_the_end_it_is_refused_and_what_was_typed_stays(submit, claim, clock, db):
    clock.forward(minutes=claim_minutes(claim) + 3)

    answer = submit(claim, verdict="same", note="거의 다 썼는데")

    assert answer.status_code == 409
    assert "작업 시간이 끝나서 제출할 수 없어요" in answer.text
    assert 'value="거의 다 썼는데"' in answer.text
    assert db.session.query(Submission).count() == 0


def test_within_the_grace_it_still_counts(submit, claim, clock):
    clock.forward(minutes=claim_minutes(claim) + 1)

    assert submit(claim, **SAME).status_code == 303


def test_an_expired_claim_says_so_and_shows_the_draft(mira, submit, claim, clock, make):
    submit(claim, "drafts", note="쓰던 글")
    clock.forward(minutes=claim_minutes(claim) + 3)
    work.expire_claim(claim.id, actor=SYSTEM)
    sign_in(mira, "Mira")

    shown = mira.get(f"/claims/{claim.id}").text

    assert "작업 시간이 끝나서 제출할 수 없어요" in shown
    assert 'value="쓰던 글"' in shown
    assert "data-task-submit" not in shown


@pytest.mark.parametrize("noun", ["drafts", "checks", "submissions", "release"])
def test_somebody_elses_claim_looks_like_none(mira, make, cast, batch, noun, db):
    theirs = make.claim(cast.noah, batch)

    assert mira.get(f"/claims/{theirs.id}").status_code == 404
    assert send(mira, f"/claims/{theirs.id}/{noun}", **SAME).status_code == 404
    assert _reload(db, theirs).state == "active"


def test_giving_back_is_without_fault_and_the_task_is_free_again(mira, claim, db):
    answer = send(mira, f"/claims/{claim.id}/release")

    assert (answer.status_code, answer.location) == (303, f"/work/{claim.batch_id}")
    assert _reload(db, claim).state == "released"
    assert "불이익은 없어요" in mira.get(answer.location).text


def test_rework_says_what_to_mend_and_fills_in_the_earlier_answers(mira, submit, claim, make, cast, db):
    submit(claim, "drafts", note="초안")
    submit(claim, **SAME)
    item = make.version().spec.checklist[-1]
    make.review(cast.rae, db.session.query(Submission).one(), "rework", item.key, message="근거를 카드에서 골라 주세요")

    shown = mira.get(f"/claims/{claim.id}").text

    assert "근거를 카드에서 골라 주세요" in shown
    assert "사진과 달라요" in shown
    assert str(item.label) in shown
    assert f'value="{SAME["note"]}"' in shown
    assert submit(claim, **SAME).status_code == 303


def test_the_work_page_and_the_lists_cost_a_fixed_number_of_statements(mira, claim, batch, make, cast):
    mira.get("/claims")
    counts = []
    for _ in range(2):
        with count_statements() as sent:
            mira.get("/claims")
            mira.get(f"/claims/{claim.id}")
        counts.append(len(sent))
        make.claim(cast.mira, batch)

    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_my_work_lists_by_state(mira, make, cast, batch, claim):
    make.submission(cast.mira, batch)

    assert mira.get("/claims").text.count("desk-row") == 2
    assert mira.get("/claims?state=active").text.count("desk-row") == 1
    assert mira.get("/claims?state=nonsense").status_code == 422


def claim_minutes(claim):
    return (claim.expires_at - claim.claimed_at) / timedelta(minutes=1)
