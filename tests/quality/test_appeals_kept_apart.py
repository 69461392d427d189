"""Who reads what of an appealed answer: a second look is its reviewer's own, and the business sees only what it has paid for."""

import pytest

from marketplace.accounts import service as accounts
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.quality.appeals import file_appeal, rule_on_appeal
from marketplace.quality.queries_submission import get_submission
from marketplace.work import service as work
from tests.cast import SYSTEM, sign_in
from tests.quality.conftest import PRICE


def _rule(make, appeal, reviewer, decision="accept", *failed):
    return rule_on_appeal(appeal.id, decision=decision, items=make.items(*failed), actor=reviewer)


def test_who_looks_again_doesn_t_see_what_was_decided_first(make, cast, ruth, rejected, critical):
    assert get_submission(ruth, rejected.id).review is not None
    appeal = file_appeal(rejected.id, reason="맞아요", actor=cast.mira)

    seen = get_submission(ruth, rejected.id)
    assert (seen.review, seen.verdict) == (None, None)
    assert get_submission(cast.rae, rejected.id).review is not None
    assert get_submission(cast.mira, rejected.id).verdict is not None

    _rule(make, appeal, ruth, "reject", critical)
    assert get_submission(ruth, rejected.id).review is not None


def test_the_business_sees_the_answer_only_once_it_is_overturned(make, cast, ruth, rejected):
    appeal = file_appeal(rejected.id, reason="맞아요", actor=cast.mira)
    assert get_submission(cast.han, rejected.id).answers is None

    _rule(make, appeal, ruth)

    assert get_submission(cast.han, rejected.id).answers is not None


SECRET = "아무도 못 볼 답"


def _rejected_after_rework(make, cast, critical, light):
    """Both rounds of a claim whose second one is rejected."""
    answers = make.answers() | {"note": SECRET}
    claim = make.claim(cast.mira, make.batch(cast.han, rows=1, price=PRICE))
    first = work.submit_claim(claim.id, answers=answers, actor=cast.mira)
    make.review(cast.rae, first, "rework", light.key, message="다시 봐 주세요")
    again = work.submit_claim(claim.id, answers=answers, actor=cast.mira)
    make.review(cast.rae, again, "reject", critical)
    return first, again


@pytest.mark.parametrize("appealed", [False, True])
def test_no_round_of_unpaid_work_reaches_the_business_by_page_or_api(make, cast, client, speak, critical, light, appealed):
    rounds = _rejected_after_rework(make, cast, critical, light)
    if appealed:
        file_appeal(rounds[1].id, reason="맞아요", actor=cast.mira)
    sign_in(client, cast.han)

    for one in rounds:
        assert SECRET not in client.get(f"/reviews/{one.id}").text
        assert SECRET not in speak(cast.han).get(f"/submissions/{one.id}").text
        assert SECRET in speak(cast.mira).get(f"/submissions/{one.id}").text
        assert SECRET in speak(cast.rae).get(f"/submissions/{one.id}").text


def test_what_the_worker_wrote_is_for_who_looks_again(make, cast, ruth, rejected, speak):
    file_appeal(rejected.id, reason="제 번호는 010-1234-5678이에요", actor=cast.mira)

    for reader in (cast.han, cast.rae):
        assert "010-1234" not in speak(reader).get(f"/submissions/{rejected.id}").text
    assert "010-1234" in speak(cast.mira).get(f"/submissions/{rejected.id}").text


def test_an_admin_who_reviews_too_finds_no_receipt_before_their_second_look(make, cast, client, rejected):
    accounts.add_staff(person_id=cast.ada.person_id, reviewer=True, admin=True, actor=SYSTEM)
    sign_in(client, cast.ada)
    assert client.get(f"/receipts/{rejected.claim_id}").status_code == 200

    file_appeal(rejected.id, reason="맞아요", actor=cast.mira)

    assert client.get(f"/receipts/{rejected.claim_id}").status_code == 404


def test_the_worker_and_the_company_hear_of_it(db, make, cast, ruth, rejected):
    _rule(make, file_appeal(rejected.id, reason="맞아요", actor=cast.mira), ruth)
    follow_journal(actor=SYSTEM)

    told = {person.name: [one.words["en"] for one in db.session.query(Notice).filter_by(person_id=person.person_id)]
            for person in (cast.mira, cast.han)}
    assert "Your appeal on “같은 상품 찾기” was granted: you earned ₩200 more." in told["Mira"]
    assert "An appeal changed a verdict of “같은 상품 찾기”: the answer is yours, and your company paid ₩220." in told["Han"]
