"""No funded batches: a batch is a draft until it is published, wherever its money is"""

import sqlalchemy as sa
from alembic import op

from migrations.rebuilding import reword_table

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

WITH = "'draft', 'funded', 'open', 'paused', 'closed'"
WITHOUT = "'draft', 'open', 'paused', 'closed'"


def upgrade() -> None:
    op.execute(sa.text("UPDATE batches SET state = 'draft' WHERE state = 'funded'"))
    _let_states_be(WITH, WITHOUT)


def downgrade() -> None:
    _let_states_be(WITHOUT, WITH)


def _let_states_be(old: str, new: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        reword_table(op.get_bind(), "batches", f"state IN ({old})", f"state IN ({new})")
        return
    op.drop_constraint(op.f("ck_batches_state"), "batches", type_="check")
    op.create_check_constraint(op.f("ck_batches_state"), "batches", f"state IN ({new})")
