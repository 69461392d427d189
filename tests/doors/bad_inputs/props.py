"""Things that have had their day before a row tries them: links that are spent, a draft that somebody edited meanwhile."""

from datetime import timedelta

from sqlalchemy import select

from marketplace.accounts import service as accounts
from marketplace.accounts.service.access import RESET_HOURS
from marketplace.gateways.outbox import Mail
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.policy import Actor
from marketplace.work import service as work
from tests.cast import PASSWORD, Maker

NOBODY = Actor.nobody()


class Props:
    """`links` by what is wrong with each; `edited` is a draft of Han's at its third version."""

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


def mailed_link(person: Actor) -> str:
    """The secret in the link that somebody who forgot their password is sent."""
    accounts.request_reset(email=f"{person.name.lower()}@example.com", base_url="http://localhost", actor=NOBODY)
    with db.engine.connect() as connection:
        body = str(connection.execute(select(Mail.body).order_by(Mail.id.desc()).limit(1)).scalar_one())
    return body.partition("/reset/")[2].split()[0]
