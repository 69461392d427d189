"""`python -m marketplace.local`: checks, database, local Stripe, web and scheduler, until Ctrl-C."""

import os
import signal
import sys
import time
from types import FrameType
from typing import Any

from marketplace.kernel.settings import Settings, SettingsError, load_settings
from marketplace.kernel.text import t, use_locale
from marketplace.local.cast import read_cast, shown_cast
from marketplace.local.children import Child, end_all, last_line
from marketplace.local.environment import local_environment, make_keys, with_local_keys
from marketplace.local.first_start import StartRefused, forget_unfinished, prepare_database
from marketplace.local.places import LOGS, ROOT, STRIPE_DATA, VAR
from marketplace.local.ports import HOST, answers, free_port, is_free

TWIN_PORT = 8420
START_SECONDS = 30.0


class Stopped(Exception):
    """Somebody asked us to stop."""


def main() -> int:
    """Run everything until a signal; 0 after a clean stop, 1 when it could not start."""
    children: list[Child] = []
    with use_locale(_locale()):
        try:
            _on_signals(_stop)
            _run(children)
        except StartRefused as refusal:
            print(refusal, file=sys.stderr)
            return 1
        except Stopped:
            print()
        finally:
            _on_signals(signal.SIG_IGN)
            end_all(children)
        _tell(t("멈췄어요.", "Stopped."))
    return 0


def _run(children: list[Child]) -> None:
    _claim_folders()
    make_keys()
    settings = _checked_settings()
    environ = local_environment(os.environ, settings.port, free_port(TWIN_PORT))
    twin_port = int(environ["STRIPE_API_BASE"].rpartition(":")[2])
    forget_unfinished()
    _start(children, "stripe", _twin_words(twin_port), environ)
    _wait_for(children[-1], twin_port, None)
    prepare_database(environ, _tell)
    _start(children, "web", _web_words(settings), environ)
    _start(children, "scheduler", [sys.executable, "-m", "flask", "--app", "wsgi", "scheduler"], environ)
    _wait_for(children[1], settings.port, "/healthz")
    _greet(settings.port, twin_port)
    while True:
        time.sleep(0.5)
        for child in children:
            child.watch(_tell)


def _checked_settings() -> Settings:
    try:
        settings = load_settings(with_local_keys(os.environ))
    except SettingsError as error:
        raise StartRefused(str(error)) from None
    if not is_free(settings.port):
        raise StartRefused(t("{port}번 포트는 이미 쓰이고 있어요. 다른 포트로 시작해 주세요: make run PORT={other}",
            "Port {port} is taken: choose another with make run PORT={other}",
            port=settings.port, other=free_port(settings.port + 1)))
    return settings


def _claim_folders() -> None:
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        probe = VAR / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartRefused(t("{path} 폴더에 쓸 수 없어요: {reason}", "Cannot write to {path}: {reason}",
            path=VAR, reason=error.strerror)) from None


def _twin_words(port: int) -> list[str]:
    return [sys.executable, "-m", "marketplace.gateways.stripe_twin", "--port", str(port), "--data", str(STRIPE_DATA)]


def _web_words(settings: Settings) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(settings.port),
        "--workers", str(settings.web_workers), "--blocking-threads", str(settings.web_threads),
        "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "5", "wsgi:app",
    ]


def _start(children: list[Child], name: str, words: list[str], environ: dict[str, str]) -> None:
    child = Child(name, words, environ, ROOT, LOGS / f"{name}.log")
    child.start()
    children.append(child)


def _wait_for(child: Child, port: int, path: str | None) -> None:
    limit = time.monotonic() + START_SECONDS
    while not answers(port, path):
        ended = child.process is not None and child.process.poll() is not None
        if ended or time.monotonic() > limit:
            raise StartRefused(t("{name}: 시작하지 못했어요: {reason}", "{name} did not start: {reason}",
                name=child.name, reason=last_line(child.log) or f"{child.log.relative_to(ROOT)}"))
        time.sleep(0.05)


def _greet(web_port: int, twin_port: int) -> None:
    people = shown_cast(read_cast())
    _tell("")
    _tell(t("일감이 열렸어요: http://127.0.0.1:{port}", "Ilgam is open: http://127.0.0.1:{port}", port=web_port))
    _tell(t("로컬 Stripe: http://127.0.0.1:{port} · 메일: var/mail · 로그: var/logs",
        "Local Stripe: http://127.0.0.1:{port} · mail: var/mail · logs: var/logs", port=twin_port))
    if people:
        _tell(f"\n{people}\n")
    _tell(t("Ctrl-C로 멈춰요.", "Ctrl-C stops it."))


def _locale() -> str:
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ko" if said.lower().startswith("ko") else "en"


def _tell(line: str) -> None:
    print(line, flush=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _on_signals(answer: Any) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, answer)


if __name__ == "__main__":
    sys.exit(main())
