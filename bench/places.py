"""Where the benchmark puts what it makes: a temporary folder on the disk, gone at the end."""

import base64
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from bench.wire import HOST

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "a password of the benchmark"
RESULTS = ROOT / "bench" / "results.md"


class Workplace:
    """One run's folder, and the settings its servers run with."""

    def __init__(self) -> None:
        # Durable commits are part of what is measured, so a disk and not a folder in memory.
        self.folder = Path(tempfile.mkdtemp(prefix="ilgam-bench-"))
        self._keys = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "FIELD_KEYS": f"bench:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}",
            "STRIPE_SECRET_KEY": f"sk_test_{secrets.token_hex(16)}",
            "STRIPE_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(16)}",
        }

    def environment(self, database_url: str) -> dict[str, str]:
        """The variables of a production process on this database."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return kept | self._keys | {
            "ILGAM_ENV": "production", "DATABASE_URL": database_url, "BASE_URL": f"https://{HOST}",
            "STRIPE_API_BASE": "http://127.0.0.1:9", "UPLOAD_DIR": str(self.folder / "uploads"),
            "MAIL_SINK_DIR": str(self.folder / "mail"), "PYTHONUNBUFFERED": "1", "MALLOC_ARENA_MAX": "2",
            # A million rows are imported in files of a hundred thousand, each larger than what people usually send.
            "ILGAM_UPLOAD_MAX_BYTES": "100000000",
        }

    def log(self, name: str) -> Path:
        """Where a process of this run writes what it says."""
        return self.folder / f"{name}.log"

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)
