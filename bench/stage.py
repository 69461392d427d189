"""`python -m bench.stage people|rows|many|results|prove …`: fills the database of DATABASE_URL by the program's own verbs.

`people` migrates and makes the cast, each with an API key; `rows N READY` posts, fills and publishes one batch of N free tasks and READY
handed in; `many N READY` so many batches with nothing free and READY handed in among them; `results N` one that is done; `prove` looks at
what a run left behind. Prints JSON.
"""

import io
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, text, update

from bench import rows
from bench.places import PASSWORD, ROOT
from marketplace.accounts import service as accounts
from marketplace.accounts.queries import actor_for, find_person
from marketplace.kernel import clock
from marketplace.kernel.database import db, transaction
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.money.ledger import Leg, post
from marketplace.money.proof import prove_ledger
from marketplace.standards.service import publish_catalogue
from marketplace.training import service as training
from marketplace.vetting import service as vetting
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim, Submission, Task
from wsgi import app

SYSTEM = Actor.system("bench")
SCOPES = ["work", "quality", "money", "standards"]
PIECE = 100_000
PRICE = Money(750, "KRW")


def make_people(workers: int, reviewers: int) -> dict[str, Any]:
    """An approved business, approved and qualified workers, reviewers; their keys by role."""
    from flask_migrate import upgrade  # noqa: PLC0415 - only this step needs it

    upgrade(directory=str(ROOT / "migrations"))
    version = publish_catalogue(actor=SYSTEM)[rows.TEMPLATE]
    admin = _person("Ada", admin=True)
    owner = _approved(vetting.apply_to_post(company_name="벤치 상점", business_number="1078209351", representative="Han", statement="상품 등록",
                                            actor=_person("Han")).id, "Han", admin)
    cast = {"owner": _listed([owner]), "workers": [], "reviewers": _listed([_person(f"Rae {n}", reviewer=True) for n in range(reviewers)])}
    made = []
    for n in range(workers):
        worker = _approved(vetting.apply_to_work(statement="집에서 일해요", actor=_person(f"Mira {n}")).id, f"Mira {n}", admin)
        training.take_quiz(version.template_id, answers=[question.right for question in version.spec.quiz.questions], actor=worker)
        made.append(worker)
    return cast | {"workers": _listed(made), "template_version_id": version.id, "company_id": owner.company_id}


def make_batch(cast: dict[str, Any], count: int, ready: int) -> dict[str, Any]:
    """An open batch of `count` free tasks with its money held, and `ready` more that are handed in and wait for review."""
    free, count = count, count + ready
    owner = _actor(cast["owner"][0]["person_id"])
    batch = work.post_batch(template_version_id=cast["template_version_id"], title="상품 등록", price=PRICE, actor=owner)
    for first in range(0, count, PIECE):
        found = work.check_import(batch.id, table=io.BytesIO(rows.table(first, min(PIECE, count - first))), filename="rows.csv", actor=owner)
        work.read_import(found.id, actor=SYSTEM)
        work.store_import(found.id, actor=owner)
    with transaction() as session:
        amount = batch.unit * count
        post(session, SYSTEM, "funding", f"funding:bench:{batch.id}", [Leg("provider", 0, -amount), Leg("wallet", owner.company_id or 0, amount)])
    work.publish_batch(batch.id, actor=owner)
    _hand_in(cast, batch, ready)
    with db.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
    return {"batch_id": batch.id, "tasks": free}


