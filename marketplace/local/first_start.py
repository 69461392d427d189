"""The database of the local mode: migrated when it is behind, filled with the demo when it is new."""

import shutil
import subprocess
import sys
from collections.abc import Callable

from marketplace.kernel.text import t
from marketplace.local.children import last_line
from marketplace.local.places import CAST, DATABASE, LOGS, MAIL, ROOT, STRIPE_DATA, UNFINISHED, UPLOADS
from marketplace.local.schema import schema_state

LOCAL_URL = f"sqlite:///{DATABASE}"


class StartRefused(Exception):
    """The local mode can't start; the message is one plain line."""


def forget_unfinished() -> None:
    """Throw away what an interrupted first start left behind: half a demo would never become whole."""
    if not UNFINISHED.exists():
        return
    for file in (DATABASE, STRIPE_DATA):
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
    for folder in (UPLOADS, MAIL):
        shutil.rmtree(folder, ignore_errors=True)
    CAST.unlink(missing_ok=True)
    UNFINISHED.unlink()


def prepare_database(environ: dict[str, str], tell: Callable[[str], None]) -> None:
    """Bring the database to the present schema; a new one of our own gets the demo."""
    if environ["DATABASE_URL"] != LOCAL_URL:
        _run(environ, "migrate", "db", "upgrade")
        return
    state = schema_state()
    if state == "broken":
        raise StartRefused(t("{path}: 데이터베이스 파일이 아니에요. 옮겨 두고 다시 시작해 주세요.",
            "{path} is not a database: move it away and start again.", path=DATABASE))
    if state == "newer":
        raise StartRefused(t("{path}: 더 새로운 일감이 만든 데이터베이스예요. 프로그램을 먼저 업데이트해 주세요.",
            "{path} was made by a newer Ilgam: update the program first.", path=DATABASE))
    if state == "missing":
        UNFINISHED.touch()
    if state != "current":
        tell(t("데이터베이스를 준비하고 있어요 …", "Preparing the database …"))
        _run(environ, "migrate", "db", "upgrade")
    if state == "missing":
        tell(t("데모를 불러오고 있어요 (처음 한 번만) …", "Loading the demo (only this first time) …"))
        _run(environ, "seed", "seed", "--profile", "demo")
        UNFINISHED.unlink()


def _run(environ: dict[str, str], name: str, *words: str) -> None:
    log = LOGS / f"{name}.log"
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    with log.open("wb") as output:
        done = subprocess.run(
            command, env=environ, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False,
        )
    if done.returncode:
        raise StartRefused(t("{command}: {reason} (자세한 내용: {log})", "{command}: {reason} (more in {log})",
            command=" ".join(words), reason=last_line(log), log=log.relative_to(ROOT)))
