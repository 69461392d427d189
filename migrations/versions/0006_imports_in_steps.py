"""Imports are read in steps: progress, mapping, repeats; files wait until theirs is stored"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STATES = "'checking', 'waiting', 'checked', 'failed', 'stored', 'discarded'"
_TEXTS = ("sheet", "rows_as", "errors_as", "key_field")
_NUMBERS = ("rows_stored", "steps_done", "steps_all")
_LISTS = {"columns": "[]", "mapping": "{}", "repeats": "[]"}
_ADDED = (*_TEXTS, *_NUMBERS, *_LISTS, "mapped_by", "failure", "held_until")


def _where(condition: str) -> dict[str, object]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    # An upload of the old kind that waits has no rows prepared: it has to be uploaded again.
    op.execute(sa.text("UPDATE imports SET state = 'discarded' WHERE state = 'checked'"))
    with op.batch_alter_table("imports") as imports:
        for name in _TEXTS:
            imports.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        for name in _NUMBERS:
            imports.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        for name, empty in _LISTS.items():
            imports.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
        imports.add_column(sa.Column("mapped_by", sa.String(), nullable=False, server_default="name"))
        imports.add_column(sa.Column("failure", sa.JSON(none_as_null=True), nullable=True))
        imports.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
        imports.drop_constraint(op.f("ck_imports_state"), type_="check")
        imports.create_check_constraint(op.f("ck_imports_state"), f"state IN ({_STATES})")
        imports.create_check_constraint(op.f("ck_imports_mapped_by"), "mapped_by IN ('name', 'saved', 'person')")
        imports.create_check_constraint(op.f("ck_imports_failure"), "(state = 'failed') = (failure IS NOT NULL)")
    op.execute(sa.text("UPDATE imports SET rows_stored = rows_good WHERE state = 'stored'"))
    op.create_index("ix_imports_due", "imports", ["held_until"], **_where("state = 'checking'"))
    with op.batch_alter_table("files") as files:
        files.add_column(sa.Column("sha256", sa.String(), nullable=False, server_default=""))
        files.add_column(sa.Column("import_id", _ID, nullable=True))
        files.create_foreign_key(op.f("fk_files_import_id_imports"), "imports", ["import_id"], ["id"])
    op.create_index("uq_files_import", "files", ["import_id", "sha256"], unique=True, **_where("import_id IS NOT NULL"))
    op.create_table(
        "column_mappings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("company_id", _ID, nullable=False),
        sa.Column("template_id", _ID, nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("key_field", sa.String(), nullable=False),
        sa.Column("saved_by", _ID, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_column_mappings_company_id_companies")),
        sa.ForeignKeyConstraint(["saved_by"], ["people.id"], name=op.f("fk_column_mappings_saved_by_people")),
        sa.ForeignKeyConstraint(["template_id"], ["templates.id"], name=op.f("fk_column_mappings_template_id_templates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mappings")),
        sa.UniqueConstraint("company_id", "template_id", name=op.f("uq_column_mappings_company_id_template_id")),
    )


def downgrade() -> None:
    op.drop_table("column_mappings")
    op.execute(sa.text("DELETE FROM files WHERE import_id IS NOT NULL"))
    op.drop_index("uq_files_import", "files")
    with op.batch_alter_table("files") as files:
        files.drop_constraint(op.f("fk_files_import_id_imports"), type_="foreignkey")
        for name in ("import_id", "sha256"):
            files.drop_column(name)
    op.drop_index("ix_imports_due", "imports")
    op.execute(sa.text("UPDATE imports SET state = 'discarded', failure = NULL WHERE state <> 'stored'"))
    with op.batch_alter_table("imports") as imports:
        for name in ("failure", "mapped_by", "state"):
            imports.drop_constraint(op.f(f"ck_imports_{name}"), type_="check")
        imports.create_check_constraint(op.f("ck_imports_state"), "state IN ('checked', 'stored', 'discarded')")
        for name in _ADDED:
            imports.drop_column(name)
