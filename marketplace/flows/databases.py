"""Copying a whole database out and in: SQLite page by page, PostgreSQL table by table in one snapshot."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import MetaData, Table, text

from marketplace.flows.archive import Source
from marketplace.kernel.database import db, transaction

KEPT_BY_MIGRATIONS: Final = "alembic_version"


def engine_name() -> str:
    """`sqlite` or `postgresql`."""
    return db.engine.dialect.name


def copy_out(folder: Path) -> list[Source]:
    """The database as files in `folder`, as it was at one moment, while others go on working."""
    return [_copy_sqlite(folder)] if engine_name() == "sqlite" else _copy_tables(folder)


def copy_in(folder: Path) -> None:
    """Put a database that `copy_out` wrote in place of the present one, whole or not at all."""
    if engine_name() == "sqlite":
        _restore_sqlite(folder / "database.sqlite3")
    else:
        _restore_tables(folder / "tables")


def _copy_sqlite(folder: Path) -> Source:
    target = folder / "database.sqlite3"
    with closing(sqlite3.connect(_sqlite_file())) as present, closing(sqlite3.connect(target)) as copy:
        present.backup(copy)
        # One file, readable wherever it is unpacked: a database in WAL mode wants its side files.
        copy.execute("PRAGMA journal_mode = DELETE")
    return Source(target.name, target)


def _restore_sqlite(copy: Path) -> None:
    path = _sqlite_file()
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(copy)) as restored, closing(sqlite3.connect(path, timeout=10)) as present:
        restored.backup(present)  # one transaction: a crash leaves the present database as it was
        present.execute("PRAGMA journal_mode = WAL")


def _sqlite_file() -> Path:
    """The file that is connected to."""
    with db.engine.connect() as connection:
        return Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])


def _tables() -> list[Table]:
    """What is really there, parents before children."""
    found = MetaData()
    found.reflect(db.engine)
    return [table for table in found.sorted_tables if table.name != KEPT_BY_MIGRATIONS]


def _copy_tables(folder: Path) -> list[Source]:
    (folder / "tables").mkdir()
    tables, sources = _tables(), []
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True) as connection:
        cursor: Any = connection.connection.cursor()
        for table in tables:
            path = folder / "tables" / f"{table.name}.copy"
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            with path.open("wb") as file, cursor.copy(f'COPY "{table.name}" ({columns}) TO STDOUT (FORMAT binary)') as rows:
                for portion in rows:
                    file.write(portion)
            sources.append(Source(f"tables/{path.name}", path))
    return sources


def _restore_tables(folder: Path) -> None:
    tables = _tables()
    with transaction() as session:
        connection = session.connection()
        names = ", ".join(f'"{table.name}"' for table in tables)
        # The triggers that keep the ledger append-only would refuse the very rows they once let in.
        for table in tables:
            connection.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER'))
        connection.execute(text(f"TRUNCATE {names}"))
        cursor: Any = connection.connection.cursor()
        for table in tables:
            _restore_table(cursor, table, folder / f"{table.name}.copy")
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for table in tables:
            connection.execute(text(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER'))


def _restore_table(cursor: Any, table: Table, path: Path) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    with path.open("rb") as file, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN (FORMAT binary)') as rows:
        while portion := file.read(1 << 16):
            rows.write(portion)
    for column in table.primary_key.columns:
        # Tables whose key is somebody else's id have no counter: nothing is set then.
        cursor.execute("""SELECT setval(pg_get_serial_sequence(%s, %s), greatest((SELECT max(id) FROM (SELECT 1::bigint AS id
                       UNION SELECT {column}::bigint FROM {table}) AS ids), 1)) WHERE pg_get_serial_sequence(%s, %s) IS NOT NULL"""
                       .format(column=f'"{column.name}"', table=f'"{table.name}"'), (table.name, column.name, table.name, column.name))
