"""What was found, as Markdown tables: printed, and kept in bench/results.md."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bench.exports import ExportCell
from bench.facts import machine_facts, revision
from bench.hot import Cell, Found

ABOUT = """\
Rates are units a second; every percentage is a ratio of two rates in this run, on the same machine in turns. *hello* is a JSON route of Flask on the
same server; *thin* makes only the statements without which nothing happened; *same* sends the statements that our verbs send and decides nothing.
Ours is whole: API key, permission, Idempotency-Key, journal row, automatic checks. How it is measured: [docs/performance.md](../docs/performance.md).
"""


def write_report(found: Found, *, took: float) -> str:
    """The whole report."""
    parts = [
        "# Benchmark results\n", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, revision {revision()}, {took:.0f} s. {machine_facts()}\n",
        "\n".join(f"- {engine}" for engine in found.engines) + "\n", ABOUT,
        "## Next task, claim and submit (one pair: two requests)\n", _table(_PAIR, [_pair_row(cell) for cell in found.cells if cell.what == "pair"]),
        "## Review and release\n", _table(_REVIEW, [_review_row(cell) for cell in found.cells if cell.what == "review"]),
        "## Lists and pages\n", _table(_LIST, [_list_row(cell) for cell in found.cells if cell.what not in ("pair", "review")]),
    ]
    if found.imports:
        parts += ["## Import\n", _table(_IMPORT, found.imports)]
    if found.exports:
        parts += ["## Export\n", _table(_EXPORT, [_export_row(cell) for cell in found.exports])]
    parts += ["## Releases of one batch and of many\n", _table(_RELEASE, [_release_row(cell) for cell in found.releases]),
              "## Payouts through the local Stripe\n", _table(_PAYOUT, found.payouts), "## Proof of the ledger\n", _table(_PROOF, found.proofs)]
    if found.servers:
        parts += ["## Which server\n", _table(_SERVER, [_server_row(cell) for cell in found.servers])]
    return "\n".join([*parts, "## Memory and proofs\n", *(f"- {note}" for note in found.notes)]) + "\n"


_PAIR = ("database", "open tasks", "clients", "hello/s", "thin/s", "same/s", "ours/s", "of hello", "of thin", "of same", "claim p50 · p95 ms",
         "submit p50 · p95 ms")
_REVIEW = ("database", "clients", "hello/s", "thin/s", "same/s", "ours/s", "of hello", "of thin", "of same", "p50 · p95 ms")
_LIST = ("what", "database", "tasks", "clients", "hello/s", "thin/s", "ours/s", "of hello", "of thin", "p50 · p95 ms")
_IMPORT = ("database", "rows", "ours rows/s", "check · store s", "raw into the same table", "ours of it", "raw into a bare table", "ours of it",
           "memory grew MB")
_EXPORT = ("database", "rows", "clients", "cursor rows/s", "ours rows/s", "of the cursor", "worker grew MB")
_RELEASE = ("database", "batches", "reviewers", "of one batch/s", "of many/s", "one of many", "one p50 · p95 ms", "many p50 · p95 ms")
_PAYOUT = ("database", "payouts", "queued/s", "sent/s", "bare transfers/s", "sent of bare", "settled/s")
_PROOF = ("database", "lines", "seconds", "lines/s", "memory grew MB")
_SERVER = ("what", "database", "clients", "granian/s", "gunicorn/s", "granian of gunicorn", "granian p95 ms", "gunicorn p95 ms")


def _pair_row(cell: Cell) -> list[str]:
    return [cell.engine, f"{cell.size:,}", str(cell.clients), *_rates(cell, "hello", "thin", "same", "ours"),
            *(f"{cell.ratio(other):.1%}" if other == "hello" else f"{cell.ratio(other):.0%}" for other in ("hello", "thin", "same")),
            _waits(cell, "claim"), _waits(cell, "submit")]


def _review_row(cell: Cell) -> list[str]:
    return [cell.engine, str(cell.clients), *_rates(cell, "hello", "thin", "same", "ours"), f"{cell.ratio('hello'):.1%}",
            f"{cell.ratio('thin'):.0%}", f"{cell.ratio('same'):.0%}", _waits(cell, "review")]


def _list_row(cell: Cell) -> list[str]:
    return [cell.what, cell.engine, f"{cell.size:,}", str(cell.clients), *_rates(cell, "hello", "thin", "ours"), f"{cell.ratio('hello'):.1%}",
            f"{cell.ratio('thin'):.0%}", _waits(cell, "read")]


def _export_row(cell: ExportCell) -> list[str]:
    return [cell.engine, f"{cell.rows:,}", str(cell.clients), f"{cell.thin:,.0f}", f"{cell.ours:,.0f}", f"{cell.ours / cell.thin:.0%}",
            f"{cell.grown:.0f}"]


def _release_row(cell: Cell) -> list[str]:
    return [cell.engine, f"{cell.size:,}", str(cell.clients), *_rates(cell, "one", "many"), f"{cell.ratio('many', 'one'):.0%}",
            _waits(cell, "review", "one"), _waits(cell, "review", "many")]


def _server_row(cell: Cell) -> list[str]:
    name = "healthz" if cell.what == "/healthz" else "submit"
    slow = (f"{cell.done[one].percentile(name, 95) * 1000:.0f}" for one in ("granian", "gunicorn"))
    return [cell.what, cell.engine, str(cell.clients), *_rates(cell, "granian", "gunicorn"), f"{cell.ratio('gunicorn', 'granian'):.0%}", *slow]


def _rates(cell: Cell, *names: str) -> list[str]:
    return [f"{cell.done[name].rate:,.0f}" for name in names]


def _waits(cell: Cell, name: str, whose: str = "ours") -> str:
    done = cell.done[whose]
    return f"{done.percentile(name, 50) * 1000:.1f} · {done.percentile(name, 95) * 1000:.1f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = ["| " + " | ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]) + "\n"
