"""What several of the money room's tests begin with."""

from dataclasses import dataclass

import pytest

from marketplace.money import service as money
from marketplace.money.provider_models import Payout, Refund
from marketplace.work import service as work
from tests.cast import SYSTEM


@dataclass(frozen=True)
class Sent:
    """A payout and a refund that have left."""

    payout: Payout
    refund: Refund


@pytest.fixture
def sent(db, make, cast, bank):
    """Han has paid for eight answers; six are accepted, paid out to Mira, and the rest sent back; nothing of that is heard of yet."""
    batch = make.draft(cast.han, rows=8)
    bank.fund(batch, cast.han, slots=8)
    bank.hear()
    batch = work.publish_batch(batch.id, actor=cast.han)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    work.close_batch(batch.id, actor=cast.han)
    refund = money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0]
    money.send_refund(refund.id, provider=bank.provider, actor=SYSTEM)
    db.session.expire_all()
    return Sent(db.session.get(Payout, payout.id), db.session.get(Refund, refund.id))
