"""What the commands say and do, through the same door as a terminal, in this process."""

import json

import pytest
from sqlalchemy import select, update

from marketplace.accounts.models import Person
from marketplace.accounts.service import reset_password
from marketplace.kernel.database import transaction
from marketplace.kernel.policy import Actor, Role
from marketplace.work.models import Claim
from tests.audit.tampering import tamper


@pytest.fixture
def run(app, db):
    """`run("jobs", "list")`: exit code, output, errors."""
    runner = app.test_cli_runner()

    def run_command(*words):
        db.session.expire_all()
        ended = runner.invoke(args=list(words))
        assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
        return ended.exit_code, ended.stdout, ended.stderr

    return run_command


def _json(run, *words):
    code, said, _ = run(*words, "--json")
    return code, json.loads(said)


def test_the_ledger_proves_and_a_fault_exits_with_one(run, make, cast):
    claim = make.claim(cast.mira, make.batch(cast.han, rows=2))
    right = _json(run, "ledger", "verify")

    with transaction() as session:
        session.execute(update(Claim).where(Claim.id == claim.id, Claim.state == "active").values(state="submitted"))
    wrong = _json(run, "ledger", "verify")

    assert right == (0, {"ok": True, "faults": []})
    assert wrong == (1, {"ok": False, "faults": [f"worker {cast.mira.person_id} is counted with 1 claims, holds 0"]})


def test_the_journal_proves_and_a_change_exits_with_one(run, cast, clock):
    clock.forward(minutes=1)
    run("jobs", "run-once", "seal_journal")
    right = run("audit", "verify")[:2]
    head = _json(run, "audit", "head")[1]["head"]

    tamper("UPDATE journal SET verb = 'other' WHERE id = 1")
    code, facts = _json(run, "audit", "verify")

    assert right == (0, "The journal is whole.\n")
    assert len(head["hash"]) == 64
    assert (code, facts["faults"][0]["kind"], facts["faults"][0]["id"]) == (1, "row_altered", 1)


def test_jobs_are_listed_with_their_last_run_and_run_by_name_or_all(run, make, cast, bank, change_settings, clock):
    change_settings(stripe_api_base=bank.twin.base_url, stripe_secret_key=bank.twin.secret_key)
    make.claim(cast.mira, make.batch(cast.han, rows=2))
    clock.forward(days=1)

    code, ran = _json(run, "jobs", "run-once")
    listed = {job["name"]: job for job in _json(run, "jobs", "list")[1]["jobs"]}

    assert code == 0
    assert list(ran) == list(listed)
    assert ran["expire_claims"] == {"done": 1, "failed": 0, "last_error": ""}
    assert listed["expire_claims"]["last_run"]["done"] == 1
    assert listed["take_provider_events"]["seconds"] == 2


def test_a_job_that_fails_exits_with_one(run, make, cast, change_settings, tmp_path):
    (tmp_path / "file").touch()
    change_settings(mail_sink_dir=str(tmp_path / "file" / "mail"))
    run("jobs", "run-once", "follow_journal")

    code, said, _ = run("jobs", "run-once", "send-mail")

    assert code == 1
    assert said.startswith("send_mail: 0 done, ")


def test_staff_are_made_and_open_their_account_by_link(run, db):
    _, made = _json(run, "users", "create-admin", "Boss@Example.com", "--name", "Boss")
    again, _ = _json(run, "users", "create-reviewer", "boss@example.com")
    secret = made["link"].rpartition("/")[2]

    reset_password(secret=secret, password="a password of mine", actor=Actor.nobody())
    _, listed = _json(run, "users", "list")

    assert again == 0
    assert listed["users"] == [{"id": made["id"], "email": "boss@example.com", "name": "Boss", "state": "active",
                                "roles": sorted([Role.ADMIN, Role.PERSON, Role.REVIEWER])}]


def test_a_link_is_for_people_who_are_there(run, cast):
    code, said, _ = run("users", "reset-link", "mira@example.com")
    none, _, words = run("users", "reset-link", "nobody@example.com")

    assert (code, said.startswith("http://localhost/reset/reset_")) == (0, True)
    assert (none, words) == (3, "Nobody active has this e-mail.\n")


def test_settings_show_values_but_no_secret(run, settings):
    _, facts = _json(run, "settings")
    markdown = run("settings", "--markdown")[1]

    assert facts["settings"]["ILGAM_ENV"] == "test"
    assert facts["settings"]["SECRET_KEY"] == "(hidden)"
    assert settings.secret_key not in json.dumps(facts)
    assert markdown.startswith("| variable | default | what it is |")


def test_arming_says_whether_it_was_needed(run):
    assert run("jobs", "arm")[:2] == (0, "Payouts and refunds were not on hold.\n")


def test_only_an_empty_database_is_filled(run, cast, db):
    code, _, said = run("seed", "--profile", "small")

    assert (code, said) == (3, "The database is not empty: only a new one can be filled.\n")
    assert db.session.scalar(select(Person.id).where(Person.email == "gil@example.com")) is not None


def test_every_route_names_its_permission_and_who_may_pass(run):
    code, facts = _json(run, "routes", "--policy")
    found = {(one["method"], one["path"]): (one["permission"], one["roles"]) for one in facts["routes"]}

    assert code == 0
    assert found["GET", "/healthz"] == ("web.see_public", ["anyone"])
    assert found["POST", "/api/v1/tasks/<id:task_id>/claims"] == ("work.claim_task", ["worker"])
    assert None not in {permission for permission, _ in found.values()}


def test_a_route_without_a_permission_exits_with_one(make_app):
    app = make_app()
    app.add_url_rule("/open-door", view_func=lambda: "", endpoint="open_door")

    ended = app.test_cli_runner().invoke(args=["routes", "--policy"])

    assert ended.exit_code == 1
    assert [line.split() for line in ended.stdout.splitlines() if "open-door" in line] == [["GET", "/open-door", "NONE"]]
