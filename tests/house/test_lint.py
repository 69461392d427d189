"""What `make lint` says about style holds the house too: nobody leaves a finding to the next."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT


@pytest.mark.one_engine
def test_ruff_finds_nothing():
    done = _ruff(".")

    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


@pytest.mark.one_engine
def test_this_reader_finds_a_planted_fault(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("import os\n", encoding="utf-8")

    done = _ruff(str(planted))

    assert done.returncode == 1
    assert "F401" in done.stdout


def _ruff(where):
    words = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", where]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
