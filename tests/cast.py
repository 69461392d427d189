"""A named cast and a maker of things, all by the real verbs."""

import io
import re
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.accounts import service as accounts
from marketplace.accounts.models import Person
from marketplace.accounts.queries import actor_for, find_person
from marketplace.kernel.database import db as database
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.money.ledger import Leg, post
from marketplace.money.proof import prove_ledger
from marketplace.quality import service as quality
from marketplace.quality.models import Review
from marketplace.quality.scoring import ItemResult
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.models import TemplateVersion
from marketplace.standards.service import publish_template
from marketplace.training import service as training
from marketplace.vetting import service as vetting
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim, Submission

PASSWORD = "correct horse battery"
SYSTEM = Actor.system("tests")
BUSINESS_NUMBERS = ("1078209351", "3018191475", "2228302770", "6018301182")


@dataclass
class Cast:
    """Who plays: Han sells, Mira works, Noah works too, Rae reviews, Ada runs the place, Gil owns another company."""

    han: Actor
    mira: Actor
    noah: Actor
    rae: Actor
    ada: Actor
    gil: Actor


class Maker:
    """Makes people, batches, claims and submissions by their verbs."""

    def __init__(self) -> None:
        self.versions: dict[str, TemplateVersion] = {}
        self._companies = iter(BUSINESS_NUMBERS)
        self._wallets = 0

    def person(self, name: str, **staff: bool) -> Actor:
        """Somebody who signed up."""
        person = accounts.sign_up(name=name, email=f"{name.lower()}@example.com", password=PASSWORD, actor=Actor.nobody())
        if staff:
            accounts.add_staff(person_id=person.id, actor=SYSTEM, **staff)
        return self.again(person.id)

    def again(self, person_id: int) -> Actor:
        """The actor as they are now."""
        with transaction() as session:
            return actor_for(find_person(session, person_id))

    def worker(self, name: str, admin: Actor | None = None) -> Actor:
        """An approved worker."""
        actor = self.person(name)
        application = vetting.apply_to_work(statement="집에서 일해요", actor=actor)
        vetting.decide_application(application.id, decision="approve", evidence="통화함", reason="확인", actor=admin or some_admin(self))
        return self.again(actor.person_id)

    def owner(self, name: str, admin: Actor | None = None) -> Actor:
        """The owner of an approved company."""
        actor = self.person(name)
        application = vetting.apply_to_post(company_name=f"{name} 상점", business_number=next(self._companies), representative=name,
                                            statement="상품 등록", actor=actor)
        vetting.decide_application(application.id, decision="approve", evidence="등록증", reason="확인", actor=admin or some_admin(self))
        return self.again(actor.person_id)

    def version(self, key: str = "same-product") -> TemplateVersion:
        """A template of the catalogue, published when it is first asked for."""
        if key not in self.versions:
            self.versions[key] = publish_template(key=key, spec=CATALOGUE[key], actor=SYSTEM)
        return self.versions[key]

    def qualify(self, *workers: Actor, key: str = "same-product") -> None:
        """Each passes the quiz."""
        version = self.version(key)
        for worker in workers:
            training.take_quiz(version.template_id, answers=[q.right for q in version.spec.quiz.questions], actor=worker)

    def draft(self, owner: Actor, *, rows: int = 3, price: int = 200, slots: int = 1, **terms: Any) -> Batch:
        """A batch with rows, not yet paid for."""
        version = self.version()
        batch = work.post_batch(template_version_id=version.id, title="같은 상품 찾기", price=Money(price, "KRW"), slots_per_task=slots,
                                actor=owner, **terms)
        self.rows(batch, owner, rows)
        return batch

    def rows(self, batch: Batch, owner: Actor, count: int) -> None:
        """Import so many product pairs."""
        names = [field.name for field in self.version().spec.inputs]
        lines = [",".join(names)] + [",".join(_cell(name, n) for name in names) for n in range(count)]
        found = work.check_import(batch.id, table=io.BytesIO("\n".join(lines).encode()), filename="rows.csv", actor=owner)
        work.store_import(found.id, actor=owner)

    def pay_in(self, company_id: int, amount: int) -> None:
        """Money arrives in a wallet, as if the provider had said so."""
        self._wallets += 1
        with transaction() as session:
            post(session, SYSTEM, "funding", f"funding:test:{self._wallets}",
                 [Leg("provider", 0, Money(-amount, "KRW")), Leg("wallet", company_id, Money(amount, "KRW"))])

    def batch(self, owner: Actor, *, rows: int = 3, price: int = 200, slots: int = 1, **terms: Any) -> Batch:
        """An open batch with its money held."""
        batch = self.draft(owner, rows=rows, price=price, slots=slots, **terms)
        self.pay_in(owner.company_id, (batch.unit * rows * slots).minor)
        return work.publish_batch(batch.id, actor=owner)

    def claim(self, worker: Actor, batch: Batch) -> Claim:
        """The next task of a batch."""
        return work.claim_next(batch.id, actor=worker)

    def answers(self) -> dict[str, Any]:
        """A good answer to any row."""
        return dict(self.version().spec.examples[0].answers)

    def submission(self, worker: Actor, batch: Batch) -> Submission:
        """A claimed task, handed in."""
        return work.submit_claim(self.claim(worker, batch).id, answers=self.answers(), actor=worker)

    def items(self, *failed: str) -> dict[str, ItemResult]:
        """The checklist, all passed but those named."""
        return {item.key: ItemResult(item.key, item.key not in failed, "사진과 달라요" if item.key in failed else "")
                for item in self.version().spec.checklist}

    def review(self, reviewer: Actor, submission: Submission, decision: str = "accept", *failed: str, message: str = "") -> Review:
        """A decision on a submission."""
        return quality.review_submission(submission.id, decision=decision, items=self.items(*failed), message=message, actor=reviewer)


