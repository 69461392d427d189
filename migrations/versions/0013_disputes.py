"""Card disputes, differences between the books, and one correction for one difference"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)
MENDING = sa.text("purpose = 'mend' AND mends <> '' AND state IN ('proposed', 'approved')")


def upgrade() -> None:
    op.create_index("uq_adjustments_mends", "adjustments", ["mends"], unique=True, sqlite_where=MENDING, postgresql_where=MENDING)
    op.create_table(
        "disputes",
        sa.Column("id", ID, nullable=False),
        sa.Column("provider_dispute_id", sa.String(), nullable=False),
        sa.Column("payment_id", ID, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("fee_minor", ID, nullable=False),
        sa.Column("from_wallet_minor", ID, nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("reinstated_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('opened', 'won', 'lost')", name=op.f("ck_disputes_state")),
        sa.CheckConstraint("(state = 'opened') = (closed_at IS NULL)", name=op.f("ck_disputes_closed")),
        sa.CheckConstraint("reinstated_at IS NULL OR withdrawn_at IS NOT NULL", name=op.f("ck_disputes_reinstated")),
        sa.CheckConstraint("amount_minor > 0 AND fee_minor >= 0 AND from_wallet_minor BETWEEN 0 AND amount_minor", name=op.f("ck_disputes_amount")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_disputes_payment_id_payments")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_disputes_company_id_companies")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_disputes_batch_id_batches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("provider_dispute_id", name=op.f("uq_disputes_provider_dispute_id")),
    )
    op.create_table(
        "differences",
        sa.Column("id", ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "kind", "about", "words")),
        sa.Column("mending", sa.JSON(), nullable=True),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_differences")),
        sa.UniqueConstraint("name", name=op.f("uq_differences_name")),
    )
    for column in ("payment_id", "company_id", "batch_id"):
        op.create_index(op.f(f"ix_disputes_{column}"), "disputes", [column])


def downgrade() -> None:
    op.drop_table("differences")
    op.drop_table("disputes")
    op.drop_index("uq_adjustments_mends", "adjustments")
