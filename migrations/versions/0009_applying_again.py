"""Applying again after a rejection: what is new since then, and at most one open application of a kind"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'submitted'")


def upgrade() -> None:
    op.add_column("applications", sa.Column("new_evidence", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_applications_person", "applications", ["person_id", "id"])
    op.create_index("uq_applications_open", "applications", ["person_id", "kind"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("uq_applications_open", "applications")
    op.drop_index("ix_applications_person", "applications")
    op.drop_column("applications", "new_evidence")
