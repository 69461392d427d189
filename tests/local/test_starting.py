"""What `make run` does before it opens: refusals in one line, keys made once, a schema told without loading the program."""

import socket
import sqlite3
import stat
import sys
import time
from pathlib import Path

import pytest

from marketplace.kernel.settings import load_settings
from marketplace.kernel.text import use_locale
from marketplace.local import ports
from marketplace.local.cast import read_cast, shown_cast
from marketplace.local.children import Child, end_all, last_line
from marketplace.local.environment import local_environment, make_keys, read_keys, with_local_keys
from marketplace.local.schema import schema_state

MIGRATION = 'revision = "{0}"\ndown_revision = {1}\n'


@pytest.fixture
def migrations(tmp_path):
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "1.py").write_text(MIGRATION.format("one", "None"), encoding="utf-8")
    (folder / "2.py").write_text('revision: str = "two"\ndown_revision: str | None = "one"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize(("revision", "state"), [("two", "current"), ("one", "older"), ("three", "newer")])
def test_the_state_of_a_schema_is_told_by_its_revision(tmp_path, migrations, revision, state):
    path = tmp_path / "data.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    connection.commit()
    connection.close()

    assert schema_state(path, migrations) == state


def test_a_missing_an_empty_and_a_foreign_file_are_told_apart(tmp_path, migrations):
    empty, foreign = tmp_path / "empty", tmp_path / "foreign"
    empty.touch()
    foreign.write_text("not a database at all, but long enough to look at " * 20, encoding="utf-8")

    states = [schema_state(path, migrations) for path in (tmp_path / "missing", empty, foreign)]

    assert states == ["missing", "missing", "broken"]


def test_keys_are_made_once_and_only_their_owner_may_read_them(tmp_path):
    path = tmp_path / "local.env"

    make_keys(path)
    first = read_keys(path)
    make_keys(path)

    assert read_keys(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(first) == ["FIELD_KEYS", "SECRET_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"]


def test_the_local_environment_is_one_that_the_settings_accept(tmp_path):
    make_keys(tmp_path / "local.env")

    environ = local_environment(with_local_keys({}, tmp_path / "local.env"), 8123, 8421)
    settings = load_settings({name: value for name, value in environ.items() if name != "MALLOC_ARENA_MAX"})

    assert (settings.port, settings.base_url) == (8123, "http://127.0.0.1:8123")
    assert settings.stripe_api_base == "http://127.0.0.1:8421"


def test_kept_keys_are_for_development_only(tmp_path):
    make_keys(tmp_path / "local.env")

    assert with_local_keys({"ILGAM_ENV": "production"}, tmp_path / "local.env") == {"ILGAM_ENV": "production"}
    assert with_local_keys({"SECRET_KEY": "mine"}, tmp_path / "local.env")["SECRET_KEY"] == "mine"


def test_a_taken_port_is_noticed_and_another_one_found():
    with socket.socket() as taken:
        taken.bind((ports.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not ports.is_free(port)
        assert ports.free_port(port) != port
        assert ports.answers(port)
        assert not ports.answers(ports.free_port(port))


def test_a_crashed_child_is_started_again_after_a_pause_that_grows(tmp_path):
    child = Child("web", [sys.executable, "-c", "print('no luck'); raise SystemExit(3)"], {}, tmp_path, tmp_path / "web.log")
    child.pause = 0.01
    said: list[str] = []

    child.start()
    _watch(child, said, 3)
    end_all([child])

    assert len(said) == 3
    assert "no luck" in said[0]
    assert child.pause == pytest.approx(0.08)


def test_a_child_that_will_not_end_is_ended(tmp_path):
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    child = Child("web", [sys.executable, "-c", stubborn], {}, tmp_path, tmp_path / "web.log")
    child.start()
    while last_line(child.log) != "up":
        time.sleep(0.01)

    end_all([child], patience=0.2)

    assert child.process.returncode == -9


def test_the_cast_is_shown_in_both_languages(tmp_path):
    path = tmp_path / "cast.json"
    path.write_text(
        '{"people": [{"role": {"ko": "작업자", "en": "Worker"}, "name": "민아", "email": "mina@ilgam.example",'
        ' "password": "pw", "try": {"ko": "과제 하기", "en": "Do a task"}}]}', encoding="utf-8")

    with use_locale("ko"):
        korean = shown_cast(read_cast(path))
    with use_locale("en"):
        english = shown_cast(read_cast(path))

    assert "작업자 · 민아  mina@ilgam.example / pw  과제 하기" in korean
    assert "Worker · 민아  mina@ilgam.example / pw  Do a task" in english
    assert read_cast(tmp_path / "none") == []


def _watch(child: Child, said: list[str], times: int) -> None:
    limit = time.monotonic() + 20
    while len(said) < times and time.monotonic() < limit:
        child.watch(said.append)
        time.sleep(0.01)


def test_scripts_of_the_makefile_can_be_run():
    folder = Path(__file__).resolve().parent.parent.parent / "scripts"

    assert all(path.stat().st_mode & 0o100 for path in folder.iterdir())
