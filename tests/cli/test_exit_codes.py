"""Row 55: whatever is wrong, a command ends with an honest code and one plain line, never with a trace."""

import json
import sqlite3
from dataclasses import replace

import pytest

from tests.processes import run_flask

pytestmark = pytest.mark.slow


def _refusal(settings, *words, **changes):
    """The exit code and the one line that a command says."""
    ended = run_flask(replace(settings, **changes), *words)
    lines = ended.stderr.strip().splitlines()
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    assert len(lines) == 1, ended.stderr
    return ended.returncode, lines[0]


@pytest.mark.parametrize(("words", "line"), [
    (("nonsense",), "No such command: nonsense. See: flask --app wsgi --help"),
    (("jobs", "nonsense"), "No such command 'nonsense'. See: flask --app wsgi jobs --help"),
    (("jobs", "run-once", "nonsense"), "No such job: nonsense. See: flask --app wsgi jobs list"),
    (("ledger", "verify", "--nonsense"), "No such option '--nonsense'. See: flask --app wsgi ledger verify --help"),
    (("seed", "--profile", "nonsense"),
     "Invalid value for '--profile': 'nonsense' is not one of 'demo', 'small', 'bench'. See: flask --app wsgi seed --help"),
    (("users", "create-admin", "not an address"), "Not an e-mail address: not an address."),
    (("backup",), "Missing argument 'FILE'. See: flask --app wsgi backup --help"),
])
def test_what_was_typed_wrongly_is_told_in_one_line(settings, words, line):
    code, said = _refusal(settings, *words)

    assert code == 2
    assert said.replace('"', "'").startswith(line)


@pytest.mark.one_engine
def test_a_missing_database_is_not_made(settings, tmp_path):
    path = tmp_path / "none.sqlite3"

    code, said = _refusal(settings, "ledger", "verify", database_url=f"sqlite:///{path}")

    assert (code, said) == (3, f"There is no database at {path}. Make it with: flask --app wsgi db upgrade")
    assert not path.exists()


@pytest.mark.one_engine
@pytest.mark.parametrize(("content", "line"), [
    (b"this is a letter, no database, and long enough", "is not a database."),
    (b"", "The database is empty. Make its tables with: flask --app wsgi db upgrade"),
])
def test_a_file_that_is_no_database_is_told(settings, tmp_path, content, line):
    path = tmp_path / "odd.sqlite3"
    path.write_bytes(content)

    code, said = _refusal(settings, "jobs", "list", database_url=f"sqlite:///{path}")

    assert code == 3
    assert said.endswith(line)
    assert path.read_bytes()[:10] == content[:10]


@pytest.mark.one_engine
@pytest.mark.parametrize(("schema", "line"), [
    ("9999", "The database has the schema 9999 of a newer Ilgam. Update the program first."),
])
def test_a_database_of_a_newer_program_is_left_alone(settings, schema, line):
    with sqlite3.connect(settings.database_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (schema,))

    assert _refusal(settings, "audit", "verify") == (3, line)


@pytest.mark.parametrize(("url", "line"), [
    ("nonsense", "DATABASE_URL"), ("mysql://localhost/x", "DATABASE_URL"), ("postgresql://", "DATABASE_URL"),
])
def test_a_bad_database_url_names_the_setting(settings, url, line):
    code, said = _refusal(settings, "jobs", "list", database_url=url)

    assert code == 2
    assert said.startswith(line)


@pytest.mark.one_engine
def test_a_database_that_does_not_answer_is_told(settings):
    code, said = _refusal(settings, "ledger", "verify", database_url="postgresql://ilgam@127.0.0.1:9/none?connect_timeout=2")

    assert code == 3
    assert said.startswith("The database can't be used: ")


@pytest.mark.one_engine
def test_a_folder_without_rights_is_told(settings, tmp_path):
    code, said = _refusal(settings, "backup", str(tmp_path / "missing" / "b.tar"))

    assert (code, said) == (3, f"There is no folder {tmp_path / 'missing'}.")


def test_a_provider_that_does_not_answer_is_told(settings):
    code, said = _refusal(settings, "seed", "--profile", "demo")

    assert code == 3
    assert "no local Stripe answers at http://127.0.0.1:9" in said


def test_production_is_not_filled_with_made_up_people(settings):
    key = settings.field_keys[0]._replace(secret=bytes(range(32)))
    code, said = _refusal(
        settings, "seed", "--profile", "small", env="production", database_url="postgresql://ilgam@127.0.0.1:9/none",
        base_url="https://ilgam.example", secret_key="kQ7-" * 12 + "xyzw12345",
        stripe_api_base="https://api.stripe.com", stripe_secret_key="sk_live_abcdefghijklmnop", stripe_webhook_secret=("whsec_abcdefghijklmnop",),
        field_keys=(key,))

    assert code == 3
    assert said.endswith("Production is not filled with made-up people.")


def test_answers_in_json_are_one_document(settings):
    for words in (("jobs", "list"), ("ledger", "verify"), ("audit", "verify"), ("audit", "head"), ("users", "list"), ("settings",),
                  ("routes", "--policy")):
        ended = run_flask(settings, *words, "--json")

        assert ended.returncode == 0, ended.stderr
        assert isinstance(json.loads(ended.stdout), dict)
