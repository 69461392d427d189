"""When a key was last used is known to the hour, and costs the hot verbs nothing while it is known."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from marketplace.accounts import service as accounts
from marketplace.accounts.models import ApiKey
from marketplace.kernel.database import db as database
from tests.contest import contend
from tests.statements import count_statements


@pytest.fixture
def key(db, cast):
    """Mira's key for her work."""
    return accounts.create_key(name="tests", scopes=["work", "accounts"], actor=cast.mira)


def _used_at(key):
    database.session.expire_all()
    return database.session.scalar(select(ApiKey.last_used_at).where(ApiKey.id == key[0].id))


def _ask(client, key, path="/me", method="GET"):
    with count_statements() as sent:
        answer = client.open(f"/api/v1{path}", method=method, headers={"Authorization": f"Bearer {key[1]}"})
    return answer.status_code, sent


def test_the_use_of_a_key_is_written_down_at_most_once_an_hour(client, clock, key):
    seen = []
    for minutes in (0, 30, 29, 1, 59, 61):
        clock.forward(minutes=minutes)
        _, sent = _ask(client, key)
        seen.append((sum(statement.startswith("UPDATE api_keys") for statement in sent), clock.now() - _used_at(key)))

    assert [wrote for wrote, _ in seen] == [1, 0, 0, 1, 0, 1]
    assert [since // timedelta(minutes=1) for _, since in seen] == [0, 30, 59, 0, 59, 0]


def test_a_hot_verb_by_key_costs_the_same_as_ever_once_the_key_is_known(make, cast, client, db, key):
    batch = make.batch(cast.han, rows=4)
    costs = []
    for task_id in db.session.scalars(text("SELECT id FROM tasks ORDER BY id LIMIT 3")).all():
        status, sent = _ask(client, key, f"/tasks/{task_id}/claims", "POST")
        costs.append((status, len(sent)))

    assert batch.state == "open"
    # who asks, then the five statements of claiming and what the door itself reads; the first also notes the key
    assert [status for status, _ in costs] == [201] * 3
    assert costs[1][1] == costs[2][1] == costs[0][1] - 1


def test_the_note_is_no_part_of_the_verbs_transaction(make, cast, client, key):
    make.batch(cast.han, rows=1)

    _, sent = _ask(client, key, "/tasks/999999/claims", "POST")

    assert sum(statement.startswith("UPDATE api_keys") for statement in sent) == 1
    assert _used_at(key) is not None  # although the verb was refused


def test_many_at_once_note_it_once(app, db, clock, key):
    with count_statements() as sent:
        outcomes = contend(app, *(lambda: accounts.use_key(key[1]) for _ in range(6)))

    assert {outcome.kind for outcome in outcomes} == {"key"}
    assert _used_at(key) is not None
    assert 1 <= sum(statement.startswith("UPDATE api_keys") for statement in sent) <= 6


def test_a_key_that_is_no_longer_good_is_not_noted(client, cast, key):
    accounts.revoke_key(key[0].id, actor=cast.mira)

    assert _ask(client, key)[0] == 401
    assert _used_at(key) is None


@pytest.mark.slow
@pytest.mark.one_engine
def test_a_database_too_busy_for_the_note_still_answers(client, settings, key):
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"), isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")  # for longer than anybody waits

        assert _ask(client, key)[0] == 200

    assert _used_at(key) is None
