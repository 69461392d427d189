"""`seed`: fill an empty database."""

import time
from pathlib import Path

import click
import msgspec

from marketplace.cli.answers import show, table
from marketplace.cli.database import need_database
from marketplace.cli.plain import as_json, command, give_up
from marketplace.demo.profiles import PROFILES, SEED, SeedFaulty, cast, fill, write_cast
from marketplace.kernel.settings import current_settings


@command("seed", help="Fill an empty database: the demo (needs the local Stripe), a small world, or many tasks to measure with.")
@click.option("--profile", type=click.Choice(PROFILES), default="demo", show_default=True)
@click.option("--canary", metavar="SEED", help="Put a random word of its own into every text field of each tenant (small).")
@click.option("--ids-out", type=click.Path(path_type=Path, dir_okay=False), help="Write the ids of what was made here, as JSON.")
@click.option("--seed", "story_seed", type=int, default=SEED, show_default=True, help="Another seed tells another story (demo).")
@click.option("--tasks", type=click.IntRange(1, 5_000_000), default=10_000, show_default=True, help="Open tasks (bench).")
@click.option("--workers", type=click.IntRange(1, 10_000), default=8, show_default=True, help="Qualified workers (bench).")
@as_json
def seed(*, profile: str, canary: str | None, ids_out: Path | None, story_seed: int, tasks: int, workers: int, is_json: bool) -> None:
    """Fill the database."""
    if current_settings().is_production:
        give_up("Production is not filled with made-up people.")
    need_database()
    if canary is not None and profile != "small":
        give_up("Canaries belong to the small profile: add --profile small.")
    started = time.monotonic()
    try:
        made = fill(profile, canary=canary, seed=story_seed, tasks=tasks, workers=workers)
    except SeedFaulty as error:
        give_up(f"What was made does not prove: {error}", 1)
    if ids_out is not None:
        ids_out.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    lines = [f"{profile}: filled in {time.monotonic() - started:.1f} s; the ledger proves."]
    if profile == "demo":
        write_cast()
        lines += ["", *table(("who", "sign in", "try"), ((f"{one['role']['en']} {one['name']}", f"{one['email']} / {one['password']}",
                                                          one["try"]["en"]) for one in cast()))]
    show({"profile": profile, "ok": True, "made": made}, lines, is_json=is_json)
