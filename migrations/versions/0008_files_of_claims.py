"""Files that workers add to a claim: whose they are, which submission took them, and which hashes were used before"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CLAIMS, _UNUSED, _USED = "claim_id IS NOT NULL", "claim_id IS NOT NULL AND submission_id IS NULL", "submission_id IS NOT NULL"


def _where(condition: str) -> dict[str, object]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    with op.batch_alter_table("files") as files:
        files.add_column(sa.Column("claim_id", _ID, nullable=True))
        files.add_column(sa.Column("submission_id", _ID, nullable=True))
        files.create_foreign_key(op.f("fk_files_claim_id_claims"), "claims", ["claim_id"], ["id"])
        files.create_foreign_key(op.f("fk_files_submission_id_submissions"), "submissions", ["submission_id"], ["id"])
    op.create_index("uq_files_claim", "files", ["claim_id", "sha256"], unique=True, **_where(_CLAIMS))
    op.create_index("ix_files_unused", "files", ["created_at"], **_where(_UNUSED))
    op.create_index("ix_files_used", "files", ["sha256"], **_where(_USED))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM files WHERE claim_id IS NOT NULL"))
    for index in ("ix_files_used", "ix_files_unused", "uq_files_claim"):
        op.drop_index(index, "files")
    with op.batch_alter_table("files") as files:
        files.drop_constraint(op.f("fk_files_submission_id_submissions"), type_="foreignkey")
        files.drop_constraint(op.f("fk_files_claim_id_claims"), type_="foreignkey")
        for name in ("submission_id", "claim_id"):
            files.drop_column(name)
