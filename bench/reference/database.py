"""One engine in autocommit for reads, the same with transactions for writes, set up as the program sets up its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection, Table, create_engine

import marketplace.tables  # noqa: F401 - knows every table of the program
from marketplace.kernel.database import Base, engine_options
from marketplace.kernel.settings import load_settings

_settings = load_settings(os.environ)
IS_SQLITE = _settings.is_sqlite
READER = create_engine(
    _settings.database_url, **engine_options(_settings.database_url, threads=_settings.web_threads),
    json_serializer=lambda value: msgspec.json.encode(value).decode(), json_deserializer=msgspec.json.decode)
WRITER = READER if IS_SQLITE else READER.execution_options(isolation_level="READ COMMITTED")


@contextmanager
def transaction() -> Iterator[Connection]:
    """A connection inside one write transaction, begun as the program begins its own."""
    with WRITER.begin() as connection:
        if IS_SQLITE:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def table(name: str) -> Table:
    """A table of the program, by its name."""
    return Base.metadata.tables[name]
