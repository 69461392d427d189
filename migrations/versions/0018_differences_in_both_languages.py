"""What a difference between the books says, in both languages"""

from alembic import op

from migrations.rebuilding import reword_table

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

AS_TEXT, AS_JSON = "words VARCHAR NOT NULL", "words JSON NOT NULL"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE differences SET words = json_quote(words)")
        reword_table(op.get_bind(), "differences", AS_TEXT, AS_JSON)
    else:
        op.execute("ALTER TABLE differences ALTER COLUMN words TYPE JSON USING to_json(words)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE differences SET words = coalesce(json_extract(words, '$.en'), json_extract(words, '$'))")
        reword_table(op.get_bind(), "differences", AS_JSON, AS_TEXT)
    else:
        op.execute("ALTER TABLE differences ALTER COLUMN words TYPE VARCHAR USING coalesce(words ->> 'en', words #>> '{}')")
