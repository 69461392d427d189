"""Appeals by page: a worker files one, somebody else looks again without knowing what was decided, and the money is said first."""

import re
from datetime import timedelta

import pytest

from marketplace.accounts import service as accounts
from marketplace.kernel.settings import current_settings
from marketplace.messaging.service import follow_journal
from marketplace.money.ledger import balance
from marketplace.quality import appeals
from marketplace.quality.models import Appeal
from marketplace.quality.queries_appeals import next_appeal
from marketplace.work import service as work
from marketplace.work.models import Submission
from tests.cast import SYSTEM, send, sign_in
from tests.quality.pages.test_reviewing import critical, lesser, sheet
from tests.statements import count_statements

EVIDENCE, MESSAGE, REASON = "사진과 달라요", "단위를 꼭 봐 주세요", "두 번째 사진에 바코드가 보여요"
PRICE = 200


@pytest.fixture
def sol(make, cast):
    """Another reviewer."""
    return make.person("Sol", reviewer=True)


@pytest.fixture
def rejected(make, cast):
    """Mira's answer, rejected by Rae with evidence and words."""
    submission = make.submission(cast.mira, make.batch(cast.han, rows=3, price=PRICE))
    make.review(cast.rae, submission, "reject", critical(make), message=MESSAGE)
    return submission


@pytest.fixture
def partial(make, cast):
    """Mira's answer, paid in part by Rae."""
    submission = make.submission(cast.mira, make.batch(cast.han, rows=3, price=PRICE))
    make.review(cast.rae, submission, "partial", lesser(make), message=MESSAGE)
    return submission


def filed(submission, cast):
    return appeals.file_appeal(submission.id, reason=REASON, actor=cast.mira)


def _rejected_and_filed(make, cast, batch):
    submission = make.submission(cast.mira, batch)
    make.review(cast.rae, submission, "reject", critical(make))
    return filed(submission, cast)


def ruled(appeal, make, actor, decision="accept", *failed, message=""):
    return appeals.rule_on_appeal(appeal.id, decision=decision, items=make.items(*failed), message=message, actor=actor)


def read(client, actor, path, locale="ko"):
    """A page as somebody reads it."""
    send(client, "/sign-out")
    sign_in(client, actor)
    send(client, "/language", locale=locale, next="/")
    return client.get(path).text


def part(make):
    return PRICE * (100 - next(item.weight for item in make.version().spec.checklist if item.key == lesser(make))) // 100


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


@pytest.mark.parametrize("which", ["rejected", "partial"])
@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_second_reviewer_sees_nothing_of_the_first_decision(request, make, cast, client, speak, sol, which, locale):
    submission = request.getfixturevalue(which)
    appeal = filed(submission, cast)
    waiting, *decided = {"ko": ("이의 신청 중", "반려", "부분 승인"), "en": ("Appealed", "Rejected", "Paid in part")}[locale]

    second, review = read(client, sol, f"/appeals/{appeal.id}", locale), read(client, sol, f"/reviews/{submission.id}", locale)
    api = speak(sol).get(f"/submissions/{submission.id}")

    for page in (second, review, api.text):
        assert EVIDENCE not in page
        assert MESSAGE not in page
    for page in (second, review):
        assert "checklist-result" not in page
        assert f"{part(make)}" not in re.sub(r"/static/[^\"]+|nonce-\S+", "", page)
    assert REASON in second
    assert " checked" not in second
    assert waiting in review
    assert not [word for word in decided if word in review]
    assert f'href="/appeals/{appeal.id}"' in review
    assert (api.json["state"], api.json["review"], api.json["verdict"], api.json["appeal"]) == ("appealed", None, None, None)


def test_the_first_reviewer_the_company_and_the_worker_still_see_it(cast, client, speak, rejected):
    filed(rejected, cast)

    for actor, path in ((cast.rae, "/reviews"), (cast.han, "/reviews"), (cast.mira, "/submissions")):
        page = read(client, actor, f"{path}/{rejected.id}")
        assert EVIDENCE in page
        assert MESSAGE in page
        assert speak(actor).get(f"/submissions/{rejected.id}").json["review"]["message"] == MESSAGE


