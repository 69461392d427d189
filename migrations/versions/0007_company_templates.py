"""Companies' own templates: a draft is edited, a published version is sealed by the database, a template can be retired"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DRAFT = sa.text("state = 'draft'")
SEALED = "version_sealed: a published version is never changed or removed"
SQLITE = [
    f"""CREATE TRIGGER template_versions_no_{verb} BEFORE {verb} ON template_versions WHEN OLD.state = 'published'
       BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"""
    for verb in ("update", "delete")
]
POSTGRESQL = [
    f"""CREATE FUNCTION refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION '{SEALED}' USING ERRCODE = '23514', CONSTRAINT = 'version_sealed'; END $$""",
    """CREATE TRIGGER template_versions_sealed BEFORE UPDATE OR DELETE ON template_versions FOR EACH ROW
       WHEN (OLD.state = 'published') EXECUTE FUNCTION refuse_published()""",
]


def upgrade() -> None:
    op.add_column("templates", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("templates", sa.Column("shown_number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("template_versions", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("template_versions", sa.Column("quiz_needed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_index("uq_template_versions_draft", "template_versions", ["template_id"], unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(sa.text(f"DROP TRIGGER template_versions_no_{verb}"))
    else:
        op.execute(sa.text("DROP TRIGGER template_versions_sealed ON template_versions"))
        op.execute(sa.text("DROP FUNCTION refuse_published"))
    op.drop_index("uq_template_versions_draft", "template_versions")
    op.drop_column("template_versions", "quiz_needed")
    op.drop_column("template_versions", "revision")
    op.drop_column("templates", "shown_number")
    op.drop_column("templates", "retired_at")
