"""The machine of a run, in one paragraph."""

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from bench.places import ROOT

LIBRARIES = ("flask", "sqlalchemy", "psycopg", "granian", "gunicorn")


def machine_facts() -> str:
    """Processor, cores, memory, system, Python, libraries, and how busy it was when the run began."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (f"{_processor()}, {os.cpu_count()} cores, {_memory()}, {platform.system()} {platform.release()}, Python {platform.python_version()}; "
            f"{libraries}. Load when it began: {os.getloadavg()[0]:.1f}.")


def revision() -> str:
    """The commit that was measured, and whether the files differ from it."""
    words = [["git", "rev-parse", "--short", "HEAD"], ["git", "status", "--porcelain", "--", "marketplace", "templates"]]
    try:
        head, changes = (subprocess.run(one, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() for one in words)
    except (OSError, subprocess.CalledProcessError):
        return "not a checkout"
    return head + (" with changes" if changes else "")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    if sys.platform != "linux":
        return "memory unknown"
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GB"
