"""Bonuses, corrections that a second person approves, accounts for tax, loss and debt, and payouts by more than one way"""

import sqlalchemy as sa
from alembic import op

from migrations.rebuilding import reword_check, reword_table

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)
ENTRIES = "kind IN ('funding', 'hold', 'release', 'give_back', 'payout', 'payout_paid', 'payout_returned', 'refund', 'refund_returned'"
ACCOUNTS = "kind IN ('wallet', 'hold', 'worker', 'fee', 'transit', 'provider'"
CREDITS = "NOT (account_kind = 'worker' AND amount_minor > 0) OR entry_kind IN ('release', 'payout_returned'"
# Table, constraint, its words before and after.
REWORDED = (
    ("ledger_accounts", "kind", f"{ACCOUNTS})", f"{ACCOUNTS}, 'bank', 'tax', 'loss', 'debt')"),
    ("ledger_accounts", "owner", "(owner_id = 0) = (kind IN ('fee', 'provider'))",
     "(owner_id = 0) = (kind IN ('fee', 'provider', 'bank', 'tax', 'loss'))"),
    ("lines", "worker_credit", f"{CREDITS})", f"{CREDITS}, 'bonus', 'correction')"),
    ("entries", "kind", f"{ENTRIES})", f"{ENTRIES}, 'bonus', 'correction', 'repayment', 'dispute', 'dispute_won')"),
)
COLUMNS = ("bonus_id INTEGER", "adjustment_id INTEGER", "adjustment_approved BOOLEAN")
CONSTRAINTS = {
    "uq_entries_bonus_id": "UNIQUE (bonus_id)",
    "uq_entries_adjustment_id": "UNIQUE (adjustment_id)",
    "fk_entries_bonuses": "FOREIGN KEY(bonus_id) REFERENCES bonuses (id)",
    "fk_entries_adjustments": "FOREIGN KEY(adjustment_id, adjustment_approved) REFERENCES adjustments (id, approved)",
    "ck_entries_bonus": "CHECK ((kind = 'bonus') = (bonus_id IS NOT NULL))",
    "ck_entries_correction":
        "CHECK ((kind = 'correction') = (adjustment_id IS NOT NULL) AND (kind = 'correction') = (adjustment_approved IS NOT NULL))",
    "ck_entries_approved": "CHECK (adjustment_approved IS NULL OR adjustment_approved)",
}
BEFORE_COLUMNS, BEFORE_CONSTRAINTS = "posted_at DATETIME NOT NULL", "CONSTRAINT ck_entries_pays CHECK (verdict_pays IS NULL OR verdict_pays)"
PAYOUTS = (
    ("method", "VARCHAR NOT NULL DEFAULT 'stripe'", "method", "method IN ('stripe', 'bank')"),
    ("income_tax_minor", "BIGINT NOT NULL DEFAULT 0", None, None),
    ("local_tax_minor", "BIGINT NOT NULL DEFAULT 0", "taxes", "income_tax_minor >= 0 AND local_tax_minor >= 0"),
)


def upgrade() -> None:
    _make_causes()
    for table, name, before, after in REWORDED:
        reword_check(table, name, before, after)
    if _is_sqlite():
        more = "".join(f", CONSTRAINT {name} {rule}" for name, rule in CONSTRAINTS.items())
        reword_table(op.get_bind(), "entries", BEFORE_COLUMNS, ", ".join((BEFORE_COLUMNS, *COLUMNS)))
        reword_table(op.get_bind(), "entries", BEFORE_CONSTRAINTS, BEFORE_CONSTRAINTS + more)
    else:
        for column in COLUMNS:
            op.execute(sa.text(f"ALTER TABLE entries ADD COLUMN {column.replace('INTEGER', 'BIGINT')}"))
        for name, rule in CONSTRAINTS.items():
            op.execute(sa.text(f"ALTER TABLE entries ADD CONSTRAINT {name} {rule}"))
    for column, what, name, rule in PAYOUTS:
        op.execute(sa.text(f"ALTER TABLE payouts ADD COLUMN {column} {what}" + (f" CONSTRAINT ck_payouts_{name} CHECK ({rule})" if name else "")))


def downgrade() -> None:
    if _is_sqlite():
        more = "".join(f", CONSTRAINT {name} {rule}" for name, rule in CONSTRAINTS.items())
        reword_table(op.get_bind(), "entries", BEFORE_CONSTRAINTS + more, BEFORE_CONSTRAINTS)
        reword_table(op.get_bind(), "entries", ", ".join((BEFORE_COLUMNS, *COLUMNS)), BEFORE_COLUMNS)
    else:
        for name in CONSTRAINTS:
            op.execute(sa.text(f"ALTER TABLE entries DROP CONSTRAINT {name}"))
        for column in COLUMNS:
            op.drop_column("entries", column.split()[0])
    for table, name, before, after in REWORDED:
        reword_check(table, name, after, before)
    for column, _, _, _ in reversed(PAYOUTS):
        op.drop_column("payouts", column)
    op.drop_table("adjustments")
    op.drop_table("bonuses")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _make_causes() -> None:
    op.create_table(
        "bonuses",
        sa.Column("id", ID, nullable=False),
        sa.Column("verdict_id", ID, nullable=False),
        sa.Column("verdict_pays", sa.Boolean(), nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("worker_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("fee_minor", ID, nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("verdict_pays", name=op.f("ck_bonuses_pays")),
        sa.CheckConstraint("amount_minor > 0 AND fee_minor >= 0", name=op.f("ck_bonuses_amount")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_bonuses_reason")),
        sa.ForeignKeyConstraint(["verdict_id", "verdict_pays"], ["verdicts.id", "verdicts.pays"], name="fk_bonuses_verdicts"),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_bonuses_company_id_companies")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.person_id"], name=op.f("fk_bonuses_worker_id_workers")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_bonuses_made_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bonuses")),
    )
    for column in ("verdict_id", "company_id", "worker_id"):
        op.create_index(op.f(f"ix_bonuses_{column}"), "bonuses", [column])
    op.create_table(
        "adjustments",
        sa.Column("id", ID, nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("legs", sa.JSON(), nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("mends", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('proposed', 'approved', 'refused', 'withdrawn')", name=op.f("ck_adjustments_state")),
        sa.CheckConstraint("approved = (state = 'approved')", name=op.f("ck_adjustments_approved")),
        sa.CheckConstraint("(state = 'proposed') = (decided_by IS NULL) AND (state = 'proposed') = (decided_at IS NULL)",
                           name=op.f("ck_adjustments_decided")),
        sa.CheckConstraint("NOT (approved AND needs_second) OR decided_by <> proposed_by", name=op.f("ck_adjustments_four_eyes")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_adjustments_amount")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_adjustments_reason")),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_adjustments_proposed_by_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_adjustments_decided_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
        sa.UniqueConstraint("id", "approved", name=op.f("uq_adjustments_id_approved")),
    )
    op.create_index("ix_adjustments_state", "adjustments", ["state", "id"])
