"""Provider events that meant us and came to nothing: found without reading every event there was"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LEFT_OVER = sa.text("outcome NOT IN ('', 'done', 'ignored')")


def upgrade() -> None:
    op.create_index("ix_provider_events_left_over", "provider_events", ["received_at"], sqlite_where=LEFT_OVER, postgresql_where=LEFT_OVER)


def downgrade() -> None:
    op.drop_index("ix_provider_events_left_over", "provider_events")
