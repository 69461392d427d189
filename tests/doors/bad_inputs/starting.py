"""Rows 55 and 56: commands that can't do what they were asked for, and settings that nothing starts with."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from marketplace.kernel.settings import current_settings
from tests.doors.bad_inputs.case import Ended, Row, Unset
from tests.processes import ROOT, run_flask

NOT_A_NUMBER = "a whole number is needed"
SETTINGS: dict[str, tuple[dict[str, str], str]] = {
    "unknown-WORKERS=abc": ({"WORKERS": "abc"}, "is not a setting; the nearest is WEB_WORKERS"),
    "unknown-of-ours": ({"ILGAM_CLAIM_PER_WORKER": "3"}, "is not a setting; the nearest is ILGAM_CLAIMS_PER_WORKER"),
    "unknown-like-nothing": ({"ILGAM_XYZZY": "3"}, "is not a setting"),
    "unknown-close": ({"DATABASE_URI": "sqlite:///x"}, "is not a setting; the nearest is DATABASE_URL"),
    "WEB_WORKERS=abc": ({"WEB_WORKERS": "abc"}, NOT_A_NUMBER), "WEB_WORKERS=1e3": ({"WEB_WORKERS": "1e3"}, NOT_A_NUMBER),
    "WEB_WORKERS=NaN": ({"WEB_WORKERS": "NaN"}, NOT_A_NUMBER), "WEB_WORKERS=full-width": ({"WEB_WORKERS": "４"}, NOT_A_NUMBER),
    "WEB_WORKERS=5000-digits": ({"WEB_WORKERS": "9" * 5000}, NOT_A_NUMBER),
    "negative-claims": ({"ILGAM_CLAIMS_PER_WORKER": "-1"}, "is -1: at least 1 is needed"),
    "negative-fee": ({"ILGAM_FEE_BPS": "-1"}, "is -1: at least 0 is needed"),
    "negative-upload": ({"ILGAM_UPLOAD_MAX_BYTES": "-1"}, "is -1: at least 1024 is needed"),
    "no-rows-a-page": ({"ILGAM_PAGE_MAX": "0"}, "is 0: at least 1 is needed"),
    "port-65536": ({"PORT": "65536"}, "is 65536: at most 65535 is allowed"),
    "bad-database": ({"DATABASE_URL": "mysql://db"}, "is not postgresql://… or sqlite:///path"),
}
CLOSED = "/sys"  # nobody may write there, root neither


def _folder() -> Path:
    """A folder of this world's own."""
    folder = Path(current_settings().upload_dir).parent / "commands"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _flask(*words: str, database: Callable[[], str] | None = None) -> Callable[[Any], Any]:
    """A command against the world's database or another one."""
    def run(_stage: Any) -> Any:
        settings = current_settings()
        return run_flask(replace(settings, database_url=database()) if database else settings, *words)

    return run


def _missing() -> str:
    return f"sqlite:///{_folder() / 'none.sqlite3'}"


def _through_a_file() -> str:
    (_folder() / "file").touch()
    return f"sqlite:///{_folder() / 'file' / 'ilgam.sqlite3'}"


def _of_tomorrow() -> str:
    path = _folder() / "newer.sqlite3"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    return f"sqlite:///{path}"


def _on_a_taken_port(stage: Any) -> Any:
    """The local Stripe, started where one is running."""
    port = str(urlsplit(stage.twin.base_url).port)
    words = [sys.executable, "-m", "marketplace.gateways.stripe_twin", "--port", port]
    return subprocess.run(words, cwd=ROOT, text=True, capture_output=True, timeout=60)


CASES: list[Row] = [
    Ended(55, "unknown-command", "cli", _flask("nonsense"), 2, "No such command: nonsense. See: flask --app wsgi --help"),
    Ended(55, "unknown-command-of-a-group", "cli", _flask("jobs", "nonsense"), 2, "No such command 'nonsense'"),
    Ended(55, "unknown-option", "cli", _flask("ledger", "verify", "--nonsense"), 2, "No such option"),
    Ended(55, "missing-database", "cli", _flask("ledger", "verify", database=_missing), 3, "Make it with: flask --app wsgi db upgrade"),
    Ended(55, "folder-is-a-file", "cli", _flask("jobs", "list", database=_through_a_file), 3, "There is no database at"),
    Ended(55, "no-right-to-the-folder", "cli", _flask("backup", f"{CLOSED}/ilgam.tar"), 3, CLOSED),
    Ended(55, "newer-schema", "cli", _flask("audit", "verify", database=_of_tomorrow), 3, "the schema 9999 of a newer Ilgam"),
    Ended(55, "newer-schema-scheduler", "cli", _flask("scheduler", database=_of_tomorrow), 3, "the schema 9999 of a newer Ilgam"),
    Ended(55, "port-in-use", "cli", _on_a_taken_port, 1, "ddress already in use"),
    Ended(55, "bad-database-url", "cli", _flask("jobs", "list", database=lambda: "nonsense"), 2, "DATABASE_URL"),
    Ended(55, "database-of-another-kind", "cli", _flask("jobs", "list", database=lambda: "mysql://localhost/x"), 2, "DATABASE_URL"),
    Ended(55, "database-that-is-not-there", "cli", _flask(
        "ledger", "verify", database=lambda: "postgresql://ilgam@127.0.0.1:9/none?connect_timeout=2"), 3, "The database can't be used"),
]
CASES += [Unset(56, what, "settings", environ, next(iter(environ)), says) for what, (environ, says) in SETTINGS.items()]
