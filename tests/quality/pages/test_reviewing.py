"""Reviewing by page: what is in the queue, what a decision needs, and who may make it."""

from datetime import timedelta

import pytest

from marketplace.accounts import service as accounts
from marketplace.money.ledger import balance
from marketplace.quality.models import Review
from marketplace.work import service as work
from marketplace.work.models import Submission
from tests.cast import SYSTEM, send, sign_in
from tests.statements import count_statements


@pytest.fixture
def rae(cast, client):
    """Rae's browser."""
    sign_in(client, cast.rae)
    return client


def sheet(make, *failed, evidence="사진과 달라요"):
    """The checklist as a form sends it: all passed but those named."""
    items = [item.key for item in make.version().spec.checklist]
    return {f"item-{key}": "fail" if key in failed else "pass" for key in items} | {f"note-{key}": evidence for key in failed}


def critical(make):
    return next(item.key for item in make.version().spec.checklist if item.critical)


def lesser(make):
    return next(item.key for item in make.version().spec.checklist if not item.critical)


def test_the_queue_leads_to_what_is_due_first_and_the_decision_to_the_next(db, make, cast, rae, prove):
    batch = make.batch(cast.han, rows=3)
    first, second = make.submission(cast.mira, batch), make.submission(cast.noah, batch)

    assert rae.get("/reviews").location == f"/reviews/{first.id}"
    page = rae.get(f"/reviews/{first.id}").text
    answer = send(rae, f"/submissions/{first.id}/reviews", decision="accept", message="", **sheet(make))

    assert f'data-next="/reviews/{second.id}"' in page
    assert "2개 남음" in page
    assert (answer.status_code, answer.location) == (303, f"/reviews/{second.id}")
    assert db.session.get(Submission, first.id).state == "accepted"
    assert balance(db.session(), "worker", cast.mira.person_id, "KRW").minor == 200
    prove()


def test_an_empty_queue_says_so(cast, rae):
    answer = rae.get("/reviews")

    assert answer.status_code == 200
    assert "기다리는 제출이 없어요" in answer.text


def test_the_page_shows_input_answers_standard_and_the_arithmetic(make, cast, rae):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1, price=333))

    page = rae.get(f"/reviews/{submission.id}").text

    for shown in ("peachtree pro accounting 2007", "왼쪽", "작업 기준 보기", "점검표", "&#34;price&#34;: 333", "&#34;pass_mark&#34;: 80"):
        assert shown in page
    assert "mira" not in page.lower()


def test_rework_says_what_to_fix_and_the_next_round_shows_what_changed(db, make, cast, rae):
    batch = make.batch(cast.han, rows=1)
    submission = make.submission(cast.mira, batch)

    without = send(rae, f"/submissions/{submission.id}/reviews", decision="rework", message="", **sheet(make, lesser(make)))
    asked = send(rae, f"/submissions/{submission.id}/reviews", decision="rework", message="연도를 다시 봐 주세요", **sheet(make, lesser(make)))
    again = work.submit_claim(submission.claim_id, answers=make.answers() | {"note": "2005와 2007"}, actor=cast.mira)
    page = rae.get(f"/reviews/{again.id}").text

    assert (without.status_code, asked.status_code) == (422, 303)
    assert "무엇을 고치면 되는지" in without.text
    assert "연도를 다시 봐 주세요" in page
    assert "<del>" in page
    assert "<ins>" in page


def test_a_part_is_paid_by_weight_and_a_rejection_pays_nothing(db, make, cast, rae, prove):
    batch = make.batch(cast.han, rows=2)
    part, none = make.submission(cast.mira, batch), make.submission(cast.noah, batch)

    assert send(rae, f"/submissions/{part.id}/reviews", decision="partial", message="", **sheet(make, lesser(make))).status_code == 303
    assert send(rae, f"/submissions/{none.id}/reviews", decision="reject", message="", **sheet(make, critical(make))).status_code == 303

    weight = next(item.weight for item in make.version().spec.checklist if item.key == lesser(make))
    assert balance(db.session(), "worker", cast.mira.person_id, "KRW").minor == 200 * (100 - weight) // 100
    assert balance(db.session(), "worker", cast.noah.person_id, "KRW").minor == 0
    prove()


@pytest.mark.parametrize(("change", "status", "said"), [
    ({"decision": "reject"}, 422, "근거가 있어야"),
    ({"decision": "maybe"}, 422, "골라 주세요"),
    ({"decision": ""}, 422, "꼭 입력해"),
    ({"item-unheard_of": "pass"}, 422, "점검표에 없는 항목"),
    ({"item-verdict": "101"}, 422, "통과와 미달 중에서"),
    ({"item-verdict": ""}, 422, "통과와 미달 중에서"),
    ({"item-verdict": "fail"}, 422, "근거를 적어"),
    ({"item-verdict": "fail", "note-verdict": "\u200b"}, 422, "근거를 적어"),
    ({"item-verdict": "fail", "note-verdict": "x" * 1001}, 422, "1000자까지"),
    ({"item-verdict": "fail", "note-verdict": "달라요"}, 422, "승인할 수 없어요"),
    ({"message": "x" * 2001}, 422, "2000자까지"),
    ({"score": "100"}, 400, "score"),
])
def test_a_misfit_is_refused_and_nothing_is_decided(db, make, cast, rae, prove, change, status, said):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))

    answer = send(rae, f"/submissions/{submission.id}/reviews", **({"decision": "accept", "message": ""} | sheet(make) | change))

    assert answer.status_code == status
    assert said in answer.text
    assert db.session.query(Review).count() == 0
    assert db.session.get(Submission, submission.id).state == "under_review"
    prove()


