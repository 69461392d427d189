"""Appeals as a worker meets them: filed where the verdict is read, and how they end, the money first."""

from datetime import timedelta

import pytest

from marketplace.kernel.settings import current_settings
from marketplace.messaging.service import follow_journal
from marketplace.quality import appeals
from marketplace.quality.models import Appeal
from marketplace.work.models import Submission
from tests.cast import SYSTEM, send, sign_in
from tests.quality.pages.appealing import EVIDENCE, MESSAGE, PRICE, REASON, filed, part, read, ruled
from tests.quality.pages.test_reviewing import critical


def test_a_worker_asks_from_where_the_verdict_is_read(db, make, cast, client, rejected, prove):
    sign_in(client, cast.mira)
    before = client.get(f"/submissions/{rejected.id}").text

    answer = send(client, f"/submissions/{rejected.id}/appeals", reason=REASON)
    after = client.get(f"/submissions/{rejected.id}").text

    assert "이번에는 지급액이 없어요" in before
    assert f'action="/submissions/{rejected.id}/appeals' in before
    assert "그때까지 아무도 보지 못하면 Ilgam이 200원을 지급해요" in before
    assert (answer.status_code, answer.location) == (303, f"/submissions/{rejected.id}")
    assert (db.session.query(Appeal).one().reason, db.session.get(Submission, rejected.id).state) == (REASON, "appealed")
    for shown in ("아직 지급액이 없어요", "다시 보는 중", REASON, EVIDENCE, MESSAGE, "그때까지 아무도 보지 못하면 Ilgam이 200원을 지급해요"):
        assert shown in after
    assert f'action="/submissions/{rejected.id}/appeals' not in after
    prove()


def test_a_part_payment_says_what_stays_and_what_may_come(make, cast, client, partial):
    sign_in(client, cast.mira)

    page = client.get(f"/submissions/{partial.id}").text

    assert f"받은 {part(make)}원은 그대로 내 돈이에요" in page
    assert f"Ilgam이 {PRICE - part(make)}원을 지급해요" in page


@pytest.mark.parametrize(("reason", "said"), [("", "꼭 입력해"), ("  ", "꼭 입력해"), ("맞아요" * 400, "1000자까지")])
def test_a_reason_that_can_t_be_taken_is_said_at_its_field_and_kept(db, cast, client, rejected, reason, said):
    sign_in(client, cast.mira)

    answer = send(client, f"/submissions/{rejected.id}/appeals", reason=reason)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'href="#reason"' in answer.text
    assert reason.strip() in answer.text
    assert db.session.query(Appeal).count() == 0


def test_what_was_typed_is_kept_when_another_field_is_refused(cast, client, rejected):
    sign_in(client, cast.mira)

    answer = send(client, f"/submissions/{rejected.id}/appeals", reason=REASON, score="100")

    assert answer.status_code == 400
    assert REASON in answer.text


def test_a_second_appeal_and_a_late_one_are_refused(db, make, cast, client, clock, rejected):
    late = make.submission(cast.mira, make.batch(cast.han, rows=1))
    make.review(cast.rae, late, "reject", critical(make))
    filed(rejected, cast)
    sign_in(client, cast.mira)

    twice = send(client, f"/submissions/{rejected.id}/appeals", reason="한 번 더요")
    clock.forward(days=current_settings().appeal_days, seconds=1)
    sign_in(client, cast.mira)
    past = send(client, f"/submissions/{late.id}/appeals", reason="늦었지만요")

    assert (twice.status_code, past.status_code) == (409, 409)
    assert "이미 이의를 신청했어요" in twice.text
    assert "이의 신청 기간 7일이 지났어요" in past.text
    assert "/appeals#appeal" not in client.get(f"/submissions/{late.id}").text
    assert db.session.query(Appeal).count() == 1


def test_accepted_work_has_no_appeal(make, cast, client):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))
    make.review(cast.rae, submission)
    sign_in(client, cast.mira)

    assert "이의 신청" not in client.get(f"/submissions/{submission.id}").text
    refused = send(client, f"/submissions/{submission.id}/appeals", reason=REASON)
    assert refused.status_code == 409
    assert "반려나 부분 승인에만" in refused.text


def test_what_stands_says_the_money_first(make, cast, client, sol, rejected):
    ruled(filed(rejected, cast), make, sol, "reject", critical(make), message="저도 같은 판단이에요")

    page = read(client, cast.mira, f"/submissions/{rejected.id}")

    assert page.index("이번에는 지급액이 없어요") < page.index("받을 금액은 없어요") < page.index("저도 같은 판단이에요")
    assert "판정 유지" in page
    assert "It pays nothing." in read(client, cast.mira, f"/submissions/{rejected.id}", "en")


def test_a_part_made_whole_tells_both_amounts(make, cast, client, sol, partial):
    ruled(filed(partial, cast), make, sol)

    page = read(client, cast.mira, f"/submissions/{partial.id}")

    assert "200원을 받았어요." in page
    assert f"{part(make)}원은 처음 판정으로, {PRICE - part(make)}원은 이의 신청으로 받았어요." in page


@pytest.mark.parametrize("which", ["rejected", "partial"])
def test_our_silence_is_paid_and_said(request, db, cast, client, clock, make, which):
    submission = request.getfixturevalue(which)
    appeal = filed(submission, cast)
    first = appeal.paid.minor
    clock.move(appeal.due_at + timedelta(seconds=1))
    appeals.concede_appeal(appeal.id, actor=SYSTEM)

    page = read(client, cast.mira, f"/submissions/{submission.id}")

    assert "200원을 받았어요." in page
    assert f"Ilgam이 {PRICE - first}원을 지급했어요." in page
    assert "Ilgam이 지급" in page
    assert "chip-lost" not in page


def test_earnings_show_what_appeals_added_once(make, cast, client, sol, rejected):
    ruled(filed(rejected, cast), make, sol)

    page, english = read(client, cast.mira, "/earnings"), read(client, cast.mira, "/earnings", "en")

    assert page.count("+₩200") == 1
    assert "이의 신청으로 더 받은 돈" in page
    assert f'href="/submissions/{rejected.id}"' in page
    assert "아직 받은 일감이 없어요" not in page
    assert "What appeals added" in english


def test_earnings_show_nothing_of_appeals_that_pay_nothing(make, cast, client, sol, partial):
    ruled(filed(partial, cast), make, sol, "reject", critical(make))

    page = read(client, cast.mira, "/earnings")

    assert "이의 신청으로" not in page
    assert page.count(f"+₩{part(make)}") == 1


@pytest.mark.parametrize(("who", "status"), [("noah", 404), ("rae", 403), ("han", 403)])
def test_nobody_files_for_somebody_else(db, cast, client, rejected, who, status):
    sign_in(client, getattr(cast, who))

    assert send(client, f"/submissions/{rejected.id}/appeals", reason=REASON).status_code == status
    assert db.session.query(Appeal).count() == 0


def test_the_notice_leads_to_the_result(make, cast, client, sol, rejected):
    ruled(filed(rejected, cast), make, sol)
    follow_journal(actor=SYSTEM)

    page = read(client, cast.mira, "/notices")

    assert "이의 신청이 받아들여져 200원을 더 벌었어요" in page
    assert client.get(f"/submissions/{rejected.id}").status_code == 200
