"""The settings of the local mode: what people typed, then keys made once and kept in var/local.env."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from marketplace.local.places import DATABASE, KEYS, MAIL, UPLOADS


def with_local_keys(environ: Mapping[str, str], path: Path = KEYS) -> dict[str, str]:
    """`environ` over the kept keys: commands typed beside `make run` read the same data. Only in development."""
    if environ.get("ILGAM_ENV", "development") != "development":
        return dict(environ)
    return read_keys(path) | dict(environ)


def local_environment(environ: Mapping[str, str], web_port: int, twin_port: int) -> dict[str, str]:
    """The variables that web, scheduler and local Stripe are started with."""
    chosen = {
        "ILGAM_ENV": "development",
        "DATABASE_URL": f"sqlite:///{DATABASE}",
        "UPLOAD_DIR": str(UPLOADS),
        "MAIL_SINK_DIR": str(MAIL),
        "PORT": str(web_port),
        "BASE_URL": f"http://127.0.0.1:{web_port}",
        "STRIPE_API_BASE": f"http://127.0.0.1:{twin_port}",
    }
    fixed = {
        "PYTHONUNBUFFERED": "1",
        # Fewer allocator arenas: threads share them and the processes stay small.
        "MALLOC_ARENA_MAX": "2",
    }
    return chosen | read_keys(KEYS) | dict(environ) | fixed


def make_keys(path: Path = KEYS) -> None:
    """Keep random keys for this machine, readable by its owner only; an existing file stays as it is."""
    if path.exists():
        return
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"local:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}",
        "STRIPE_SECRET_KEY": f"sk_test_local_{secrets.token_hex(12)}",
        "STRIPE_WEBHOOK_SECRET": f"whsec_local_{secrets.token_hex(16)}",
    }
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in keys.items())


def read_keys(path: Path) -> dict[str, str]:
    """The kept keys; none when there is no file."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