def test_an_earlier_round_is_kept_back_as_well(make, cast, client, speak, sol):
    batch = make.batch(cast.han, rows=1)
    first = make.submission(cast.mira, batch)
    make.review(cast.rae, first, "rework", lesser(make), message="연도를 다시 봐 주세요")
    again = work.submit_claim(first.claim_id, answers=make.answers(), actor=cast.mira)
    make.review(cast.rae, again, "reject", critical(make), message=MESSAGE)
    appeal = filed(again, cast)

    pages = [read(client, sol, path) for path in (f"/appeals/{appeal.id}", f"/reviews/{again.id}", f"/reviews/{first.id}")]
    earlier = speak(sol).get(f"/submissions/{first.id}").json

    for page in pages:
        assert "연도를 다시 봐 주세요" not in page
        assert MESSAGE not in page
    assert (earlier["state"], earlier["review"], earlier["appeal"]) == ("rework", None, None)
    assert "연도를 다시 봐 주세요" in read(client, cast.rae, f"/reviews/{again.id}")


def test_a_second_look_pays_and_leads_to_the_next(db, make, cast, client, sol, rejected, prove):
    other = make.submission(cast.noah, make.batch(cast.han, rows=1))
    make.review(cast.rae, other, "reject", critical(make))
    appeal = filed(rejected, cast)
    following = appeals.file_appeal(other.id, reason="저도요", actor=cast.noah)
    sign_in(client, sol)

    assert client.get("/appeals").location == f"/appeals/{appeal.id}"
    page = client.get(f"/appeals/{appeal.id}").text
    answer = send(client, f"/appeals/{appeal.id}/rulings", decision="accept", message="잘 보여요", **sheet(make))

    assert f'data-next="/appeals/{following.id}"' in page
    assert 'value="rework"' not in page
    assert (answer.status_code, answer.location) == (303, f"/appeals/{following.id}")
    assert (db.session.get(Appeal, appeal.id).state, db.session.get(Submission, rejected.id).state) == ("overturned", "accepted")
    assert balance(db.session(), "worker", cast.mira.person_id, "KRW").minor == PRICE
    for shown in ("200원을 받았어요", "200원을 더 받았어요", "판정 바뀜", "잘 보여요", "다시 본 점검 결과", "처음 검수 결과 보기", EVIDENCE):
        assert shown in read(client, cast.mira, f"/submissions/{rejected.id}")
    assert "잘 보여요" in read(client, cast.rae, f"/reviews/{rejected.id}")
    prove()


def test_a_ruling_that_doesn_t_fit_is_refused_and_what_was_answered_stays(db, make, cast, client, sol, rejected, prove):
    appeal = filed(rejected, cast)
    sign_in(client, sol)
    path = f"/appeals/{appeal.id}/rulings"

    misfit = send(client, path, decision="accept", message="<b>", **sheet(make, critical(make), evidence="버전이 달라요"))
    rework = send(client, path, decision="rework", message="고쳐 주세요", **sheet(make))
    unknown = send(client, path, decision="accept", message="", score="100", **sheet(make))

    assert (misfit.status_code, rework.status_code, unknown.status_code) == (422, 422, 400)
    assert "승인할 수 없어요" in misfit.text
    assert "버전이 달라요" in misfit.text
    assert "&lt;b&gt;" in misfit.text
    assert EVIDENCE not in misfit.text
    assert db.session.get(Appeal, appeal.id).state == "filed"
    prove()


