"""Differences that stand keep what they say through the change to two languages, and on the way back."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from marketplace.kernel.database import transaction
from marketplace.kernel.text import Text
from marketplace.money.difference_models import DifferenceRow
from tests.migrations.steps import go


def test_what_a_difference_said_stays(db):
    go(db, downgrade, "0017")
    with transaction() as session:
        session.execute(text("INSERT INTO differences (id, name, kind, about, words, first_seen_at, seen_at) VALUES "
                             "(1, 'sent_twice:payout:7', 'sent_twice', 'payout:7', 'payout:7 was \"sent\" twice', '2026-11-01', '2026-11-02')"))
    go(db, upgrade, "head")
    with transaction() as session:
        said = Text.from_json(session.get_one(DifferenceRow, 1).words)
        assert (said.ko, said.en) == ('payout:7 was "sent" twice',) * 2
        session.get_one(DifferenceRow, 1).words = Text("두 번 나갔어요", "sent twice").to_json()
    go(db, downgrade, "0017")
    with transaction() as session:
        assert session.execute(text("SELECT words FROM differences")).scalar_one() == "sent twice"
    go(db, upgrade, "head")
