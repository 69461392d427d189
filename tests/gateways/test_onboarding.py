"""The onboarding page and what becomes of an account."""

import httpx
import pytest

pytestmark = [pytest.mark.contract, pytest.mark.twin_only]
RETURN, AGAIN = "http://127.0.0.1:8000/me", "http://127.0.0.1:8000/again"


def link_for(shop, account, key="link"):
    return shop.provider.open_onboarding(account, return_url=RETURN, refresh_url=AGAIN, key=key)


@pytest.mark.parametrize(("outcome", "enabled", "submitted", "due", "reason"), [
    ("complete", True, True, (), None),
    ("incomplete", False, False, ("external_account", "individual.verification.document"), "requirements.past_due"),
    ("restricted", False, True, ("individual.verification.document",), "requirements.past_due"),
])
def test_each_ending_of_the_page(shop, outcome, enabled, submitted, due, reason):
    account = shop.account(ready=False)
    link = link_for(shop, account)

    page = httpx.get(link)
    answer = httpx.post(link, data={"name": "김일감", "outcome": outcome})
    seen = shop.provider.find_account(account)

    assert "정산 계좌 연결" in page.text
    assert (answer.status_code, answer.headers["Location"]) == (303, RETURN)
    assert (seen.payouts_enabled, seen.details_submitted, seen.requirements, seen.disabled_reason) == (enabled, submitted, due, reason)


def test_a_link_works_once(shop):
    account = shop.account(ready=False)
    link = link_for(shop, account)
    httpx.post(link, data={"outcome": "complete"})

    again, second = httpx.get(link), httpx.post(link, data={"outcome": "restricted"})

    assert (again.headers["Location"], second.headers["Location"]) == (AGAIN, RETURN)
    assert shop.provider.find_account(account).payouts_enabled


def test_a_link_is_good_for_five_minutes(shop):
    account = shop.account(ready=False)
    early, late = link_for(shop, account, "a"), link_for(shop, account, "b")

    shop.twin.advance(minutes=4)
    assert httpx.get(early).status_code == 200
    shop.twin.advance(minutes=2)

    assert httpx.get(late).headers["Location"] == AGAIN
    assert httpx.get(early).status_code == 200  # opened in time: whoever fills it in may take their time


def test_a_restricted_account_can_be_set_right(shop):
    account = shop.account()
    shop.twin.restrict(account, reason="under_review", due=[])
    assert shop.provider.find_account(account).disabled_reason == "under_review"

    httpx.post(link_for(shop, account), data={"outcome": "complete"})

    assert shop.provider.find_account(account).payouts_enabled


def test_accounts_are_made_by_controller_properties(shop, client):
    account = client.v1.accounts.retrieve(shop.account(ready=False))

    assert account.controller.to_dict() == {
        "fees": {"payer": "application"}, "is_controller": True, "losses": {"payments": "application"}, "requirement_collection": "stripe",
        "stripe_dashboard": {"type": "express"}, "type": "application"}
    assert account.capabilities.to_dict() == {"transfers": "inactive"}
    assert account.type == "none"


def test_an_account_can_be_changed_and_listed(shop, client):
    account = shop.account()

    client.v1.accounts.update(account, {"metadata": {"note": "a", "reference": ""}, "email": "new@ilgam.example"})

    seen = client.v1.accounts.list().data[0]
    assert (seen.email, seen.metadata.to_dict()) == ("new@ilgam.example", {"note": "a"})
