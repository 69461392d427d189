"""`audit verify` and `audit head`."""

import click
import msgspec

from marketplace.audit.heads import heads_file
from marketplace.audit.proof import newest_head, prove_journal
from marketplace.cli.answers import show
from marketplace.cli.database import need_database
from marketplace.cli.plain import FAULTY, as_json, group


@group("audit", help="The journal and its seals.")
def audit() -> None:
    """The journal."""
    need_database()


@audit.command("verify", help="Compute every row and seal again. Exit code 1 when something was changed, removed or slipped in.")
@as_json
def verify(is_json: bool) -> None:
    """Prove the journal."""
    faults = prove_journal()
    facts = [{"kind": fault.kind, "id": fault.id, "words": fault.words} for fault in faults]
    show({"ok": not faults, "faults": facts}, [fault.words for fault in faults] or ["The journal is whole."], is_json=is_json)
    if faults:
        raise click.exceptions.Exit(FAULTY)


@audit.command("head", help="The newest seal: write it down elsewhere and nobody can rewrite what came before it.")
@as_json
def head(is_json: bool) -> None:
    """Show the head of the chain."""
    newest = newest_head()
    lines = ["Nothing has been sealed yet."] if newest is None else [f"seal {newest.seal}, {newest.at}: {newest.hash}"]
    facts = None if newest is None else msgspec.to_builtins(newest)
    show({"head": facts, "file": str(heads_file())}, lines, is_json=is_json)
