"""What somebody with the database's own password can do: change what is never changed."""

from sqlalchemy import text

from marketplace.kernel.database import db, transaction

GUARDED = ("journal", "seals", "sealed_rows")


def tamper(*statements: str, **values: object) -> None:
    """Run statements with the triggers and the references out of the way."""
    if db.engine.dialect.name == "sqlite":
        _on_sqlite(statements, values)
        return
    with transaction() as session:
        for table in GUARDED:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        for statement in statements:
            session.execute(text(statement), values)
        for table in GUARDED:
            session.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER ALL"))


def _on_sqlite(statements: tuple[str, ...], values: dict[str, object]) -> None:
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        triggers = connection.exec_driver_sql(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN {GUARDED}").all()
        for name, _ in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(text(statement), values)
        for _, sql in triggers:
            connection.exec_driver_sql(sql)
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
