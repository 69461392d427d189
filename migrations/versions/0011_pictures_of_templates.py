"""Pictures in a template's working standard"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "template_pictures",
        sa.Column("id", ID, nullable=False),
        sa.Column("template_id", ID, nullable=False),
        sa.Column("company_id", ID, nullable=False),
        sa.Column("stored_as", sa.String(), nullable=False),
        sa.Column("shown_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_template_pictures_company_id_companies")),
        sa.ForeignKeyConstraint(["template_id"], ["templates.id"], name=op.f("fk_template_pictures_template_id_templates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_pictures")),
    )
    op.create_index("ix_template_pictures_template_id", "template_pictures", ["template_id"])


def downgrade() -> None:
    op.drop_table("template_pictures")