def test_what_was_answered_is_kept_when_the_decision_is_refused(make, cast, rae):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))

    answer = send(rae, f"/submissions/{submission.id}/reviews", decision="accept", message="다시 보세요 <b>",
                  **sheet(make, critical(make), evidence="버전이 달라요"))

    assert answer.status_code == 422
    assert "버전이 달라요" in answer.text
    assert "다시 보세요 &lt;b&gt;" in answer.text
    assert answer.text.count(" checked") == len(make.version().spec.checklist)


def test_an_item_left_open_is_named(make, cast, rae):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))
    answers = sheet(make)
    del answers[f"item-{critical(make)}"]

    answer = send(rae, f"/submissions/{submission.id}/reviews", decision="accept", message="", **answers)

    assert answer.status_code == 422
    assert f'href="#note-{critical(make)}"' in answer.text


def test_whoever_comes_second_is_told_and_led_on(db, make, cast, rae, prove):
    batch = make.batch(cast.han, rows=2)
    submission, other = make.submission(cast.mira, batch), make.submission(cast.noah, batch)
    make.review(cast.han, submission)

    answer = send(rae, f"/submissions/{submission.id}/reviews", decision="reject", message="", **sheet(make, critical(make)))

    assert answer.status_code == 409
    assert "이미 검수가 끝났어요" in answer.text
    assert f'href="/reviews/{other.id}"' in answer.text
    assert db.session.query(Review).count() == 1
    assert "결정된 점검표" in rae.get(f"/reviews/{submission.id}").text
    prove()


def test_nobody_reviews_their_own_work(db, make, cast, client):
    accounts.add_staff(person_id=cast.mira.person_id, reviewer=True, actor=SYSTEM)
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))
    sign_in(client, cast.mira)

    assert client.get("/reviews").status_code == 200
    assert client.get(f"/reviews/{submission.id}").status_code == 403
    assert send(client, f"/submissions/{submission.id}/reviews", decision="accept", message="", **sheet(make)).status_code == 403
    assert db.session.query(Review).count() == 0


def test_a_company_sees_only_its_own_queue(make, cast, client):
    batch = make.batch(cast.han, rows=1)
    submission = make.submission(cast.mira, batch)
    sign_in(client, cast.gil)

    foreign = send(client, f"/submissions/{submission.id}/reviews", decision="accept", message="", **sheet(make))

    assert "기다리는 제출이 없어요" in client.get("/reviews").text
    assert client.get(f"/reviews/{submission.id}").status_code == foreign.status_code == 404
    assert batch.title not in foreign.text
    send(client, "/sign-out")
    sign_in(client, cast.han)
    assert client.get("/reviews").location == f"/reviews/{submission.id}"


@pytest.mark.parametrize("who", ["mira", "noah"])
def test_workers_do_not_review(make, cast, client, who):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))
    sign_in(client, getattr(cast, who))

    assert client.get("/reviews").status_code == 403
    assert send(client, f"/submissions/{submission.id}/reviews", decision="accept", message="", **sheet(make)).status_code == 403


def test_overdue_and_soon_due_are_said_in_words(make, cast, rae, clock):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))
    sign_in(rae, cast.rae)

    clock.move(submission.review_due_at - timedelta(hours=2))
    assert "due-waiting" in rae.get(f"/reviews/{submission.id}").text
    clock.move(submission.review_due_at + timedelta(minutes=1))
    assert "기한 지남" in rae.get(f"/reviews/{submission.id}").text


def test_the_pace_is_the_median_without_the_breaks(make, cast, rae, clock):
    batch = make.batch(cast.han, rows=5)
    submissions = [make.submission(worker, batch) for worker in (cast.mira, cast.mira, cast.mira, cast.noah, cast.noah)]
    for submission, pause in zip(submissions, (0, 40, 60, 3600), strict=False):
        clock.forward(seconds=pause)
        make.review(cast.rae, submission)

    assert "보통 50초" in rae.get(f"/reviews/{submissions[4].id}").text


def test_the_review_page_makes_a_fixed_number_of_statements(make, cast, rae):
    batch = make.batch(cast.han, rows=12)
    submission = make.submission(cast.mira, batch)
    make.submission(cast.noah, batch)
    with count_statements() as few:
        rae.get(f"/reviews/{submission.id}")
    for _ in range(4):
        make.submission(cast.mira, batch)
        make.submission(cast.noah, batch)
    with count_statements() as many:
        rae.get(f"/reviews/{submission.id}")

    assert len(few) == len(many) <= 10
