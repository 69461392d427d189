"""Changing a table's own words on SQLite, which has no ALTER for a CHECK: the table is made again around its rows."""

from alembic import op
from sqlalchemy import Connection, text


def reword_check(table: str, name: str, before: str, after: str) -> None:
    """Give the CHECK `ck_<table>_<name>` other words, on either database."""
    if op.get_bind().dialect.name == "sqlite":
        reword_table(op.get_bind(), table, before, after)
        return
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, after)


def reword_table(connection: Connection, table: str, old: str, new: str) -> None:
    """Make `table` again with `new` where its definition says `old`; its rows, indexes and triggers stay, and the columns of both.

    After sqlite.org/lang_altertable.html#otheralter; `env.py` has switched foreign keys off, so they are looked at here.
    """
    facts = {"table": table}
    words = connection.execute(text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :table"), facts).scalar_one()
    around = connection.scalars(text("SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND tbl_name = :table"
                                     " AND sql IS NOT NULL ORDER BY rowid"), facts).all()
    head, body = words.split("(", 1)
    if old not in body:
        raise LookupError(f"{table} does not say {old}")
    connection.exec_driver_sql(f"{head.replace(table, f'{table}_again')}({body.replace(old, new)}")
    kept = ", ".join(column for column in _columns(connection, f"{table}_again") if column in _columns(connection, table))
    connection.exec_driver_sql(f"INSERT INTO {table}_again ({kept}) SELECT {kept} FROM {table}")
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE {table}_again RENAME TO {table}")
    for statement in around:
        connection.exec_driver_sql(statement)
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise LookupError(f"rows that point nowhere: {lost[:5]}")


def _columns(connection: Connection, table: str) -> list[str]:
    return list(connection.scalars(text("SELECT name FROM pragma_table_info(:table) ORDER BY cid"), {"table": table}))
