"""Payouts that come back after they were paid, and bank accounts held for it"""

import sqlalchemy as sa
from alembic import op

from migrations.rebuilding import reword_check

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

KINDS = ("kind IN ('funding', 'hold', 'release', 'give_back', 'payout', 'payout_paid', 'payout_returned', 'refund', 'refund_returned'"
         "{more}, 'bonus', 'correction', 'repayment', 'dispute', 'dispute_won')")
STATES = "state IN ('requested', 'sending', 'sent', 'paid', 'failed'{more})"
# Table, constraint, its words before and after.
REWORDED = (
    ("entries", "kind", KINDS.format(more=""), KINDS.format(more=", 'payout_reversed'")),
    ("payouts", "state", STATES.format(more=""), STATES.format(more=", 'returned'")),
    ("payouts", "paid", "(state = 'paid') = (paid_at IS NOT NULL)", "(state IN ('paid', 'returned')) = (paid_at IS NOT NULL)"),
    ("payouts", "transfer", "state NOT IN ('sent', 'paid') OR transfer_id IS NOT NULL",
     "state NOT IN ('sent', 'paid', 'returned') OR transfer_id IS NOT NULL"),
)


def upgrade() -> None:
    for table, name, before, after in REWORDED:
        reword_check(table, name, before, after)
    op.add_column("bank_accounts", sa.Column("returned_for", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("bank_accounts", "returned_for")
    for table, name, before, after in REWORDED:
        reword_check(table, name, after, before)
