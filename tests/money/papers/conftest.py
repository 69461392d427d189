"""What the tests of documents begin with."""

from datetime import UTC, datetime

import pytest

from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.money.ledger import Leg, post
from marketplace.quality.bonuses import give_bonus
from marketplace.work import service as work
from tests.cast import SYSTEM

LAST_SECOND = datetime(2026, 10, 31, 14, 59, 58, tzinfo=UTC)  # of October in Korea
MIDNIGHT = datetime(2026, 10, 31, 15, tzinfo=UTC)


@pytest.fixture
def october(make, cast, bank, clock):
    """Three answers at 400 won to Han, one decided in October's last second in Korea, two in November; today is November 10."""
    clock.move(datetime(2026, 10, 20, 3, tzinfo=UTC))
    batch = make.batch(cast.han, rows=5, price=400)
    answers = [make.submission(cast.mira, batch) for _ in range(3)]
    clock.move(LAST_SECOND)
    make.review(cast.rae, answers[0])
    clock.move(MIDNIGHT)
    for answer in answers[1:]:
        make.review(cast.rae, answer)
    clock.move(datetime(2026, 11, 10, tzinfo=UTC))
    return batch


@pytest.fixture
def dollars(make, cast, bank, october):
    """In November also an answer at $0.20 and a bonus of $3.05, out of $50."""
    with transaction() as session:
        post(session, SYSTEM, "funding", "funding:test:usd", [
            Leg("provider", 0, Money(-5000, "USD")), Leg("wallet", cast.han.company_id, Money(5000, "USD"))])
    batch = work.post_batch(template_version_id=make.version().id, title="달러로", currency="USD", price=Money(20, "USD"), actor=cast.han)
    make.rows(batch, cast.han, 2)
    answer = make.submission(cast.mira, work.publish_batch(batch.id, actor=cast.han))
    make.review(cast.rae, answer)
    give_bonus(answer.id, amount=Money(305, "USD"), reason="꼼꼼해요", actor=cast.han)
    return batch
