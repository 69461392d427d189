"""Rows held back until the business decides, and how many answers a published batch asks for"""

import sqlalchemy as sa
from alembic import op

from migrations.rebuilding import reword_table

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

WITHOUT = "'open', 'complete', 'withdrawn', 'broken'"
WITH = f"{WITHOUT}, 'held'"


def upgrade() -> None:
    _let_states_be(WITHOUT, WITH)
    op.add_column("batches", sa.Column("answers_asked", sa.Integer(), nullable=False, server_default="0"))
    op.execute(sa.text("""
        UPDATE batches SET answers_asked = COALESCE((SELECT sum(slots) FROM tasks WHERE tasks.batch_id = batches.id), 0)
        WHERE published_at IS NOT NULL"""))


def downgrade() -> None:
    op.drop_column("batches", "answers_asked")
    op.execute(sa.text("UPDATE tasks SET state = 'withdrawn', slots_withdrawn = slots WHERE state = 'held'"))
    _let_states_be(WITH, WITHOUT)


def _let_states_be(old: str, new: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        reword_table(op.get_bind(), "tasks", f"state IN ({old})", f"state IN ({new})")
        return
    op.drop_constraint(op.f("ck_tasks_state"), "tasks", type_="check")
    op.create_check_constraint(op.f("ck_tasks_state"), "tasks", f"state IN ({new})")
