"""Who decided a submission, and how large a photo is: exports say both"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submissions", sa.Column("decided_by", sa.String(), nullable=False, server_default=""))
    op.add_column("files", sa.Column("width", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("files", sa.Column("height", sa.Integer(), nullable=False, server_default="0"))
    op.execute(sa.text("""
        UPDATE submissions SET decided_by = COALESCE((
            SELECT CASE WHEN reviews.reviewer_id IS NULL THEN 'silence' WHEN memberships.id IS NULL THEN 'platform' ELSE 'business' END
            FROM reviews LEFT JOIN memberships ON memberships.person_id = reviews.reviewer_id AND memberships.company_id = submissions.company_id
            WHERE reviews.submission_id = submissions.id), '')"""))


def downgrade() -> None:
    op.drop_column("files", "height")
    op.drop_column("files", "width")
    op.drop_column("submissions", "decided_by")
