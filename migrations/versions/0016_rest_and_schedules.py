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
    op.create_table(
        "payout_schedules",
        sa.Column("worker_id", ID, autoincrement=False, nullable=False),
        sa.Column("schedule", sa.String(), nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
        sa.CheckConstraint("schedule IN ('at_once', 'mondays', 'payday', 'by_hand')", name=op.f("ck_payout_schedules_schedule")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.person_id"], name=op.f("fk_payout_schedules_worker_id_workers")),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_payout_schedules")),
    )


def downgrade() -> None:
    op.drop_table("payout_schedules")
    op.drop_column("payouts", "rests_from")
