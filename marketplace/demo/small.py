"""A small world without a money provider: two businesses, two workers, tasks in every state. For tests and for canaries."""

import csv
import io
from typing import Any

from sqlalchemy import select

from marketplace.accounts import service as accounts
from marketplace.accounts.queries import actor_for, find_person
from marketplace.demo.canary import Canary
from marketplace.demo.people import PASSWORD
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.money.ledger import Leg, post
from marketplace.quality import service as quality
from marketplace.quality.scoring import ItemResult
from marketplace.standards.models import TemplateVersion
from marketplace.standards.service import publish_catalogue
from marketplace.training import service as training
from marketplace.vetting import service as vetting
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim, Submission, Task

SYSTEM = Actor.system("seed")
TEMPLATE = "same-product"
NUMBERS = ("1198802464", "3058619408")


class SmallWorld:
    """Made by the verbs, but for the money: it is put into the wallets as if a provider had said so."""

    def __init__(self, canary: Canary) -> None:
        self.canary = canary
        self.ids: dict[str, Any] = {}
        self.version: TemplateVersion = publish_catalogue(actor=SYSTEM)[TEMPLATE]

    def fill(self, *, rows: int = 6) -> dict[str, Any]:
        """Make everything; the ids of what was made, by name."""
        admin, reviewer = self._staff("ada", admin=True), self._staff("rae", reviewer=True)
        shops = [self._shop(name, number, admin) for name, number in zip(("han", "gil"), NUMBERS, strict=True)]
        workers = [self._worker(name, admin) for name in ("mira", "noah")]
        for name, shop, worker in zip(("han", "gil"), shops, workers, strict=True):
            self._trade(name, shop, worker, reviewer, rows)
        return self.ids | {"canaries": self.canary.words}

    def person(self, name: str) -> Actor:
        """Somebody who signed up."""
        made = accounts.sign_up(name=self.canary.mark(name, "name", name.title()), email=f"{name}@example.com", password=PASSWORD,
                                actor=Actor.nobody())
        self.ids.setdefault("people", {})[name] = made.id
        return again(made.id)

    def fund(self, shop: Actor, amount: Money) -> None:
        """Money arrives in a business's wallet from nowhere."""
        with transaction() as session:
            post(session, SYSTEM, "funding", f"funding:seed:{shop.company_id}:{amount.minor}",
                 [Leg("provider", 0, -amount), Leg("wallet", shop.company_id or 0, amount)])

    def _staff(self, name: str, **role: bool) -> Actor:
        actor = self.person(name)
        accounts.add_staff(person_id=actor.person_id or 0, actor=SYSTEM, **role)
        return again(actor.person_id)

    def _shop(self, name: str, number: str, admin: Actor) -> Actor:
        actor, mark = self.person(name), self.canary.mark
        made = vetting.apply_to_post(company_name=mark(name, "company_name", f"{name} 상점"), business_number=number,
                                     representative=mark(name, "representative", name), statement=mark(name, "statement", "상품 등록"),
                                     actor=actor)
        self._approve(made.id, name, admin)
        self.ids.setdefault("companies", {})[name] = made.company_id
        return again(actor.person_id)

    def _worker(self, name: str, admin: Actor) -> Actor:
        actor = self.person(name)
        made = vetting.apply_to_work(statement=self.canary.mark(name, "statement", "집에서 일해요"), actor=actor)
        self._approve(made.id, name, admin)
        actor = again(actor.person_id)
        training.take_quiz(self.version.template_id, answers=[one.right for one in self.version.spec.quiz.questions], actor=actor)
        return actor

    def _approve(self, application_id: int, name: str, admin: Actor) -> None:
        vetting.decide_application(application_id, decision="approve", evidence=self.canary.mark(name, "evidence", "등록증"),
                                   reason=self.canary.mark(name, "reason", "확인"), actor=admin)

    def _trade(self, name: str, shop: Actor, worker: Actor, reviewer: Actor, rows: int) -> None:
        """An open batch with a task in each state, and a draft beside it."""
        draft, batch = self._batch(name, shop, 2, "draft"), self._batch(name, shop, rows, "open")
        self.fund(shop, batch.unit * rows)
        work.publish_batch(batch.id, actor=shop)
        accepted, reworked, waiting = (self._claim(batch, worker, number) for number in (1, 2, 3))
        self._review(self._submit(accepted, name, worker), reviewer, "accept")
        self._review(self._submit(reworked, name, worker), reviewer, "rework", name)
        submission = self._submit(waiting, name, worker)
        held = self._claim(batch, worker, 4)
        work.save_draft(held.id, answers={"note": self.canary.mark(name, "draft", "초안")}, actor=worker)
        self.ids.setdefault("batches", {})[name] = {"open": batch.id, "draft": draft.id}
        self.ids.setdefault("claims", {})[name] = {"accepted": accepted.id, "rework": reworked.id, "submitted": waiting.id, "held": held.id}
        self.ids.setdefault("submissions", {})[name] = {"under_review": submission.id}

    def _batch(self, name: str, shop: Actor, rows: int, kind: str) -> Batch:
        mark = self.canary.mark
        batch = work.post_batch(template_version_id=self.version.id, title=mark(name, f"title_{kind}", "짝 맞추기"),
                                note=mark(name, f"note_{kind}", "메모"), price=Money(200, "KRW"), actor=shop)
        found = work.check_import(batch.id, table=io.BytesIO(self._table(name, rows)), filename=f"{name}.csv", actor=shop)
        work.store_import(found.id, actor=shop)
        return batch

    def _table(self, name: str, rows: int) -> bytes:
        names, written = [field.name for field in self.version.spec.inputs], io.StringIO()
        writer = csv.writer(written)
        writer.writerow(names)
        for number in range(1, rows + 1):
            writer.writerow([f"{9900 + number}" if "price" in one else self.canary.mark(name, one, f"{one} {number}") for one in names])
        return written.getvalue().encode()

    def _claim(self, batch: Batch, worker: Actor, number: int) -> Claim:
        with transaction() as session:
            task_id = session.scalars(select(Task.id).where(Task.batch_id == batch.id, Task.number == number)).one()
        return work.claim_task(task_id, actor=worker)

    def _submit(self, claim: Claim, name: str, worker: Actor) -> Submission:
        answers = dict(self.version.spec.examples[0].answers)
        answers["note"] = self.canary.mark(name, "answer_note", "표기가 같아요")
        return work.submit_claim(claim.id, answers=answers, actor=worker)

    def _review(self, submission: Submission, reviewer: Actor, decision: str, name: str = "") -> None:
        checklist = self.version.spec.checklist
        items = {item.key: ItemResult(item.key, True) for item in checklist}
        if decision == "rework":
            key = checklist[-1].key
            items[key] = ItemResult(key, False, self.canary.mark(name, "item_evidence", "근거가 짧아요"))
        message = self.canary.mark(name, "message", "근거를 더 적어 주세요") if decision == "rework" else ""
        quality.review_submission(submission.id, decision=decision, items=items, message=message, actor=reviewer)


def again(person_id: int | None) -> Actor:
    """The actor as they are now."""
    with transaction() as session:
        return actor_for(find_person(session, person_id or 0))