def test_whoever_comes_second_is_told_so(db, make, cast, client, sol, rejected, prove):
    appeal = filed(rejected, cast)
    ruled(appeal, make, sol)
    zoe = make.person("Zoe", reviewer=True)
    sign_in(client, zoe)

    answer = send(client, f"/appeals/{appeal.id}/rulings", decision="reject", message="", **sheet(make, critical(make)))

    assert answer.status_code == 409
    assert "저장하지 않았어요" in answer.text
    assert "결정된 점검표" in client.get(f"/appeals/{appeal.id}").text
    assert db.session.get(Appeal, appeal.id).state == "overturned"
    prove()


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
    assert "지급으로 마무리" in page
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


@pytest.mark.parametrize("who", ["rae", "mira", "noah", "han", "gil", "ada"])
def test_who_may_not_look_again(db, make, cast, client, rejected, who):
    appeal = filed(rejected, cast)
    sign_in(client, getattr(cast, who))

    page = client.get(f"/appeals/{appeal.id}")
    answer = send(client, f"/appeals/{appeal.id}/rulings", decision="accept", message="", **sheet(make))

    assert (page.status_code, answer.status_code) == (403, 403)
    assert REASON not in page.text
    assert db.session.get(Appeal, appeal.id).state == "filed"


def test_a_reviewer_who_is_the_worker_may_not_either(make, cast, client, rejected):
    appeal = filed(rejected, cast)
    accounts.add_staff(person_id=cast.mira.person_id, reviewer=True, actor=SYSTEM)
    sign_in(client, cast.mira)

    assert client.get(f"/appeals/{appeal.id}").status_code == 403
    assert "기다리는 이의 신청이 없어요" in client.get("/appeals").text


@pytest.mark.parametrize(("who", "status"), [("noah", 404), ("rae", 403), ("han", 403)])
def test_nobody_files_for_somebody_else(db, cast, client, rejected, who, status):
    sign_in(client, getattr(cast, who))

    assert send(client, f"/submissions/{rejected.id}/appeals", reason=REASON).status_code == status
    assert db.session.query(Appeal).count() == 0


def test_the_way_there_is_shown_to_who_may_go(make, cast, client, sol, rejected):
    waiting = make.submission(cast.mira, make.batch(cast.han, rows=1))
    filed(rejected, cast)

    for actor, is_shown in ((sol, True), (cast.han, False)):
        page = read(client, actor, f"/reviews/{waiting.id}")
        assert ("기다리는 이의 신청 1건" in page) is is_shown
        assert ('href="/appeals"' in page) is is_shown
    assert "기다리는 이의 신청" not in read(client, cast.rae, f"/reviews/{waiting.id}")
    assert "1 appeal waits" in read(client, sol, f"/reviews/{waiting.id}", "en")
    make.review(cast.rae, waiting)
    assert "기다리는 이의 신청 1건" in read(client, sol, "/reviews")


def test_the_next_appeal_goes_round(make, cast, sol):
    batch = make.batch(cast.han, rows=3)
    found = [_rejected_and_filed(make, cast, batch) for _ in range(3)]

    assert [next_appeal(sol, one) for one in found] == [found[1].id, found[2].id, found[0].id]
    assert next_appeal(sol) == found[0].id
    assert next_appeal(cast.rae) is None


def test_the_pages_of_an_appeal_make_a_fixed_number_of_statements(make, cast, client, sol, rejected):
    appeal, batch = filed(rejected, cast), make.batch(cast.han, rows=7)
    _rejected_and_filed(make, cast, batch)
    sign_in(client, sol)
    client.get(f"/appeals/{appeal.id}")
    with count_statements() as few:
        client.get(f"/appeals/{appeal.id}")
    for _ in range(6):
        _rejected_and_filed(make, cast, batch)
    with count_statements() as many:
        client.get(f"/appeals/{appeal.id}")

    assert len(few) == len(many) <= 10


def test_the_notice_leads_to_the_result(make, cast, client, sol, rejected):
    ruled(filed(rejected, cast), make, sol)
    follow_journal(actor=SYSTEM)

    page = read(client, cast.mira, "/notices")

    assert "이의 신청이 받아들여져 200원을 더 벌었어요" in page
    assert client.get(f"/submissions/{rejected.id}").status_code == 200
