"""A rule that is never imported allows everything: each room brings its own along."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT

ROOMS = sorted(path.parent.name for path in (ROOT / "marketplace").glob("*/policy.py") if path.parent.name != "kernel")


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_brings_its_rules(room):
    words = f"import sys, marketplace.{room}; sys.exit('marketplace.{room}.policy' not in sys.modules)"

    assert subprocess.run([sys.executable, "-c", words], cwd=ROOT).returncode == 0
