"""Whether the local database has the schema of this program, told without loading the program."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from marketplace.local.places import DATABASE, MIGRATIONS

_IDENTITY = re.compile(r"^(revision|down_revision)\b[^=]*=\s*(.+)$", re.MULTILINE)
_WORD = re.compile(r"""["']([^"']+)["']""")


def schema_state(database: Path = DATABASE, migrations: Path = MIGRATIONS) -> str:
    """"missing", "current", "older", "newer" (made by a later program) or "broken" (not a database)."""
    if not database.exists() or database.stat().st_size == 0:
        return "missing"
    known, heads = _revisions(migrations)
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            present = {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}
    except sqlite3.OperationalError as error:
        return "older" if "no such table" in str(error) else "broken"
    except sqlite3.DatabaseError:
        return "broken"
    if present == heads:
        return "current"
    return "older" if present <= known else "newer"


def _revisions(migrations: Path) -> tuple[set[str], set[str]]:
    known: set[str] = set()
    parents: set[str] = set()
    for path in migrations.glob("*.py"):
        for name, value in _IDENTITY.findall(path.read_text(encoding="utf-8")):
            (known if name == "revision" else parents).update(_WORD.findall(value))
    return known, known - parents
