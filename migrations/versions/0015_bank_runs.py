"""Bank accounts of workers, and the runs by which payouts go to them"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)
LIVE = sa.text("state <> 'dropped'")


def upgrade() -> None:
    op.create_table(
        "bank_accounts",
        sa.Column("worker_id", ID, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("bank_code", "number_sealed", "holder_sealed", "last_digits", "fingerprint")),
        sa.Column("payable_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(bank_code) = 3", name=op.f("ck_bank_accounts_bank_code")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.person_id"], name=op.f("fk_bank_accounts_worker_id_workers")),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_bank_accounts")),
    )
    op.create_index(op.f("ix_bank_accounts_fingerprint"), "bank_accounts", ["fingerprint"])
    _make_runs()
    op.create_table(
        "bank_run_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("payout_id", ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("bank_code", "number_sealed", "holder_sealed", "label")),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'done', 'returned', 'dropped')", name=op.f("ck_bank_run_items_state")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_bank_run_items_amount")),
        sa.CheckConstraint("state <> 'returned' OR reason <> ''", name=op.f("ck_bank_run_items_reason")),
        sa.ForeignKeyConstraint(["run_id"], ["bank_runs.id"], name=op.f("fk_bank_run_items_run_id_bank_runs")),
        sa.ForeignKeyConstraint(["payout_id"], ["payouts.id"], name=op.f("fk_bank_run_items_payout_id_payouts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_run_items")),
        sa.UniqueConstraint("run_id", "payout_id", name=op.f("uq_bank_run_items_run_id_payout_id")),
    )
    op.create_index("uq_bank_run_items_live", "bank_run_items", ["payout_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)


def downgrade() -> None:
    op.drop_table("bank_run_items")
    op.drop_table("bank_runs")
    op.drop_table("bank_accounts")


def _make_runs() -> None:
    op.create_table(
        "bank_runs",
        sa.Column("id", ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("total_minor", ID, nullable=False),
        sa.Column("payouts", sa.Integer(), nullable=False),
        sa.Column("sha256_cp949", sa.String(), nullable=False),
        sa.Column("sha256_utf8", sa.String(), nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("first_by", ID, nullable=True),
        sa.Column("second_by", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('made', 'approved_once', 'approved', 'cancelled', 'settled')", name=op.f("ck_bank_runs_state")),
        sa.CheckConstraint("total_minor > 0 AND payouts > 0", name=op.f("ck_bank_runs_total")),
        sa.CheckConstraint("first_by <> made_by", name=op.f("ck_bank_runs_first_eyes")),
        sa.CheckConstraint("second_by <> made_by AND second_by <> first_by", name=op.f("ck_bank_runs_second_eyes")),
        sa.CheckConstraint("second_by IS NULL OR first_by IS NOT NULL", name=op.f("ck_bank_runs_order")),
        sa.CheckConstraint("state NOT IN ('approved', 'settled') OR (second_by IS NOT NULL AND approved_at IS NOT NULL)",
                           name=op.f("ck_bank_runs_approved")),
        sa.CheckConstraint("(state = 'settled') = (settled_at IS NOT NULL)", name=op.f("ck_bank_runs_settled")),
        *(sa.ForeignKeyConstraint([name], ["people.id"], name=op.f(f"fk_bank_runs_{name}_people")) for name in ("made_by", "first_by", "second_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_runs")),
    )
