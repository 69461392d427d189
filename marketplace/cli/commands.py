"""`settings`."""

from dataclasses import fields

import click

from marketplace.cli.answers import show, table
from marketplace.cli.plain import as_json, command
from marketplace.kernel.settings import Settings, current_settings, settings_table

HIDDEN = "(hidden)"


@command("settings", help="Every setting with its present value; --markdown prints the table of the README.")
@click.option("--markdown", is_flag=True)
@as_json
def settings(markdown: bool, is_json: bool) -> None:
    """Show the settings."""
    present = current_settings()
    values = {one.metadata["variable"]: HIDDEN if one.metadata["secret"] else getattr(present, one.name) for one in fields(Settings)}
    rows = [(one.metadata["variable"], _spelled(values[one.metadata["variable"]]), one.metadata["says"]) for one in fields(Settings)]
    lines = settings_table().splitlines() if markdown else table(("variable", "value", "what it is"), rows)
    show({"settings": values}, lines, is_json=is_json)


def _spelled(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
