"""A second look by page: a blank sheet, nothing of what was decided first, and who may take it."""

import re

import pytest

from marketplace.accounts import service as accounts
from marketplace.money.ledger import balance
from marketplace.quality import appeals
from marketplace.quality.models import Appeal
from marketplace.quality.queries_appeals import next_appeal
from marketplace.work import service as work
from marketplace.work.models import Submission
from tests.cast import SYSTEM, send, sign_in
from tests.quality.pages.appealing import (
    EVIDENCE,
    MESSAGE,
    PRICE,
    REASON,
    filed,
    part,
    read,
    reject_and_file,
    ruled,
)
from tests.quality.pages.test_reviewing import critical, lesser, sheet
from tests.statements import count_statements


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
        assert not re.search(rf"(?<![\w.:-]){part(make)}(?![\w.:-])", page, re.ASCII)  # as a number of its own, and not within a moment or a token
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
    found = [reject_and_file(make, cast, batch) for _ in range(3)]

    assert [next_appeal(sol, one) for one in found] == [found[1].id, found[2].id, found[0].id]
    assert next_appeal(sol) == found[0].id
    assert next_appeal(cast.rae) is None


def test_the_pages_of_an_appeal_make_a_fixed_number_of_statements(make, cast, client, sol, rejected):
    appeal, batch = filed(rejected, cast), make.batch(cast.han, rows=7)
    reject_and_file(make, cast, batch)
    sign_in(client, sol)
    client.get(f"/appeals/{appeal.id}")
    with count_statements() as few:
        client.get(f"/appeals/{appeal.id}")
    for _ in range(6):
        reject_and_file(make, cast, batch)
    with count_statements() as many:
        client.get(f"/appeals/{appeal.id}")

    assert len(few) == len(many) <= 10
