"""Bank accounts and bank runs by page, in both languages."""

import io

import pytest

from marketplace.money.service.bank_runs import make_bank_run
from tests.cast import PASSWORD
from tests.money.banking.conftest import EARNED


@pytest.fixture
def client(app):
    """A browser without the forms' token."""
    app.config["WTF_CSRF_ENABLED"] = False
    yield app.test_client()
    app.config["WTF_CSRF_ENABLED"] = True


def _sign_in(client, name):
    client.post("/sign-out")
    client.post("/sign-in", data={"email": f"{name}@example.com", "password": PASSWORD})


def test_a_worker_registers_an_account_and_sees_why_money_waits(client, earner):
    _sign_in(client, "mira")
    first = {"bank_code": "004", "number": "123-456-78901234", "holder": "김미라"}

    assert client.post("/payouts/bank-account", data=first | {"number": "12"}).status_code == 422
    assert client.post("/payouts/bank-account", data=first).status_code == 303
    assert client.post("/payouts/bank-account", data=first | {"number": "110123456789"}).status_code == 303

    page = client.get("/earnings").text
    assert "****6789" in page
    assert "계좌를 바꿔서" in page
    assert "12345678901234" not in page
    assert "110123456789" in client.post(f"/workers/{earner.person_id}/bank-account/reveals").text


def test_a_run_goes_its_way_by_page(client, queued, office, stocked, prove):
    run = make_bank_run(actor=office.ada)
    place = f"/admin/bank-runs/{run.id}"
    _sign_in(client, "ada")
    assert client.post(f"{place}/approvals").status_code == 403
    assert client.get(f"{place}/file/cp949").status_code == 303
    for name in ("bo", "cho"):
        _sign_in(client, name)
        assert client.post(f"{place}/approvals").status_code == 303

    assert queued.reference.encode() in client.get(f"{place}/file/cp949").data
    wrong = client.post(f"{place}/confirmations", data={"file": (io.BytesIO(b"nothing"), "a.csv")})
    assert wrong.status_code == 422
    answer = f"reference,amount,result,reason\n{queued.reference},{EARNED},done,\ntotal,{EARNED},,\n"
    assert client.post(f"{place}/confirmations", data={"file": (io.BytesIO(answer.encode()), "a.csv")}).status_code == 303
    assert "모두 확인됨" in client.get(place).text
    prove()
