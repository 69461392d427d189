"""Things that are there before a row tries them: links that are spent, a draft that somebody edited meanwhile, a task that asks for photos."""

import io
from datetime import timedelta

from sqlalchemy import select

from marketplace.accounts import service as accounts
from marketplace.accounts.service.access import RESET_HOURS
from marketplace.gateways.outbox import Mail
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.standards.service import publish_template
from marketplace.training import service as training
from marketplace.work import service as work
from marketplace.work.models import Claim
from tests.cast import PASSWORD, SYSTEM, Maker
from tests.work.tasks.specs import PACKING, ROWS

NOBODY = Actor.nobody()


class Props:
    """`links` by what is wrong with each; `edited` is a draft of Han's at its third version; `packing` is Hana's to do."""

    def __init__(self, make: Maker, people: dict[str, Actor]) -> None:
        older, used = mailed_link(people["rae"]), mailed_link(people["rae"])
        accounts.reset_password(secret=used, password=PASSWORD, actor=NOBODY)
        with clock.at(clock.now() - timedelta(hours=RESET_HOURS)):
            expired = mailed_link(people["gil"])
        self.links = {"expired": expired, "used": used, "older-than-the-used": older, "made-up": "reset_nobody-was-sent-this",
                      "somebody-elses": mailed_link(people["noah"])}
        self.edited = make.draft(people["han"], rows=1)
        for title in ("같은 상품 고르기", "같은 상품 찾기, 11월"):
            work.edit_batch(self.edited.id, title=title, price=self.edited.price, actor=people["han"])
        self.packing = _packing(make, people["han"], people["hana"])


def _packing(make: Maker, owner: Actor, worker: Actor) -> Claim:
    """A task to pack something and take photos of it, with its worker."""
    version = publish_template(key="tests-packing", spec=PACKING, actor=SYSTEM)
    training.take_quiz(version.template_id, answers=[0], actor=worker)
    batch = work.post_batch(template_version_id=version.id, title="포장", price=Money(200, "KRW"), actor=owner)
    found = work.check_import(batch.id, table=io.BytesIO(ROWS["packing"].encode()), filename="rows.csv", actor=owner)
    work.store_import(found.id, actor=owner)
    make.pay_in(owner.company_id or 0, batch.unit.minor)
    return make.claim(worker, work.publish_batch(batch.id, actor=owner))


def mailed_link(person: Actor) -> str:
    """The secret in the link that somebody who forgot their password is sent."""
    accounts.request_reset(email=f"{person.name.lower()}@example.com", base_url="http://localhost", actor=NOBODY)
    with db.engine.connect() as connection:
        body = str(connection.execute(select(Mail.body).order_by(Mail.id.desc()).limit(1)).scalar_one())
    return body.partition("/reset/")[2].split()[0]
