"""The processes of the local mode: started, started again when they crash, ended together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from marketplace.kernel.text import t

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_SECONDS = 60.0  # after so long a run, a crash counts as the first one again
PATIENCE_SECONDS = 8.0
LOG_BYTES = 5_000_000
PR_SET_PDEATHSIG = 1


class Child:
    """One process and its log file."""

    def __init__(self, name: str, words: Sequence[str], environ: dict[str, str], folder: Path, log: Path) -> None:
        self.name, self.words, self.environ, self.folder, self.log = name, list(words), environ, folder, log
        self.process: subprocess.Popen[bytes] | None = None
        self.started, self.pause, self.due = 0.0, FIRST_PAUSE, 0.0

    def start(self) -> None:
        """Start the process; what it prints goes to its log."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.words, env=self.environ, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                # Away from the terminal's Ctrl-C: we end our children ourselves, once.
                start_new_session=True, preexec_fn=_end_with_parent,  # noqa: PLW1509 - we have one thread
            )
        self.started = time.monotonic()

    def watch(self, tell: Callable[[str], None]) -> None:
        """Notice a crash, and start the process again when its pause is over."""
        if self.process is None:
            if time.monotonic() >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        if time.monotonic() - self.started > STEADY_SECONDS:
            self.pause = FIRST_PAUSE
        tell(t("{name}: 멈춰서 {pause:.0f}초 뒤에 다시 시작해요 ({reason})",
            "{name} stopped; starting again in {pause:.0f} s ({reason})",
            name=self.name, pause=self.pause, reason=last_line(self.log) or code))
        self.process, self.due = None, time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def send(self, wanted: signal.Signals) -> None:
        """Signal the process and everything it started."""
        if self.process is not None and self.process.poll() is None:
            try:
                os.killpg(self.process.pid, wanted)
            except ProcessLookupError:
                return


def end_all(children: Sequence[Child], patience: float = PATIENCE_SECONDS) -> None:
    """Ask every child to end; after `patience` seconds, insist."""
    for child in children:
        child.send(signal.SIGTERM)
    limit = time.monotonic() + patience
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(max(0.05, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.send(signal.SIGKILL)
            child.process.wait()


def last_line(log: Path) -> str:
    """The last thing a process said, shortened to fit one line."""
    if not log.exists():
        return ""
    lines = log.read_bytes()[-4000:].decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def _end_with_parent() -> None:
    # On Linux the kernel ends our children even when we are killed without a chance to do it.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
