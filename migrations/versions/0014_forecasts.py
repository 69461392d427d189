"""Forecasts kept at publishing, warnings about pay, payments into the wallet, and batches by template version"""

import sqlalchemy as sa
from alembic import op

from migrations.rebuilding import reword_table

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("batch_id IS NULL AND state IN ('requested', 'opened')")
NEEDED, FREE = "batch_id INTEGER NOT NULL", "batch_id INTEGER"


def upgrade() -> None:
    op.create_table(
        "forecasts",
        sa.Column("batch_id", ID, autoincrement=False, nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_forecasts_batch_id_batches")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_forecasts")),
    )
    op.add_column("batches", sa.Column("underpaid_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_batches_version", "batches", ["template_version_id", "id"])
    _let_payments(NEEDED, FREE, nullable=True)
    op.create_index("uq_payments_top_up", "payments", ["company_id", "currency"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("uq_payments_top_up", "payments")
    _let_payments(FREE, NEEDED, nullable=False)
    op.drop_index("ix_batches_version", "batches")
    op.drop_column("batches", "underpaid_at")
    op.drop_table("forecasts")


def _let_payments(before: str, after: str, *, nullable: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        reword_table(op.get_bind(), "payments", before, after)
    else:
        op.alter_column("payments", "batch_id", nullable=nullable)
