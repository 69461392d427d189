"""What rested when a payout was made, and when workers want to be paid"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("payouts", sa.Column("rests_from", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("payouts", "rests_from")
