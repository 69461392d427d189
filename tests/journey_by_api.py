"""The main job by API alone, with nothing but httpx and the served document: post, fund, work, review, rework, pay.

    python -m tests.journey_by_api --base http://127.0.0.1:8000 --stripe http://127.0.0.1:8420 \\
        --owner KEY --worker KEY --reviewer KEY --quiz 0,1,0,2,1
"""

import argparse
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

ROWS, PRICE = 3, 400
PATIENCE = 60.0
CARD = "4242424242424242"
TEMPLATE = "same-product"


class Door:
    """One person's key: operations are found by their operationId in the served document, never by a path of ours."""

    def __init__(self, http: httpx.Client, document: dict[str, Any], key: str) -> None:
        self.http, self.key = http, key
        self.operations = {operation["operationId"]: (method, path) for path, methods in document["paths"].items()
                           for method, operation in methods.items()}

    def __call__(self, operation_id: str, *, body: Any = None, files: Any = None, query: Any = None, **path: Any) -> Any:
        """The answer's body; a refusal is an error that says so."""
        answer = self.ask(operation_id, body=body, files=files, query=query, **path)
        if answer.is_error:
            raise RuntimeError(f"{operation_id}: {answer.status_code} {answer.text}")
        return answer.json() if answer.headers["Content-Type"].startswith("application/json") else answer.text

    def ask(self, operation_id: str, *, body: Any = None, files: Any = None, query: Any = None, **path: Any) -> httpx.Response:
        """The answer, whatever it is."""
        method, template = self.operations[operation_id]
        headers = {"Authorization": f"Bearer {self.key}"} | ({"Idempotency-Key": uuid.uuid4().hex} if method == "post" else {})
        sent = {"files": files} if files else {"json": body} if body is not None else {}
        return self.http.request(method, template.format(**path), headers=headers, params=query, **sent)


@dataclass
class Stripe:
    """What people do on the local Stripe's own pages, and its own list of transfers."""

    http: httpx.Client
    secret_key: str

    def pay(self, checkout_url: str) -> None:
        """Pay on a payment page."""
        self._do(f"/checkout/{checkout_url.rsplit('/', 1)[-1]}/pay", card=CARD, confirm=True)

    def fill_in(self, onboarding_url: str) -> None:
        """Fill in a payout account."""
        self._do(f"/accounts/{onboarding_url.rsplit('/', 2)[-2]}/complete")

    def add_balance(self, amount: int) -> None:
        """Money that has arrived, so that nobody waits for the card's."""
        self._do("/balance", amount=amount, currency="krw")

    def transfers(self, group: str) -> list[dict[str, Any]]:
        """Every transfer under a group, as Stripe lists them."""
        answer = self.http.get("/v1/transfers", params={"transfer_group": group}, headers={"Authorization": f"Bearer {self.secret_key}"})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["data"]
        return found

    def _do(self, switch: str, **said: Any) -> None:
        self.http.post(f"/_twin{switch}", json=said).raise_for_status()


@dataclass
class Journey:
    """What came of it."""

    batch: dict[str, Any]
    payout: dict[str, Any]
    receipt: dict[str, Any]
    transfers: list[dict[str, Any]]
    reworked: dict[str, Any]
    results: list[str]


@dataclass
class Travellers:
    """Who takes part, and how time passes while they wait: `tick` lets jobs run where no scheduler does."""

    owner: Door
    worker: Door
    reviewer: Door
    stripe: Stripe
    quiz: Sequence[int]
    tick: Callable[[], object] = lambda: time.sleep(0.5)

    def wait(self, what: str, look: Callable[[], Any], is_there: Callable[[Any], bool]) -> Any:
        """Look again until it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.tick()
            found = look()
            if is_there(found):
                return found
        raise RuntimeError(f"{what} did not come")


def walk(who: Travellers) -> Journey:
    """The whole way of a batch, from a draft to money in the worker's account."""
    template = next(one for one in who.owner("list_newest_templates")["items"] if one["key"] == TEMPLATE)
    version = who.owner("show_template", template_id=template["id"])
    batch = _post(who, version)
    _fund(who, batch)
    who.owner("publish_batch", body={}, batch_id=batch["id"])
    _qualify(who, template["id"])
    reworked, claims = _work(who, batch, version)
    payout = _be_paid(who)
    receipt = who.worker("show_receipt", claim_id=claims[-1])
    results = who.owner("download_results", batch_id=batch["id"], query={"format": "jsonl"}).splitlines()
    return Journey(who.owner("show_batch", batch_id=batch["id"]), payout, receipt, who.stripe.transfers(f"payout:{payout['id']}"), reworked, results)


def _post(who: Travellers, version: dict[str, Any]) -> dict[str, Any]:
    batch = who.owner("post_batch", body={"title": "같은 상품 찾기", "template_version_id": version["version_id"], "currency": "KRW", "price": PRICE})
    names = [field["name"] for field in version["inputs"]]
    rows = [",".join("9900" if field["kind"] == "money" else f"{field['name']} {number}" for field in version["inputs"]) for number in range(ROWS)]
    table = "\n".join([",".join(names), *rows]).encode()
    report = who.owner("check_import", files={"table": ("rows.csv", table)}, batch_id=batch["id"])
    if (report["rows_good"], report["rows_bad"]) != (ROWS, 0):
        raise RuntimeError(f"the rows are not right: {report['errors']}")
    who.owner("store_import", body={"skip_bad": False}, import_id=report["id"])
    return dict(batch)


