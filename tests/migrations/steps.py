"""Going from one schema to another and back."""

from collections.abc import Callable
from typing import Any

from tests.application import ROOT

FOLDER = str(ROOT / "migrations")


def go(db: Any, move: Callable[..., None], revision: str) -> None:
    """`go(db, downgrade, "0009")`: with no session open, as the move makes tables again."""
    db.session.remove()
    move(directory=FOLDER, revision=revision)
