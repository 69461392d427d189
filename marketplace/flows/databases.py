"""Copying a whole database out and in: SQLite page by page, PostgreSQL table by table in one snapshot."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, text
from sqlalchemy.engine import make_url

from marketplace.flows.archive import Source
from marketplace.kernel.database import db, transaction

KEPT_BY_MIGRATIONS: Final = "alembic_version"


def engine_name() -> str:
    """`sqlite` or `postgresql`."""
    return db.engine.dialect.name


def sqlite_file() -> Path:
    """The file of an SQLite database."""
    return Path(make_url(str(db.engine.url)).database or "")


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
    with closing(sqlite3.connect(sqlite_file())) as present, closing(sqlite3.connect(target)) as copy:
        present.backup(copy)
        # One file, readable wherever it is unpacked: a database in WAL mode wants its side files.
        copy.execute("PRAGMA journal_mode = DELETE")
    return Source(target.name, target)


def _restore_sqlite(copy: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(copy)) as restored, closing(sqlite3.connect(sqlite_file(), timeout=10)) as present:
        restored.backup(present)  # one transaction: a crash leaves the present database as it was
        present.execute("PRAGMA journal_mode = WAL")


def _tables() -> list[Table]:
    return list(db.metadata.sorted_tables)


def _copy_tables(folder: Path) -> list[Source]:
    (folder / "tables").mkdir()
    sources = []
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True) as connection:
        cursor: Any = connection.connection.cursor()
        for table in _tables():
            path = folder / "tables" / f"{table.name}.copy"
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            with path.open("wb") as file, cursor.copy(f'COPY "{table.name}" ({columns}) TO STDOUT (FORMAT binary)') as rows:
                for portion in rows:
                    file.write(portion)
            sources.append(Source(f"tables/{path.name}", path))
    return sources


def _restore_tables(folder: Path) -> None:
    with transaction() as session:
        connection = session.connection()
        names = ", ".join(f'"{table.name}"' for table in _tables())
        # The triggers that keep the ledger append-only would refuse the very rows they once let in.
        for table in _tables():
            connection.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER'))
        connection.execute(text(f"TRUNCATE {names}"))
        cursor: Any = connection.connection.cursor()
        for table in _tables():
            _restore_table(cursor, table, folder / f"{table.name}.copy")
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for table in _tables():
            connection.execute(text(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER'))


def _restore_table(cursor: Any, table: Table, path: Path) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    with path.open("rb") as file, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN (FORMAT binary)') as rows:
        while portion := file.read(1 << 16):
            rows.write(portion)
    counted = next((column for column in table.primary_key.columns if column is table.autoincrement_column), None)
    if counted is not None:
        cursor.execute(f"""SELECT setval(pg_get_serial_sequence('"{table.name}"', '{counted.name}'),
                       greatest((SELECT max("{counted.name}") FROM "{table.name}"), 1))""")
