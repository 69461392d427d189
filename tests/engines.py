"""The two databases of the suite: a schema built once through the migrations, then copied for every test."""

import contextlib
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from tests.folders import memory_folder
from tests.postgresql import PostgresServer

ENGINES = ("sqlite", "postgresql")
SERVER = pytest.StashKey[PostgresServer]()
"""Where the configuration of a run keeps its PostgreSQL."""


class Databases(Protocol):
    """A supply of databases on one engine: one template, as many copies of it as there are tests."""

    name: str

    @property
    def template_url(self) -> str:
        """The database that the migrations are run in."""

    def freeze(self) -> None:
        """Take the template as it is now; nobody may be connected to it any more."""

    def copy(self) -> str:
        """The address of a fresh copy of the template."""

    def drop(self, url: str) -> None:
        """Remove a copy, whoever is still connected to it."""

    def close(self) -> None:
        """Remove everything."""


class SqliteDatabases:
    """Files in memory where the machine has such a folder, so that a synced commit costs nothing."""

    name = "sqlite"

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ilgam-db-", dir=memory_folder()))
        self.template: sqlite3.Connection | None = None

    @property
    def template_url(self) -> str:
        return f"sqlite:///{self.folder / 'template.sqlite3'}"

    def freeze(self) -> None:
        self.template = sqlite3.connect(self.folder / "template.sqlite3")
        self.template.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self) -> str:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as target:
            self.template.backup(target)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for path in self.folder.glob(f"{Path(make_url(url).database).name}*"):
            path.unlink()

    def close(self) -> None:
        if self.template is not None:
            self.template.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresDatabases:
    """Databases of one server, shared by the test processes; each process has a template of its own."""

    name = "postgresql"

    def __init__(self, server_url: str) -> None:
        self.server_url = server_url
        self.template = f"template_{uuid.uuid4().hex[:12]}"
        self.connection = psycopg.connect(server_url, autocommit=True)
        self.connection.execute(f"CREATE DATABASE {self.template}")

    @property
    def template_url(self) -> str:
        return self._url(self.template)

    def freeze(self) -> None:
        """Nothing to do: the server copies the files of a database nobody uses."""

    def copy(self) -> str:
        name = f"test_{uuid.uuid4().hex[:16]}"
        # A small database is copied quicker file by file than through the log.
        self.connection.execute(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY FILE_COPY")
        return self._url(name)

    def drop(self, url: str) -> None:
        self.connection.execute(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def close(self) -> None:
        self.drop(self.template_url)
        self.connection.close()

    def _url(self, name: str) -> str:
        return make_url(self.server_url).set(database=name).render_as_string(hide_password=False)


def start_server() -> PostgresServer:
    """The server that all test processes of one run share."""
    return PostgresServer()


def databases_of(engine_name: str, server_url: str | None) -> Databases:
    """The supply for one test process."""
    return PostgresDatabases(server_url) if engine_name == "postgresql" else SqliteDatabases()


def redirect(engine: Engine, present_url: Callable[[], str]) -> None:
    """Let `engine` connect to whatever `present_url()` says at that moment: one application, a database per test."""

    @event.listens_for(engine, "do_connect")
    def connect_there(dialect: Any, _record: Any, words: list[Any], named: dict[str, Any]) -> None:
        new_words, new_named = dialect.create_connect_args(make_url(present_url()))
        words[:] = new_words
        named.update({name: value for name, value in new_named.items() if name != "check_same_thread"})
