"""What the clients do: a pair (next task, claim, submission), a review, or one reading; at ours and at the reference."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bench import rows
from bench.load import Ask, Journey, Unit
from bench.wire import expect, get, post

_decode = msgspec.json.decode
CHECKLIST = ("allergens", "gtin", "product_name", "category", "net_quantity", "listing_text")
_numbers = itertools.count(1)


@dataclass
class Scene:
    """One contender's database as the clients know it: who works there, on which batch, and which tasks were handed out."""

    cast: dict[str, Any]
    batch_id: int
    first_task_id: int
    handed_out: list[int] = field(default_factory=list)

    def barcode(self, task_id: int) -> str:
        """What stands in the row of a task."""
        return rows.barcode(task_id - self.first_task_id)


def hello(_scene: Scene, _client: int) -> Journey:
    """The least a server can answer."""
    return lambda: _read_once(get("hello", "/hello"))


def our_pair(scene: Scene, client: int) -> Journey:
    """The next task of the batch, claimed and handed in with a key and an Idempotency-Key for each."""
    key = scene.cast["workers"][client]["key"]

    def unit() -> Unit:
        claimed = _decode(expect((yield post("claim", f"/api/v1/batches/{scene.batch_id}/claims", {}, key=key, once=_once())), 201, "claim").body)
        scene.handed_out.append(claimed["task_id"])
        body = {"answers": rows.answers(scene.barcode(claimed["task_id"]))}
        expect((yield post("submit", f"/api/v1/claims/{claimed['id']}/submissions", body, key=key, once=_once())), 201, "submit")

    return unit


def reference_pair(path: str) -> Callable[[Scene, int], Journey]:
    """The same at the reference, which believes whatever it is told."""

    def journey(scene: Scene, client: int) -> Journey:
        worker = scene.cast["workers"][client]
        order = {"batch_id": scene.batch_id, "company_id": scene.cast["company_id"], "worker_id": worker["person_id"],
                 "template_version_id": scene.cast["template_version_id"]}

        def unit() -> Unit:
            claimed = _decode(expect((yield post("claim", f"{path}/claims", order, key=worker["key"], once=_once())), 201, "claim").body)
            scene.handed_out.append(claimed["task_id"])
            body = order | {"claim_id": claimed["id"], "task_id": claimed["task_id"], "answers": rows.answers(scene.barcode(claimed["task_id"]))}
            expect((yield post("submit", f"{path}/submissions", body, key=worker["key"], once=_once())), 201, "submit")

        return unit

    return journey


def our_review(waiting: Iterator[int]) -> Callable[[Scene, int], Journey]:
    """Every item of the checklist passed: accepted, and the money released."""
    body = {"decision": "accept", "items": {item: {"passed": True} for item in CHECKLIST}, "message": ""}

    def journey(scene: Scene, client: int) -> Journey:
        reviewers = scene.cast["reviewers"]
        key = reviewers[client % len(reviewers)]["key"]
        return _each(waiting, lambda one: post("review", f"/api/v1/submissions/{one}/reviews", body, key=key, once=_once()))

    return journey


def reference_review(path: str, waiting: Iterator[int]) -> Callable[[Scene, int], Journey]:
    """The same at the reference."""
    items = [{"key": item, "passed": True, "evidence": ""} for item in CHECKLIST]

    def journey(scene: Scene, client: int) -> Journey:
        reviewers = scene.cast["reviewers"]
        reviewer = reviewers[client % len(reviewers)]
        order = {"batch_id": scene.batch_id, "company_id": scene.cast["company_id"], "reviewer_id": reviewer["person_id"], "items": items}
        return _each(waiting, lambda one: post("review", f"{path}/reviews", order | {"submission_id": one, "claim_id": 0}, key=reviewer["key"],
                                               once=_once()))

    return journey


def reading(name: str, path: str, *, key: str = "", cookie: str = "") -> Callable[[Scene, int], Journey]:
    """One page or list, again and again."""
    ask = get(name, path, key=key, cookie=cookie)
    return lambda _scene, _client: lambda: _read_once(ask)


def _each(waiting: Iterator[int], ask: Callable[[int], Ask]) -> Journey:
    def start() -> Unit | None:
        one = next(waiting, None)
        return None if one is None else _write_once(ask(one))

    return start


def _read_once(ask: Ask) -> Unit:
    expect((yield ask), 200, ask.name)


def _write_once(ask: Ask) -> Unit:
    expect((yield ask), 201, ask.name)


def _once() -> str:
    return f"bench-{next(_numbers):09d}"
