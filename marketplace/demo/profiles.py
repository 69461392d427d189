"""What an empty database can be filled with, and who is in it."""

from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import func, select

from marketplace.accounts.models import Person
from marketplace.demo.agenda import Agenda
from marketplace.demo.bench import build_bench
from marketplace.demo.canary import Canary
from marketplace.demo.people import CAST, PASSWORD
from marketplace.demo.small import SmallWorld
from marketplace.demo.stage import Stage
from marketplace.demo.story import tell_story
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import Conflict
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.money.proof import prove_ledger
from marketplace.work.models import Batch

PROFILES: Final = ("demo", "small", "bench")
SEED: Final = 20_261


class SeedFaulty(Exception):
    """What was made does not prove: a fault of the program, named."""


def fill(profile: str, *, canary: str | None = None, seed: int = SEED, tasks: int = 10_000, workers: int = 8) -> dict[str, Any]:
    """Fill an empty database; the ids of what was made. Raises `Conflict` not_empty, `ProviderUnavailable`, `SeedFaulty`."""
    if db.session.scalar(select(func.count()).select_from(Person)):
        raise Conflict("not_empty", Text("데이터베이스가 비어 있지 않아요.", "The database is not empty: only a new one can be filled."))
    if profile == "bench":
        made = build_bench(tasks=tasks, workers=workers)
    elif profile == "small":
        made = SmallWorld(Canary(canary)).fill()
    else:
        made = _play(seed)
    db.session.expire_all()
    faults = prove_ledger()
    if faults:
        raise SeedFaulty("; ".join(faults))
    return made


def _play(seed: int) -> dict[str, Any]:
    stage = Stage(Agenda(clock.now()), seed)
    try:
        happened = tell_story(stage)
        stage.finish()
    finally:
        stage.stripe.close()
    batches = {title: batch_id for batch_id, title in db.session.execute(select(Batch.id, Batch.title).order_by(Batch.id))}
    return {"people": stage.people, "batches": batches, "happened": happened}


def cast_file() -> Path:
    """Where `make run` looks for the cast: beside the folder of uploads."""
    return Path(current_settings().upload_dir).absolute().parent / "cast.json"


def write_cast() -> Path:
    """Write down who is in the demo, how they sign in and what to try."""
    path = cast_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode({"people": cast()}), indent=2) + b"\n")
    return path


def cast() -> list[dict[str, Any]]:
    """The people of the demo."""
    return [{"role": one.role.to_json(), "name": one.name, "email": one.email, "password": PASSWORD, "try": one.hint.to_json()}
            for one in CAST]
