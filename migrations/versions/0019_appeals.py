"""Appeals: a second look at a verdict, and the entry that pays what it adds"""

import sqlalchemy as sa
from alembic import op

from migrations.rebuilding import reword_check, reword_table

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)
KINDS = ("kind IN ('funding', 'hold', 'release', 'give_back', 'payout', 'payout_paid', 'payout_returned', 'refund', 'refund_returned'"
         ", 'payout_reversed', 'bonus', 'correction'{more}, 'repayment', 'dispute', 'dispute_won')")
CREDITS = ("NOT (account_kind = 'worker' AND amount_minor > 0) OR entry_kind IN "
           "('release', 'payout_returned', 'bonus', 'correction'{more})")
STATES = "state IN ('under_review', 'accepted', 'partial', 'rework', 'rejected'{more})"
# Table, constraint, its words before and after.
REWORDED = (
    ("lines", "worker_credit", CREDITS.format(more=""), CREDITS.format(more=", 'appeal'")),
    ("entries", "kind", KINDS.format(more=""), KINDS.format(more=", 'appeal'")),
    ("submissions", "state", STATES.format(more=""), STATES.format(more=", 'appealed', 'conceded'")),
)
COLUMNS = ("appeal_id INTEGER", "appeal_pays BOOLEAN")
CONSTRAINTS = {
    "uq_entries_appeal_id": "UNIQUE (appeal_id)",
    "fk_entries_appeals": "FOREIGN KEY(appeal_id, appeal_pays) REFERENCES appeals (id, pays)",
    "ck_entries_appeal": "CHECK ((kind = 'appeal') = (appeal_id IS NOT NULL) AND (kind = 'appeal') = (appeal_pays IS NOT NULL))",
    "ck_entries_appeal_pays": "CHECK (appeal_pays IS NULL OR appeal_pays)",
}
BEFORE_COLUMNS = "adjustment_approved BOOLEAN"
BEFORE_CONSTRAINTS = "CONSTRAINT ck_entries_approved CHECK (adjustment_approved IS NULL OR adjustment_approved)"


def upgrade() -> None:
    _make_appeals()
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
    op.execute(sa.text("UPDATE submissions SET state = 'rejected' WHERE state IN ('appealed', 'conceded')"))
    for table, name, before, after in REWORDED:
        reword_check(table, name, after, before)
    op.drop_table("appeals")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _make_appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", ID, nullable=False),
        sa.Column("verdict_id", ID, nullable=False),
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("worker_id", ID, nullable=False),
        sa.Column("first_reviewer_id", ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("reviewer_id", ID, nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("pays", sa.Boolean(), nullable=False),
        sa.Column("price_minor", ID, nullable=False),
        sa.Column("paid_minor", ID, nullable=False),
        sa.Column("pay_minor", ID, nullable=False),
        sa.Column("fee_minor", ID, nullable=False),
        sa.Column("lost_minor", ID, nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('filed', 'upheld', 'overturned', 'conceded')", name=op.f("ck_appeals_state")),
        sa.CheckConstraint("(state = 'filed') = (decided_at IS NULL)", name=op.f("ck_appeals_decided")),
        sa.CheckConstraint("(state IN ('upheld', 'overturned')) = (reviewer_id IS NOT NULL)", name=op.f("ck_appeals_somebody")),
        sa.CheckConstraint("(reviewer_id IS NULL) = (decision = '') AND decision IN ('', 'accept', 'partial', 'reject')",
                           name=op.f("ck_appeals_decision")),
        sa.CheckConstraint("reviewer_id <> first_reviewer_id AND reviewer_id <> worker_id", name=op.f("ck_appeals_another")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_appeals_reason")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_appeals_score")),
        sa.CheckConstraint("pays = (state IN ('overturned', 'conceded'))", name=op.f("ck_appeals_pays")),
        sa.CheckConstraint("paid_minor >= 0 AND paid_minor < price_minor AND pay_minor <= price_minor "
                           "AND ((pays AND pay_minor > paid_minor) OR (NOT pays AND pay_minor = paid_minor))", name=op.f("ck_appeals_pay")),
        sa.CheckConstraint("fee_minor >= 0 AND lost_minor >= 0 AND lost_minor <= pay_minor - paid_minor", name=op.f("ck_appeals_borne")),
        *(sa.ForeignKeyConstraint([column], [f"{table}.{key}"], name=op.f(f"fk_appeals_{column}_{table}")) for column, table, key in (
            ("verdict_id", "verdicts", "id"), ("submission_id", "submissions", "id"), ("claim_id", "claims", "id"),
            ("company_id", "companies", "id"), ("worker_id", "workers", "person_id"), ("first_reviewer_id", "people", "id"),
            ("reviewer_id", "people", "id"))),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("id", "pays", name=op.f("uq_appeals_id_pays")),
        *(sa.UniqueConstraint(column, name=op.f(f"uq_appeals_{column}")) for column in ("verdict_id", "submission_id", "claim_id")),
    )
    op.create_index("ix_appeals_due", "appeals", ["due_at", "id"], sqlite_where=sa.text("state = 'filed'"),
                    postgresql_where=sa.text("state = 'filed'"))
    op.create_index("ix_appeals_worker", "appeals", ["worker_id", "id"])
    op.create_index("ix_appeals_company", "appeals", ["company_id", "id"])
