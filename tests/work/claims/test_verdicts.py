"""What a worker reads about a submission: the verdict, the item, the evidence and the money."""

import pytest

from tests.cast import sign_in


@pytest.fixture
def submission(make, cast, batch):
    """Mira's answer, waiting."""
    return make.submission(cast.mira, batch)


def _critical(make):
    return next(item for item in make.version().spec.checklist if item.critical)


def test_while_it_waits_the_page_says_until_when_and_offers_the_next(mira, submission):
    shown = mira.get(f"/submissions/{submission.id}").text

    assert "통과하면 200원을 받아요" in shown
    assert "자동으로 승인돼요" in shown
    assert f"/batches/{submission.batch_id}/claims" in shown


def test_a_rejection_names_the_item_and_the_evidence(mira, submission, make, cast):
    make.review(cast.rae, submission, "reject", _critical(make).key, message="연도가 달라요")

    shown = mira.get(f"/submissions/{submission.id}").text

    assert "이번에는 지급액이 없어요" in shown
    assert str(_critical(make).label) in shown
    assert "사진과 달라요" in shown
    assert "연도가 달라요" in shown


def test_an_acceptance_says_what_it_paid(mira, submission, make, cast):
    make.review(cast.rae, submission)

    shown = mira.get(f"/submissions/{submission.id}").text

    assert "200원을 받았어요" in shown
    assert f"/receipts/{submission.claim_id}" in shown


def test_a_rework_leads_to_the_task_again(mira, submission, make, cast):
    make.review(cast.rae, submission, "rework", make.version().spec.checklist[-1].key, message="근거를 다시")

    shown = mira.get(f"/submissions/{submission.id}").text

    assert f'href="/claims/{submission.claim_id}"' in shown
    assert "고치러 가기" in shown


def test_a_handed_in_claim_leads_to_its_submission(mira, submission):
    answer = mira.get(f"/claims/{submission.claim_id}")

    assert (answer.status_code, answer.location) == (303, f"/submissions/{submission.id}")


@pytest.mark.parametrize(("who", "status"), [("noah", 404), ("rae", 404), ("gil", 404)])
def test_nobody_elses_page_shows_it(client, cast, make, batch, who, status):
    submission = make.submission(cast.mira, batch)
    sign_in(client, getattr(cast, who))

    assert client.get(f"/submissions/{submission.id}").status_code == status
