"""The form starts with what rules suggest, marked; what a worker has written is never overwritten."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from marketplace.kernel import clock
from marketplace.standards.models import TemplateVersion
from marketplace.work import service as work
from marketplace.work.answers import answers_so_far, still_suggested, suggestions_for
from marketplace.work.models import Claim, Submission, Task
from tests.api.conftest import field_codes
from tests.cast import PASSWORD, csrf_token, send, sign_in
from tests.standards.regular.packing import packing
from tests.statements import count_statements

SUGGESTED = {"box": "large", "packed": 3, "note": "완충재 두 겹"}


@pytest.fixture
def claim(batch_of, make, cast):
    """An order of three mugs that Mira holds."""
    return make.claim(cast.mira, batch_of("MUG-1,3,,"))


@pytest.fixture
def mira(client, cast):
    """Mira's browser."""
    sign_in(client, cast.mira)
    return client


@pytest.fixture
def show(mira, claim):
    """`show()`: the claim's page as it is now."""
    return lambda: mira.get(f"/claims/{claim.id}").text


def test_the_form_starts_filled_in_and_says_where_from(show):
    shown = show()

    assert 'value="large" checked' in shown
    assert 'value="완충재 두 겹"' in shown
    assert shown.count('data-suggested="made"') == 3
    assert [words in shown for words in ("제안", "‘포장표’에서", "‘수량’에서", "작업 기준에서")] == [True] * 4


def test_the_marks_are_english_for_english_readers(show, mira):
    send(mira, "/language", locale="en", next="/")

    shown = show()

    assert "from “packing table”" in shown
    assert "suggested" in shown


def test_a_draft_is_never_overwritten_and_what_still_stands_stays_marked(show, mira, claim):
    mira.post(f"/claims/{claim.id}/drafts", data={"csrf_token": csrf_token(mira), "box": "bag", "packed": "3"})

    shown = show()

    assert 'value="bag" checked' in shown
    assert "완충재" not in shown
    assert shown.count('data-suggested="made"') == 1


def test_an_empty_draft_stays_empty(show, claim, cast):
    work.save_draft(claim.id, answers={}, actor=cast.mira)

    assert 'data-suggested="made"' not in show()


def test_after_a_refusal_what_was_typed_stands_and_only_the_rest_is_marked(mira, claim):
    answer = mira.post(f"/claims/{claim.id}/submissions", data={"csrf_token": csrf_token(mira), "box": "large", "packed": "0"})

    assert answer.status_code == 422
    assert answer.text.count('data-suggested="made"') == 1


def test_a_rework_starts_from_what_was_handed_in(show, make, claim, cast):
    submission = work.submit_claim(claim.id, answers={"box": "bag", "packed": 2}, actor=cast.mira)
    make.versions["same-product"] = make.versions["packing"]
    make.review(cast.rae, submission, "rework", "box", message="다시 봐 주세요")

    shown = show()

    assert 'value="bag" checked' in shown
    assert "완충재" not in shown


def test_a_late_or_returned_claim_shows_no_suggestion_as_if_it_had_been_written(show, claim, cast, clock):
    clock.forward(hours=2)
    assert 'value="large" checked' not in show()

    work.release_claim(claim.id, actor=cast.mira)
    assert 'value="large" checked' not in show()


def test_the_api_gives_the_suggestions_beside_the_input(speak, cast, claim):
    shown = speak(cast.mira).get(f"/claims/{claim.id}").json

    assert {name: one["value"] for name, one in shown["suggestions"].items()} == SUGGESTED
    assert shown["suggestions"]["box"]["source"] == {"ko": "‘포장표’에서", "en": "from “packing table”"}
    assert shown["draft"] is None


def test_the_api_hands_in_only_what_it_is_sent(speak, cast, claim, db):
    mira = speak(cast.mira)

    refused = mira.post(f"/claims/{claim.id}/submissions", {"answers": {"packed": 3}})
    taken = mira.post(f"/claims/{claim.id}/submissions", {"answers": {"packed": 3, "box": "large"}})

    assert field_codes(refused) == {"box": "required"}
    assert taken.status_code == 201
    assert db.session.query(Submission).one().answers == {"packed": 3, "box": "large"}
    assert mira.get(f"/claims/{claim.id}").json["suggestions"] == {}


def test_suggestions_cost_no_statement(mira, claim, make, cast):
    plain = make.claim(cast.mira, make.batch(cast.han))
    counts = []
    for one in (claim, plain):
        mira.get(f"/claims/{one.id}")
        with count_statements() as sent:
            mira.get(f"/claims/{one.id}")
        counts.append(len(sent))

    assert counts[0] == counts[1]


VERSION = TemplateVersion(content=packing().to_json())
DRAFTS = some.fixed_dictionaries({}, optional={
    "box": some.sampled_from(["large", "small", "봉투", "", "no such box"]), "packed": some.one_of(some.integers(0, 120), some.text(max_size=4)),
    "note": some.text(max_size=30)})


@given(DRAFTS, some.integers(1, 60))
def test_no_draft_is_ever_changed_by_a_suggestion(draft, quantity):
    now = clock.now()
    claim = Claim(state="active", round=1, draft=draft, draft_at=now, claimed_at=now, expires_at=now + timedelta(minutes=5),
                  task=Task(input={"sku": "MUG-1", "quantity": quantity}), template_version=VERSION)

    assert answers_so_far(claim, None) == draft
    assert all(suggestions_for(claim)[name] == one for name, one in still_suggested(claim, draft).items())


@pytest.mark.browser
def test_a_suggestion_stays_marked_until_it_is_changed_or_confirmed(page, claim, db):
    page.goto(f"/sign-in?next=/claims/{claim.id}")
    page.fill("[name=email]", "mira@example.com")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-answer=box][data-active]")

    page.keyboard.press("1")  # the small box after all
    page.keyboard.press("Enter")  # the number is right
    page.get_by_role("button", name="맞아요").click()
    states = page.eval_on_selector_all("[data-suggested]", "all => all.map(one => one.dataset.suggested)")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submissions/*")

    assert states == ["changed", "confirmed", "confirmed"]
    assert db.session.query(Submission).one().answers == {"box": "small", "packed": 3, "note": "완충재 두 겹"}
