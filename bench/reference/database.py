"""One engine in autocommit for reads, the same with transactions for writes, set up as the program sets up its own."""

import os

import msgspec
from sqlalchemy import Table, create_engine

import marketplace.tables  # noqa: F401 - knows every table of the program
from marketplace.kernel.database import Base, engine_options
from marketplace.kernel.settings import load_settings

_settings = load_settings(os.environ)
IS_SQLITE = _settings.is_sqlite
READER = create_engine(
    _settings.database_url, **engine_options(_settings.database_url, threads=_settings.web_threads),
    json_serializer=lambda value: msgspec.json.encode(value).decode(), json_deserializer=msgspec.json.decode)
WRITER = READER.execution_options(**({"ilgam_writing": True} if IS_SQLITE else {"isolation_level": "READ COMMITTED"}))


def table(name: str) -> Table:
    """A table of the program, by its name."""
    return Base.metadata.tables[name]
