"""The two databases as production runs them: synced commits, and a copy for each contender."""

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import psycopg

from tests.postgresql import PostgresServer

ENGINES = ("sqlite", "postgresql")


class Engine(Protocol):
    """Makes databases by name; a copy starts with all that its source holds."""

    name: str

    def create(self, name: str) -> str:
        """The address of a new, empty database."""

    def copy(self, source: str, name: str) -> str:
        """The address of a copy of `source`; nobody may be connected to it."""

    def version(self) -> str:
        """The program and how it commits."""

    def close(self) -> None:
        """Remove everything."""


class Sqlite:
    """Files on the disk; our own connections set WAL and synchronous FULL."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.sqlite3"

    def copy(self, source: str, name: str) -> str:
        with contextlib.closing(sqlite3.connect(self.folder / f"{source}.sqlite3")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.folder / f"{source}.sqlite3", self.folder / f"{name}.sqlite3")
        return self.create(name)

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}, WAL, synchronous FULL"

    def close(self) -> None:
        """The folder goes with the run."""


class Postgresql:
    """One server of our own with fsync, full page writes and autovacuum on."""

    name = "postgresql"

    def __init__(self) -> None:
        self.server = PostgresServer(is_durable=True)
        self.connection = psycopg.connect(self.server.url(), autocommit=True)

    def create(self, name: str) -> str:
        self.connection.execute(f"CREATE DATABASE {name}")
        return self.server.url(name)

    def copy(self, source: str, name: str) -> str:
        self.connection.execute(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
        return self.server.url(name)

    def version(self) -> str:
        number = self.connection.execute("SHOW server_version").fetchone()[0]
        return f"PostgreSQL {number}, fsync and synchronous_commit on, shared_buffers 64 MB"

    def close(self) -> None:
        self.connection.close()
        self.server.stop()


def open_engine(name: str, folder: Path) -> Engine:
    """The engine called `name`, running."""
    return Postgresql() if name == "postgresql" else Sqlite(folder)
