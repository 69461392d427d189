"""Where the local mode keeps its things, all under var/."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
VAR: Final = ROOT / "var"
DATABASE: Final = VAR / "ilgam.sqlite3"
STRIPE_DATA: Final = VAR / "stripe.sqlite3"
UPLOADS: Final = VAR / "uploads"
MAIL: Final = VAR / "mail"
LOGS: Final = VAR / "logs"
KEYS: Final = VAR / "local.env"
CAST: Final = VAR / "cast.json"
# Stands from the first write of a first start until its demo is whole.
UNFINISHED: Final = VAR / "first-start"
MIGRATIONS: Final = ROOT / "migrations" / "versions"