def sign_in(client: Any, actor: Actor | str, *, password: str = PASSWORD) -> Any:
    """Sign a client in by the page, as this actor; the answer is returned."""
    name = actor if isinstance(actor, str) else actor.name
    return send(client, "/sign-in", email=f"{name.lower()}@example.com", password=password)


def send(client: Any, path: str, **fields: Any) -> Any:
    """Post a page's form with a fresh CSRF token, as a browser would."""
    return client.post(path, data={"csrf_token": csrf_token(client), **fields})


def csrf_token(client: Any) -> str:
    """A token of this client's session, from a page that costs nothing."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/no-such-page").text)
    assert found
    return found[1]


def some_admin(make: Maker) -> Actor:
    """Some admin, made when first needed."""
    with transaction() as session:
        found = session.scalar(select(Person.id).where(Person.is_admin).limit(1))
    return make.again(found) if found else make.person("Ada", admin=True)


def _cell(name: str, number: int) -> str:
    return f"{9900 + number}" if "price" in name else f"{name} {number}"


@pytest.fixture
def make(db: Any) -> Maker:
    """A maker on this test's database."""
    return Maker()


@pytest.fixture
def cast(make: Maker) -> Cast:
    """Everybody, approved; the workers have passed the quiz of `same-product`."""
    ada = make.person("Ada", admin=True)
    cast = Cast(ada=ada, han=make.owner("Han", ada), mira=make.worker("Mira", ada), noah=make.worker("Noah", ada),
                rae=make.person("Rae", reviewer=True), gil=make.owner("Gil", ada))
    make.qualify(cast.mira, cast.noah)
    return cast


@pytest.fixture
def prove(db: Any) -> Any:
    """`prove()`: every entry sums to zero, no hold below zero, releases match verdicts."""
    def prove_now() -> None:
        database.session.expire_all()
        assert prove_ledger() == []

    return prove_now
