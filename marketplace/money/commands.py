"""`ledger verify` and `reconcile`."""

import click

from marketplace.cli.answers import show
from marketplace.cli.database import need_database
from marketplace.cli.plain import FAULTY, as_json, command, group
from marketplace.gateways.provider import money_provider
from marketplace.kernel.clock import UTC
from marketplace.kernel.policy import Actor
from marketplace.money.proof import prove_ledger
from marketplace.money.reconcile import EPOCH, reconcile

COMMAND_LINE = Actor.system("command line")


@group("ledger", help="The ledger.")
def ledger() -> None:
    """The ledger."""
    need_database()


@ledger.command("verify", help="Prove the ledger from its rows. Exit code 1 when something is wrong.")
@as_json
def verify(is_json: bool) -> None:
    """Prove the ledger."""
    faults = prove_ledger()
    show({"ok": not faults, "faults": faults}, faults or ["The ledger is right."], is_json=is_json)
    if faults:
        raise click.exceptions.Exit(FAULTY)


@command("reconcile", help="Compare the ledger, our rows, the provider's lists and the bank's answers. Names differences, mends none.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was made since this day (UTC).")
@as_json
def reconcile_books(since: click.DateTime | None, is_json: bool) -> None:
    """Compare the books."""
    need_database()
    start = since.replace(tzinfo=UTC) if since is not None else EPOCH  # type: ignore[attr-defined]
    differences = reconcile(provider=money_provider(), since=start, actor=COMMAND_LINE)
    facts = [{"kind": one.kind, "about": one.about, "words": one.words.en} for one in differences]
    lines = [f"{one.kind}: {one.words.en}" for one in differences] or ["The ledger, our rows, the provider and the bank agree."]
    show({"ok": not differences, "differences": facts}, lines, is_json=is_json)
    if differences:
        raise click.exceptions.Exit(FAULTY)
