"""Our own commands as processes of their own, with the settings of the test that starts them."""

import base64
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from marketplace.kernel.setting_kinds import FieldKey
from marketplace.kernel.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "COVERAGE_PROCESS_START")


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that make another process run with `settings`."""
    environ = {name: os.environ[name] for name in KEPT if name in os.environ}
    for one in fields(Settings):
        environ[one.metadata["variable"]] = _typed(getattr(settings, one.name))
    return environ | {"PYTHONWARNINGS": "default", "PYTHONUNBUFFERED": "1"}


def start_flask(settings: Settings, *words: str, **named: Any) -> "subprocess.Popen[str]":
    """Start `flask --app wsgi <words>` against the test's database."""
    return subprocess.Popen(_command(words), cwd=ROOT, env=environment_of(settings), text=True, **named)


def run_flask(settings: Settings, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run it to its end: `.returncode`, `.stdout`, `.stderr`."""
    return subprocess.run(
        _command(words), cwd=ROOT, env=environment_of(settings), text=True, capture_output=True, timeout=60,
    )


def _command(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", *words]


def _typed(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return ",".join(_key(one) if isinstance(one, FieldKey) else str(one) for one in value)


def _key(key: FieldKey) -> str:
    return f"{key.id}:{base64.urlsafe_b64encode(key.secret).decode()}"
