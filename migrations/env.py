"""Alembic's environment: one database, one transaction a migration, the models' metadata as the aim."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, event

from marketplace import tables
from marketplace.kernel.database import db

tables.load()


def run_migrations_online() -> None:
    """Upgrade or downgrade over the application's own engine."""
    writing = {} if db.engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
    with db.engine.execution_options(**writing).connect() as connection, _free_to_rebuild(connection):
        context.configure(connection=connection, target_metadata=db.metadata, transaction_per_migration=True,
                          **current_app.extensions["migrate"].configure_args)
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def _free_to_rebuild(connection: Connection) -> Iterator[None]:
    """SQLite lets go of a table that others point at only when told so before the transaction, and begins one only when told so too."""
    if connection.dialect.name != "sqlite":
        yield
        return
    plain = connection.connection.cursor()
    plain.execute("PRAGMA foreign_keys = OFF")
    plain.execute("PRAGMA legacy_alter_table = ON")  # views and foreign keys keep the name they know
    event.listen(connection, "begin", _begin_immediate)
    try:
        yield
    finally:
        connection.rollback()  # inside what was only read for, foreign keys can't be switched on
        plain.execute("PRAGMA legacy_alter_table = OFF")
        plain.execute("PRAGMA foreign_keys = ON")
        plain.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


run_migrations_online()
