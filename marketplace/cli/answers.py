"""What commands print: lines for people, or one JSON document."""

from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec


def show(facts: Any, lines: Iterable[str], *, is_json: bool) -> None:
    """Print `facts` as JSON, or the lines."""
    if is_json:
        click.echo(msgspec.json.format(msgspec.json.encode(facts, enc_hook=str), indent=2).decode())
        return
    for line in lines:
        click.echo(line)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Rows under their head, columns aligned."""
    words = [[str(word) for word in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in words) for column in range(len(head))]
    return ["  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip() for row in words]
