"""What `make run` takes as a whole: started in a copy of the program, so that nobody's own data is touched."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from bench.load import BenchError
from bench.places import ROOT, Workplace
from bench.servers import family, resident_megabytes, shared_megabytes

PARTS = ("marketplace", "migrations", "templates", "static", "wsgi.py")
START_SECONDS = 180.0


def measure_run(place: Workplace) -> str:
    """Megabytes of all its processes, demo loaded and twice asked for a page."""
    home = place.folder / "run"
    home.mkdir()
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, home / part)
    log, kept = home / "log", ("PATH", "HOME", "TMPDIR")
    environ = {name: os.environ[name] for name in kept if name in os.environ} | {"LANG": "C", "PORT": "8731", "PYTHONUNBUFFERED": "1"}
    begin = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "marketplace.local"], cwd=home, env=environ, stdout=output, stderr=output,
                                   stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_until_open(process, log, begin)
        started = time.monotonic() - begin
        time.sleep(3)
        members = family(process.pid)
        shared, resident = sum(map(shared_megabytes, members)), sum(map(resident_megabytes, members))
        largest = max(map(resident_megabytes, members))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    return (f"`make run` whole (web, scheduler, local Stripe, and who watches them; {len(members)} processes): {shared:.0f} MB; "
            f"{resident:.0f} MB with shared pages counted in each, the largest process {largest:.0f} MB. "
            f"First start with the demo: {started:.0f} s.")


def _wait_until_open(process: "subprocess.Popen[bytes]", log: Path, begin: float) -> None:
    while "http://127.0.0.1:" not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() - begin > START_SECONDS:
            raise BenchError(f"make run did not start: {log.read_text(errors='replace')[-800:]}")
        time.sleep(0.1)
