"""Corrections by page and by API."""

import re

from tests.cast import send, sign_in

FIELDS = {"purpose": "compensate", "from_kind": "loss", "from_owner": "0", "to_kind": "worker", "currency": "KRW", "reason": "사진이 깨져 있었어요"}


def _propose(client, worker, amount):
    answer = send(client, "/admin/ledger/adjustments", **FIELDS, to_owner=str(worker.person_id), amount=amount)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_a_correction_is_proposed_and_approved_by_page(cast, client, prove):
    sign_in(client, cast.ada)

    place = _propose(client, cast.mira, "3,000")
    assert "승인하기" in client.get(place).text
    answer = send(client, f"{place}/decisions", decision="approve")

    assert answer.status_code == 303
    assert "correction:1" in client.get(place).text
    assert "₩3,000" in client.get("/admin/ledger/adjustments").text
    assert client.get("/admin/ledger/entries/correction:1").status_code == 200
    prove()


def test_above_the_limit_the_button_is_another_admins(cast, client, make, prove):
    make.person("Bo", admin=True)
    sign_in(client, cast.ada)
    place = _propose(client, cast.mira, "100001")

    page = client.get(place).text
    assert "승인하기" not in page
    assert "다른 관리자를 기다려요" in page
    assert send(client, f"{place}/decisions", decision="approve").status_code == 403
    client.post("/sign-out")
    sign_in(client, "Bo")

    assert send(client, f"{place}/decisions", decision="approve").status_code == 303
    prove()


def test_what_comes_with_the_address_is_filled_in(cast, client):
    sign_in(client, cast.ada)

    known = {"purpose": "mend", "from_kind": "worker", "from_owner": 7, "amount": 500, "currency": "KRW", "mends": "sent_unknown:payout:1"}
    page = client.get("/admin/ledger/adjustments/new", query_string=known).text

    assert re.search(r'name="amount"[^>]*value="500"', page) or re.search(r'value="500"[^>]*name="amount"', page)
    assert "sent_unknown:payout:1" in page
    assert 'value="worker" selected' in page


def test_what_was_typed_is_kept_beside_its_error(cast, client):
    sign_in(client, cast.ada)

    answer = send(client, "/admin/ledger/adjustments", **FIELDS, to_owner="999999", amount="3,000")

    assert answer.status_code == 422
    assert "이 번호의 기업이나 작업자가 없어요" in answer.text
    assert "사진이 깨져 있었어요" in answer.text
