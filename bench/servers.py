"""Web servers as production starts them, one for each contender, on free ports of loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.load import BenchError
from bench.places import ROOT
from bench.wire import HOST

OURS, REFERENCE = "wsgi:app", "bench.reference.app:app"
HEALTH = {OURS: "/healthz", REFERENCE: "/hello"}
START_SECONDS = 40.0


class Server:
    """One running server: its port and its processes."""

    def __init__(self, application: str, environ: dict[str, str], log: Path, *, workers: int, threads: int, kind: str = "granian") -> None:
        self.port, self.log, self.workers = _free_port(), log, workers
        words = _granian if kind == "granian" else _gunicorn
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                words(application, self.port, workers, threads), cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True)
        self._wait(HEALTH[application])

    def _wait(self, path: str) -> None:
        limit = time.monotonic() + START_SECONDS
        while not _is_well(self.port, path):
            if self.process.poll() is not None or time.monotonic() > limit:
                self.stop()
                raise BenchError(f"a server did not start: {self.log.read_text()[-1500:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it with all its processes."""
        if self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def worker_megabytes(self) -> float:
        """The largest of its processes, in resident memory."""
        return max(resident_megabytes(pid) for pid in family(self.process.pid))


def threads_for(engine: str) -> int:
    """SQLite has one writer: more threads only wait for it inside the same interpreter."""
    return 8 if engine == "postgresql" else 1


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def resident_megabytes(pid: int, line: str = "VmRSS") -> float:
    """Resident memory of one process; nothing when it has ended or the system doesn't say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in status.splitlines() if row.startswith(line)), 0.0)


def shared_megabytes(pid: int) -> float:
    """Its share of memory: pages that several processes use count in parts."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return resident_megabytes(pid)
    return next((int(row.split()[1]) / 1024 for row in rollup.splitlines() if row.startswith("Pss:")), 0.0)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _is_well(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": HOST})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _granian(application: str, port: int, workers: int, threads: int) -> list[str]:
    return [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers),
            "--blocking-threads", str(threads), "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "5", application]


def _gunicorn(application: str, port: int, workers: int, threads: int) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
            "--threads", str(threads), "--keep-alive", "30", "--log-level", "warning", application]
