"""A schema that the rows don't fit is refused as a whole: nothing is half done, and the same database goes on."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel.database import transaction
from marketplace.money import service as money
from tests.cast import SYSTEM
from tests.migrations.steps import go


def test_going_back_before_payouts_came_back_is_refused_where_one_did(db, make, cast, bank, prove):
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    bank.twin.add_balance(10_000)
    payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    transfer, = bank.provider.find_transfers(payout.reference)
    bank.provider.client.v1.transfers.reversals.create(transfer.id)
    bank.hear()

    with pytest.raises(IntegrityError):
        go(db, downgrade, "0016")

    assert _all(db, "SELECT version_num FROM alembic_version") == ["0017"]
    assert _all(db, "SELECT state FROM payouts") == ["returned"]
    assert _all(db, "SELECT count(*) FROM bank_accounts WHERE returned_for <> ''") == [0]
    go(db, upgrade, "head")
    assert money.due_payouts() == []
    prove()


def test_foreign_keys_are_kept_after_a_move_that_has_nothing_to_do(db):
    go(db, upgrade, "head")

    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(text("INSERT INTO journal_reads (reader, entry_id) VALUES ('nobody', 999999)"))


def _all(db, query):
    return list(db.session.scalars(text(query)))