def _fund(who: Travellers, batch: dict[str, Any]) -> None:
    quote = who.owner("show_quote", batch_id=batch["id"])
    early = who.owner.ask("publish_batch", body={}, batch_id=batch["id"])
    if early.status_code != 409:
        raise RuntimeError(f"published before it was paid: {early.status_code}")
    payment = who.owner("fund_batch", body={}, batch_id=batch["id"])
    if payment["amount"] != quote["missing"]:
        raise RuntimeError(f"{payment['amount']} is asked for, {quote['missing']} is missing")
    who.stripe.pay(payment["checkout_url"])
    who.wait("the payment", lambda: who.owner("show_payment", payment_id=payment["id"]), lambda found: found["state"] == "paid")


def _qualify(who: Travellers, template_id: int) -> None:
    quiz = who.worker("show_quiz", template_id=template_id)
    if len(quiz["questions"]) != len(who.quiz):
        raise RuntimeError("one answer a question is needed")
    if not who.worker("take_quiz", body={"answers": list(who.quiz)}, template_id=template_id)["passed"]:
        raise RuntimeError("the quiz was not passed")


def _work(who: Travellers, batch: dict[str, Any], version: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """Every row is done; the first comes back once and is mended. What its review said, and the claims."""
    offered = next(one for one in who.worker("list_open_work")["items"] if one["batch_id"] == batch["id"])
    claims = []
    for _ in range(offered["free"]):
        claim = who.worker("claim_next", body={}, batch_id=batch["id"])
        answers = _answers(version["answers_schema"])
        who.worker("save_draft", body={"answers": answers}, claim_id=claim["id"])
        who.worker("submit_claim", body={"answers": who.worker("show_claim", claim_id=claim["id"])["draft"]}, claim_id=claim["id"])
        claims.append(claim["id"])
    waiting = [one["id"] for one in who.reviewer("list_review_queue")["items"] if one["batch_id"] == batch["id"]]
    _review(who, waiting[0], version, "rework")
    seen = who.worker("show_submission", submission_id=waiting[0])
    again = who.worker("submit_claim", body={"answers": _answers(version["answers_schema"])}, claim_id=seen["claim_id"])
    for submission_id in [*waiting[1:], again["id"]]:
        _review(who, submission_id, version, "accept")
    return seen, claims


def _review(who: Travellers, submission_id: int, version: dict[str, Any], decision: str) -> None:
    items: dict[str, Any] = {item["key"]: {"passed": True} for item in version["checklist"]}
    message = ""
    if decision == "rework":
        items[version["checklist"][-1]["key"]] = {"passed": False, "evidence": "근거가 없어요"}
        message = "이유를 한 줄로 적어 주세요"
    who.reviewer("review_submission", body={"decision": decision, "items": items, "message": message}, submission_id=submission_id)


def _be_paid(who: Travellers) -> dict[str, Any]:
    page = who.worker("connect_payouts", body={})
    who.stripe.fill_in(page["url"])
    who.stripe.add_balance(100_000)
    who.wait("the payout account", lambda: who.worker("show_payout_account"), lambda account: account["payouts_enabled"])
    asked = who.worker.ask("request_payout", body={"currency": "KRW"})
    # A scheduler that is quicker than we are has asked for it already.
    if asked.is_error and asked.json()["error"]["code"] not in ("payout_under_way", "below_minimum"):
        raise RuntimeError(f"request_payout: {asked.text}")
    payouts = who.wait("the payout", lambda: who.worker("list_payouts")["items"], lambda found: bool(found) and found[0]["state"] == "paid")
    return dict(payouts[0])


def _answers(schema: dict[str, Any]) -> dict[str, Any]:
    """Answers that the schema allows: the first choice of what is required."""
    return {name: schema["properties"][name]["enum"][0] for name in schema["required"]}


def main() -> None:
    """Walk against a running program and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("base", "http://127.0.0.1:8000"), ("stripe", "http://127.0.0.1:8420"), ("stripe-key", "sk_test_local")):
        parser.add_argument(f"--{name}", default=default)
    for name in ("owner", "worker", "reviewer", "quiz"):
        parser.add_argument(f"--{name}", required=True)
    said = parser.parse_args()
    with httpx.Client(base_url=said.base, timeout=30) as http, httpx.Client(base_url=said.stripe, timeout=30) as stripe:
        document = http.get("/api/v1/openapi.json").json()
        doors = [Door(http, document, key) for key in (said.owner, said.worker, said.reviewer)]
        journey = walk(Travellers(*doors, Stripe(stripe, said.stripe_key), [int(one) for one in said.quiz.split(",")]))
    print(f"payout {journey.payout['id']} is {journey.payout['state']}: {journey.payout['amount']}, {len(journey.transfers)} transfer")


if __name__ == "__main__":
    main()
