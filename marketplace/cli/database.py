"""Whether the database can be worked with, said in one plain line before a command starts."""

import os
from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic.script import ScriptDirectory
from alembic.util import CommandError as AlembicError
from flask import current_app
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from marketplace.cli.plain import give_up
from marketplace.kernel.database import db

UPGRADE: Final = "flask --app wsgi db upgrade"


def need_database() -> None:
    """End the command unless the database is there, can be read and written, and has this program's schema."""
    path = database_file()
    if path is not None:
        _need_file(path)
    try:
        present = present_schema()
    except DBAPIError as error:
        give_up(f"The database can't be used: {str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else error.orig}")
    if present is None:
        give_up(f"The database is empty. Make its tables with: {UPGRADE}")
    if present not in known_schemas():
        give_up(f"The database has the schema {present} of a newer Ilgam. Update the program first.")
    if present != newest_schema():
        give_up(f"The database has the older schema {present}. Bring it up to date with: {UPGRADE}")


def database_file() -> Path | None:
    """The SQLite file, or none on PostgreSQL."""
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def present_schema() -> str | None:
    """The revision that the database is at; none before the first migration."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    found: Any = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def known_schemas() -> frozenset[str]:
    """Every revision that this program knows."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def newest_schema() -> str:
    """The revision that this program works with."""
    try:
        return _scripts().get_current_head() or ""
    except AlembicError as error:
        give_up(str(error))


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory(current_app.extensions["migrate"].directory)


def _need_file(path: Path) -> None:
    if not path.exists():
        give_up(f"There is no database at {path}. Make it with: {UPGRADE}")
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK):
        give_up(f"No right to write to {path} and its folder.")
    with path.open("rb") as file:
        start = file.read(16)
    if not start:
        give_up(f"The database is empty. Make its tables with: {UPGRADE}")
    if start != b"SQLite format 3\x00":
        give_up(f"{path} is not a database.")
