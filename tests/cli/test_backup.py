"""Backups: whole, checked before anything present is touched, and a restored copy pays nobody until it is armed."""

import io
import json
import tarfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from marketplace.accounts.models import Person
from marketplace.audit.proof import prove_journal
from marketplace.audit.service import seal_journal
from marketplace.flows.archive import read_manifest
from marketplace.flows.backup import back_up, restore
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.money.arming import arm_payments, is_held
from marketplace.money.ledger import balance
from marketplace.scheduler.leadership import Leadership
from marketplace.work.uploads import file_store
from tests.cast import SYSTEM

SCHEMA = "0001"


@pytest.fixture
def backup(db, make, cast, clock, tmp_path):
    """A backup of a world with money, a file and sealed rows; then the world goes on."""
    make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=3)))
    file_id = file_store().save(b"a photo", "jpg")
    clock.forward(minutes=1)
    seal_journal(actor=SYSTEM)
    back_up(tmp_path / "b.tar", schema=_schema(db), actor=SYSTEM)
    make.person("Later")
    file_store().delete(file_id)
    return tmp_path / "b.tar", file_id


def _schema(db):
    return db.session.execute(db.text("SELECT version_num FROM alembic_version")).scalar()


def _restore(db, path, **more):
    schema = _schema(db)
    return restore(path, **({"schema": schema, "known_schemas": frozenset({schema})} | more), actor=SYSTEM)


def _people(db):
    db.session.remove()
    return db.session.scalar(select(func.count()).select_from(Person))


def test_what_was_there_is_there_again(db, cast, backup, prove):
    path, file_id = backup
    before = _people(db)

    _restore(db, path)

    assert _people(db) == before - 1
    assert balance(db.session(), "worker", cast.mira.person_id, "KRW").minor == 200
    assert file_store().read(file_id) == b"a photo"
    assert prove_journal() == []
    prove()


def test_a_restored_copy_goes_on_but_pays_nobody_until_it_is_armed(db, make, backup, prove):
    _restore(db, backup[0])

    held = is_held()
    made = make.person("Another")  # the counters of the tables go on behind what was restored
    arm_payments(actor=SYSTEM)

    assert held
    assert not is_held()
    assert made.person_id is not None
    prove()


def test_the_rules_of_the_database_are_back_too(db, backup):
    _restore(db, backup[0])

    with pytest.raises(Exception, match="append_only"), db.engine.connect() as connection:
        connection.execute(db.text("DELETE FROM journal"))


def _damage(path, name, spoil):
    """The same backup with one member spoiled, left out, or added."""
    with tarfile.open(path) as tar:
        members = [(entry.name, tar.extractfile(entry).read()) for entry in tar]
    with tarfile.open(path, "w") as tar:
        for one, whole in members:
            data = spoil(whole) if name in (one, "*") else whole
            if data is not None:
                entry = tarfile.TarInfo(one)
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))


def _edited(**changes):
    return lambda data: json.dumps(json.loads(data) | changes).encode()


@pytest.mark.parametrize(("name", "spoil", "code"), [
    ("manifest.json", lambda data: None, "backup_foreign"),
    ("manifest.json", _edited(format="other"), "backup_foreign"),
    ("manifest.json", _edited(members=[{"name": "../../x", "size": 1, "sha256": "0"}]), "backup_foreign"),
    ("manifest.json", _edited(schema="9999"), "backup_newer"),
    ("manifest.json", _edited(engine="oracle"), "backup_other_engine"),
    ("first", lambda data: data[:-1] + bytes([data[-1] ^ 1]), "backup_damaged"),
    ("first", lambda data: None, "backup_damaged"),
])
def test_a_foreign_newer_or_damaged_backup_changes_nothing(db, backup, name, spoil, code):
    path, _ = backup
    before = _people(db)
    _damage(path, read_manifest(path).members[0].name if name == "first" else name, spoil)

    with pytest.raises(Invalid) as refused:
        _restore(db, path)

    assert refused.value.code == code
    assert _people(db) == before
    assert not is_held()


@pytest.mark.parametrize(("keep", "code"), [(0, "backup_foreign"), (700, "backup_foreign"), (20_000, "backup_damaged"), (-40_000, "backup_damaged")])
def test_a_truncated_backup_changes_nothing(db, backup, keep, code):
    path, _ = backup
    before = _people(db)
    whole = path.read_bytes()
    path.write_bytes(whole[:keep])

    with pytest.raises(Invalid) as refused:
        _restore(db, path)

    assert refused.value.code in (code, "backup_foreign", "backup_damaged")
    assert _people(db) == before


def test_some_other_file_is_no_backup(db, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")

    with pytest.raises(Invalid, match="backup_foreign"):
        _restore(db, tmp_path / "letter.txt")


def test_nothing_is_restored_under_a_running_scheduler(db, backup):
    Leadership("running").renew()

    with pytest.raises(Conflict, match="scheduler_running"):
        _restore(db, backup[0])


def test_a_backup_under_load_is_one_moment(app, db, make, cast, tmp_path, prove):
    batch = make.batch(cast.han, rows=40)
    stop, failures = threading.Event(), []

    def work_on():
        with app.app_context():
            while not stop.is_set():
                try:
                    make.review(cast.rae, make.submission(cast.mira, batch))
                except Conflict:
                    return
                except Exception as error:  # noqa: BLE001 - told by the test
                    failures.append(error)
                    return

    thread = threading.Thread(target=work_on)
    thread.start()
    paths = [tmp_path / f"{number}.tar" for number in range(4)]
    for path in paths:
        back_up(path, schema=_schema(db), actor=SYSTEM)
    stop.set()
    thread.join()

    for path in paths:
        _restore(db, path)
        arm_payments(actor=SYSTEM)
        prove()
    assert failures == []
    assert [Path(one.name).suffix for one in tmp_path.iterdir() if one.name.startswith(".")] == []
