"""`python -m bench [--quick | --large] [--engine NAME] [--to FILE]`: measures, prints a table and keeps it."""

import argparse
import sys
import time
from pathlib import Path

from bench.databases import ENGINES
from bench.load import BenchError
from bench.places import RESULTS
from bench.plan import FULL, LARGE, QUICK, SMOKE
from bench.report import write_report
from bench.run import run


def main() -> int:
    """0 when everything was measured and proved."""
    asked = _arguments()
    begin = time.monotonic()

    def tell(step: str) -> None:
        print(f"[{time.monotonic() - begin:5.0f} s] {step}", file=sys.stderr, flush=True)

    plan = SMOKE if asked.smoke else QUICK if asked.quick else LARGE if asked.large else FULL
    try:
        found = run(plan, tuple(asked.engine or ENGINES), tell)
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    report = write_report(found, took=time.monotonic() - begin)
    print(report)
    if asked.to:
        Path(asked.to).write_text(report, encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the main paths against hello and a thin reference, in one run.")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="one size, short slices: under 90 s")
    length.add_argument("--large", action="store_true", help="also a million open tasks, and a minute of steady load")
    length.add_argument("--smoke", action="store_true", help="only to see that it runs: the figures mean nothing")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="only this database; may be given twice")
    parser.add_argument("--to", default=str(RESULTS), help="where the report is kept; empty for nowhere")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
