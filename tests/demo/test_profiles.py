"""The small world with its canaries, and the big one for measuring."""

import json

import pytest
from sqlalchemy import func, select, text

from marketplace.accounts.models import Person
from marketplace.demo.canary import Canary
from marketplace.demo.profiles import fill
from marketplace.kernel.errors import Conflict
from marketplace.work.models import Batch, Task
from marketplace.work.service import claim_next
from tests.processes import run_flask


def test_the_small_world_holds_tasks_in_every_state(db, prove):
    made = fill("small")

    assert set(made["companies"]) == {"han", "gil"}
    assert {state for (state,) in db.session.execute(text("SELECT DISTINCT state FROM claims"))} == {"active", "submitted"}
    assert {state for (state,) in db.session.execute(text("SELECT DISTINCT state FROM submissions"))} == {"accepted", "rework", "under_review"}
    prove()


def test_each_text_field_of_each_tenant_holds_a_word_of_its_own(db):
    canaries = fill("small", canary="seven")["canaries"]
    words = [word for fields in canaries.values() for word in fields.values()]
    held = _everything(db)

    assert set(canaries) == {"ada", "rae", "han", "gil", "mira", "noah"}
    assert len(set(words)) == len(words) > 40
    assert [word for word in words if word not in held] == []


def test_the_same_canary_seed_gives_the_same_words():
    def words(seed):
        canary = Canary(seed)
        return [canary.mark("han", field, "x") for field in ("title", "note", "title")]

    assert words("a") == words("a")
    assert words("a") != words("b")
    assert words("a")[0] == words("a")[2]
    assert words(None) == ["x", "x", "x"]


def test_many_tasks_are_open_paid_for_and_can_be_claimed(db, make, prove):
    made = fill("bench", tasks=1_200, workers=2)

    batch = db.session.get(Batch, made["batch"])
    claim = claim_next(batch.id, actor=make.again(made["people"]["worker1"]))

    assert (batch.state, claim.batch_id) == ("open", batch.id)
    assert db.session.scalar(select(func.count()).select_from(Task).where(Task.state == "open", Task.held_minor == 220)) == 1_200
    prove()


@pytest.mark.parametrize("profile", ["demo", "small", "bench"])
def test_a_database_with_people_is_left_alone(db, cast, profile):
    before = db.session.scalar(select(func.count()).select_from(Person))

    with pytest.raises(Conflict, match="not_empty"):
        fill(profile)
    assert db.session.scalar(select(func.count()).select_from(Person)) == before


@pytest.mark.slow
def test_the_command_writes_the_ids_it_made(settings, tmp_path):
    path = tmp_path / "ids.json"

    ended = run_flask(settings, "seed", "--profile", "small", "--canary", "seven", "--ids-out", str(path), "--json")

    assert ended.returncode == 0, ended.stderr
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(ended.stdout)["made"]


def _everything(db):
    """Every text in every table, in one string."""
    found = []
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(table.select()):
            found += [json.dumps(value, ensure_ascii=False, default=str) for value in row]
    return "\n".join(found)
