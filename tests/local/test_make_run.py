"""`make run` for real, in a copy of the program with a var/ of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from marketplace.local.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ("templates", "static", "migrations", "wsgi.py")
FIRST_SECONDS, SECOND_SECONDS = 60, 5
STARTS = 3  # of which one has to be quick enough: the other tests may hold the processor for a while

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180, func_only=True)]


class Running:
    """The supervisor as a person sees it: its lines, and Ctrl-C."""

    def __init__(self, folder: Path, port: int, **changes: str) -> None:
        environ = {"PATH": os.environ["PATH"], "PORT": str(port), "LANG": "en_US.UTF-8"} | changes
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "marketplace.local"], cwd=folder, env=environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def wait_for(self, pattern: str, seconds: float) -> float:
        while time.monotonic() - self.began < seconds:
            if any(re.search(pattern, line) for line in self.lines):
                return time.monotonic() - self.began
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"no line like {pattern!r}: {self.lines}")

    def end(self, number: signal.Signals | None = None) -> int:
        if number is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)
        code = self.process.wait(20)
        self.reader.join(5)
        self.process.stdout.close()
        return code


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "ilgam"
    shutil.copytree(ROOT / "marketplace", copy / "marketplace", ignore=shutil.ignore_patterns("__pycache__"))
    for name in SHARED:
        (copy / name).symlink_to(ROOT / name)
    return copy


@pytest.fixture
def run(folder):
    """`run(port, NAME="value")` starts it; whatever happens, it ends with the test."""
    started: list[Running] = []

    def start(port: int, **changes: str) -> Running:
        started.append(Running(folder, port, **changes))
        return started[-1]

    yield start
    for running in started:
        running.end(signal.SIGTERM)


@pytest.mark.usefixtures("undisturbed")
def test_it_opens_with_its_cast_stops_cleanly_and_opens_again_at_once(folder, run):
    port = free_port(8000)

    first = run(port)
    first.wait_for(r"Ctrl-C", FIRST_SECONDS)
    home = httpx.get(f"http://127.0.0.1:{port}/")
    first_code = first.end(signal.SIGINT)
    took, codes, lines = [], [], list(first.lines)
    while len(took) < STARTS and min(took, default=SECOND_SECONDS) >= SECOND_SECONDS:
        again = run(port)
        took.append(again.wait_for(rf"http://127\.0\.0\.1:{port}", 20))
        codes.append(again.end(signal.SIGTERM))
        lines += again.lines

    assert (home.status_code, first_code, set(codes)) == (200, 0, {0})
    assert min(took) < SECOND_SECONDS, took
    assert any("@" in line for line in first.lines)
    assert not any("Traceback" in line for line in lines)
    assert _left_running(folder) == []


def test_a_taken_port_and_a_wrong_setting_are_one_plain_line(run):
    port = free_port(8000)
    holder = subprocess.Popen([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while _is_refused(port):
            time.sleep(0.05)
        taken = _said(run(port))
    finally:
        holder.kill()
        holder.wait()
    wrong = _said(run(free_port(8000), WEB_WORKERS="abc"))

    assert taken == (1, [f"Port {port} is taken: choose another with make run PORT={taken[1][0].rpartition('=')[2]}"])
    assert wrong == (1, ["WEB_WORKERS is 'abc': a whole number is needed."])


def _is_refused(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/", timeout=1)
    except httpx.ConnectError:
        return True
    return False


def _said(running: Running) -> tuple[int, list[str]]:
    return running.end(), running.lines


def _left_running(folder: Path) -> list[str]:
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(folder) in line]
