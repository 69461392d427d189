"""Real scheduler processes for a test, ended with it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.kernel.settings import Settings, current_settings
from tests.processes import ROOT, environment_of

SHIM = Path(__file__).resolve().parent / "shim"
PATIENCE = 60.0


class Schedulers:
    """Starts schedulers with the settings in use; `fault` and `forward` are the shim's."""

    def __init__(self, log: Path) -> None:
        self.log, self.running = log, []
        self.thaw_file = log.with_name("thaw")

    def start(self, *, fault: str = "", forward: int = 0) -> "subprocess.Popen[bytes]":
        settings: Settings = current_settings()
        environ = environment_of(settings) | {"LOG_LEVEL": "info"}
        if fault or forward:
            environ |= {"PYTHONPATH": os.pathsep.join((str(SHIM), str(ROOT))), "FAULT_AT": fault, "CLOCK_FORWARD": str(forward or ""),
                        "THAW_FILE": str(self.thaw_file)}
        with self.log.open("ab") as log:
            process = subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "scheduler"], cwd=ROOT, env=environ,
                                       stdout=log, stderr=log)
        self.running.append(process)
        return process

    @property
    def is_frozen(self) -> bool:
        """Whether a scheduler stands before its transfer."""
        return self.thaw_file.with_suffix(".reached").exists()

    def thaw(self) -> None:
        """Let the frozen one go on."""
        self.thaw_file.touch()

    def end(self) -> None:
        self.thaw()
        for process in self.running:
            if process.poll() is None:
                process.terminate()
        for process in self.running:
            process.wait(10)

    def until(self, is_so: Callable[[], Any]) -> None:
        """Wait until something is so."""
        limit = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < limit, self.log.read_text()[-3000:]
            time.sleep(0.05)


@pytest.fixture
def schedulers(settings: Settings, tmp_path: Path) -> Iterator[Schedulers]:
    """`schedulers.start()` against this test's database."""
    started = Schedulers(tmp_path / "schedulers.log")
    yield started
    started.end()
