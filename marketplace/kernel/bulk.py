"""Very many rows at once, the quickest way the driver knows: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


def insert_many(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows of values ready for the driver, JSON as text, while they are read; how many. Part of the session's transaction."""
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    write = _copy if connection.dialect.name == "postgresql" else _execute_many
    try:
        return write(driver, table.name, columns, rows)
    except connection.dialect.loaded_dbapi.Error as error:
        # As SQLAlchemy would have put it, so that whoever knows its errors knows this one.
        raise DBAPIError.instance(f"INSERT INTO {table.name}", None, error, connection.dialect.loaded_dbapi.Error,
                                  hide_parameters=True, dialect=connection.dialect) from error


def _copy(driver: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    with driver.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return int(cursor.rowcount)


def _execute_many(driver: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    places = ", ".join("?" * len(columns))
    return int(driver.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows).rowcount)
