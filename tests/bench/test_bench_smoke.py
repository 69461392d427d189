"""The benchmark runs from end to end: its figures mean nothing here, but its proofs do."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.load import Measured
from bench.rows import barcode
from marketplace.standards.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
@pytest.mark.one_engine
@pytest.mark.timeout(180, func_only=True)
@pytest.mark.usefixtures("undisturbed")
def test_a_short_run_measures_everything_and_proves_what_it_left(tmp_path):
    report = tmp_path / "results.md"

    done = subprocess.run([sys.executable, "-m", "bench", "--smoke", "--engine", "sqlite", "--to", str(report)], cwd=ROOT, capture_output=True,
                          text=True, timeout=170)

    assert done.returncode == 0, done.stderr[-3000:]
    written = report.read_text()
    for heading in ("Next task, claim and submit", "Review and release", "Lists and pages", "Import", "Export", "Releases of one batch and of many",
                    "Payouts through the local Stripe", "Proof of the ledger", "Memory and proofs"):
        assert f"## {heading}" in written
    assert "0 handed out twice" in written
    assert "the ledger proves" in written


def test_percentiles_and_rates_of_several_slices_are_those_of_all():
    whole, slice_ = Measured(), Measured()
    slice_.units, slice_.seconds, slice_.waits = 10, 2.0, {"claim": [0.1, 0.2]}

    whole.add(slice_)
    whole.add(slice_)

    assert (whole.units, whole.rate) == (20, 5.0)
    assert (whole.percentile("claim", 50), whole.percentile("claim", 95)) == (0.2, 0.2)


def test_the_rows_of_the_benchmark_are_rows_that_the_template_takes():
    code = barcode(1234567)

    values, wrong = CATALOGUE["kr-product-listing"].check_input({"barcode": code, "name": "상품"})

    assert (len(code), wrong, values["barcode"]) == (13, {}, code)