def make_batches(cast: dict[str, Any], count: int, ready: int) -> dict[str, Any]:
    """So many open batches that share `ready` submissions, each of them waiting for review."""
    made = [make_batch(cast, 0, ready // count) for _ in range(count)]
    return made[0]


def make_results(cast: dict[str, Any], count: int) -> dict[str, Any]:
    """A batch of which every task was answered and accepted, as its export reads it."""
    made = make_batch(cast, 0, count)
    with transaction() as session:
        session.execute(text("UPDATE submissions SET state = 'accepted', decided_at = submitted_at"))
        session.execute(text("UPDATE tasks SET slots_done = 1, state = 'complete'"))
    return made


def _hand_in(cast: dict[str, Any], batch: Batch, count: int) -> None:
    """Rows as submit_claim leaves them, for the first tasks: more of them than a run could hand in one by one."""
    now, workers = clock.now(), [worker["person_id"] for worker in cast["workers"]]
    with transaction() as session:
        connection = session.connection()
        first = connection.execute(text("SELECT min(id) FROM tasks WHERE batch_id = :id"), {"id": batch.id}).scalar_one()
        shared = [{"task_id": first + n, "batch_id": batch.id, "company_id": batch.company_id, "worker_id": workers[n % len(workers)], "round": 1}
                  for n in range(count)]
        if not shared:
            return
        connection.execute(update(Task).where(Task.id >= first, Task.id < first + count).values(slots_taken=1))
        connection.execute(insert(Claim.__table__), [
            one | {"template_version_id": batch.template_version_id, "price_minor": batch.price_minor, "currency": batch.currency,
                   "state": "submitted", "claimed_at": now, "expires_at": now + timedelta(hours=1)} for one in shared])
        claims = {row.task_id: row.id for row in connection.execute(text("SELECT task_id, id FROM claims"))}
        connection.execute(insert(Submission.__table__), [
            one | {"claim_id": claims[one["task_id"]], "answers": rows.answers(rows.barcode(n)), "findings": [], "seconds": 60,
                   "state": "under_review", "submitted_at": now, "review_due_at": now + timedelta(hours=72)} for n, one in enumerate(shared)])


def prove() -> dict[str, Any]:
    """Whether the ledger proves, and how many tasks are held by more workers than they have slots."""
    count = "SELECT count(*) FROM "
    doubles = "(SELECT task_id FROM claims WHERE state IN ('active', 'submitted') GROUP BY task_id HAVING count(*) > 1) AS d"
    with db.engine.connect() as connection:
        found = {"claims": "claims", "submissions": "submissions", "releases": "entries WHERE kind = 'release'", "doubles": doubles}
        return {"ledger": prove_ledger()} | {name: connection.execute(text(count + rest)).scalar_one() for name, rest in found.items()}


def _person(name: str, **staff: bool) -> Actor:
    person = accounts.sign_up(name=name, email=_email(name), password=PASSWORD, actor=Actor.nobody())
    if staff:
        accounts.add_staff(person_id=person.id, actor=SYSTEM, **staff)
    return _actor(person.id)


def _approved(application_id: int, name: str, admin: Actor) -> Actor:
    vetting.decide_application(application_id, decision="approve", evidence="통화함", reason="확인", actor=admin)
    with transaction() as session:
        person_id = session.execute(text("SELECT id FROM people WHERE email = :email"), {"email": _email(name)}).scalar_one()
    return _actor(person_id)


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '')}@example.com"


def _actor(person_id: int) -> Actor:
    with transaction() as session:
        return actor_for(find_person(session, person_id))


def _listed(actors: list[Actor]) -> list[dict[str, Any]]:
    return [{"person_id": actor.person_id, "email": _email(actor.name), "key": accounts.create_key(name="bench", scopes=SCOPES, actor=actor)[1]}
            for actor in actors]


def main(words: list[str]) -> None:
    """Do one step and print what it made."""
    with app.app_context():
        if words[0] == "people":
            made = make_people(int(words[1]), int(words[2]))
        elif words[0] == "prove":
            made = prove()
        else:
            steps: dict[str, Callable[..., dict[str, Any]]] = {"rows": make_batch, "many": make_batches, "results": make_results}
            made = steps[words[0]](json.load(sys.stdin), *map(int, words[1:]))
    print(json.dumps(made))


if __name__ == "__main__":
    main(sys.argv[1:])
