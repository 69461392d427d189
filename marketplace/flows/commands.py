"""`backup FILE` and `restore FILE`."""

from pathlib import Path

import click

from marketplace.cli.answers import show
from marketplace.cli.database import known_schemas, need_database, newest_schema
from marketplace.cli.plain import as_json, command, give_up
from marketplace.flows.archive import Manifest
from marketplace.flows.backup import back_up
from marketplace.flows.backup import restore as put_back
from marketplace.kernel.policy import Actor

COMMAND_LINE = Actor.system("command line")


@command("backup", help="Write the database and all uploads into FILE, while people work.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def backup(file: Path, is_json: bool) -> None:
    """Back up."""
    need_database()
    if not file.absolute().parent.is_dir():
        give_up(f"There is no folder {file.absolute().parent}.")
    manifest = back_up(file.absolute(), schema=newest_schema(), actor=COMMAND_LINE)
    _tell(manifest, f"{file}: {len(manifest.members)} files, schema {manifest.schema}, {_bytes(manifest):,} bytes.", is_json)


@command("restore", help="Put a backup in place of what is there. Checks it whole first; then payouts wait for `jobs arm`.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True, readable=True))
@as_json
def restore(file: Path, is_json: bool) -> None:
    """Restore."""
    need_database()
    manifest = put_back(file.absolute(), schema=newest_schema(), known_schemas=known_schemas(), actor=COMMAND_LINE)
    _tell(manifest, f"Restored {len(manifest.members)} files of {manifest.made_at}. Payouts and refunds are on hold: run reconcile, then "
          "flask --app wsgi jobs arm.", is_json)


def _tell(manifest: Manifest, line: str, is_json: bool) -> None:
    facts = {"schema": manifest.schema, "engine": manifest.engine, "made_at": manifest.made_at, "files": len(manifest.members),
             "bytes": _bytes(manifest)}
    show(facts, [line], is_json=is_json)


def _bytes(manifest: Manifest) -> int:
    return sum(one.size for one in manifest.members)
