"""The twin's memory: one SQLite file, one connection, used by one thread at a time."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from marketplace.gateways.stripe_twin.wire import Thing

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS objects (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, account TEXT NOT NULL, created INTEGER NOT NULL,
  body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS ix_objects_list ON objects (kind, account, created DESC, seq DESC);
CREATE INDEX IF NOT EXISTS ix_objects_group ON objects (kind, json_extract(body, '$.transfer_group'));
CREATE INDEX IF NOT EXISTS ix_objects_intent ON objects (kind, json_extract(body, '$.payment_intent'));
CREATE INDEX IF NOT EXISTS ix_objects_status ON objects (kind, json_extract(body, '$.status'));
CREATE TABLE IF NOT EXISTS movements (
  seq INTEGER PRIMARY KEY, account TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
  available_on INTEGER NOT NULL, moved_at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS ix_movements ON movements (account, currency, available_on, amount);
CREATE TABLE IF NOT EXISTS answers (
  account TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
  request_id TEXT NOT NULL, kept_at INTEGER NOT NULL, PRIMARY KEY (account, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries (
  seq INTEGER PRIMARY KEY, event_id TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL, is_forged INTEGER NOT NULL,
  position REAL NOT NULL, wait_until INTEGER NOT NULL, not_before REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'pending', last_error TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS ix_deliveries ON deliveries (state, position);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_TABLES: Final = ("objects", "movements", "answers", "deliveries", "facts")
_OPERATORS: Final = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class Store:
    """Things by id, money movements, kept answers, deliveries and a few facts. The caller holds the twin's lock."""

    def __init__(self, path: str) -> None:
        self.rows = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.rows.execute("PRAGMA journal_mode = WAL")
        self.rows.execute("PRAGMA synchronous = NORMAL")
        self.rows.execute("PRAGMA cache_size = -4000")
        self.rows.executescript(_SCHEMA)

    def begin(self) -> None:
        """Start changing things."""
        self.rows.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep what was changed."""
        self.rows.execute("COMMIT")

    def rollback(self) -> None:
        """Forget what was changed."""
        self.rows.execute("ROLLBACK")

    def clear(self) -> None:
        """Forget everything."""
        for table in _TABLES:
            self.rows.execute(f"DELETE FROM {table}")

    def fact(self, name: str, default: str = "") -> str:
        """One of the few facts."""
        row = self.rows.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def keep_fact(self, name: str, value: str) -> None:
        """Remember a fact."""
        self.rows.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def add(self, thing: Thing, account: str = "") -> Thing:
        """Keep a new thing of an account; the platform's is the empty one."""
        self.rows.execute(
            "INSERT INTO objects (id, kind, account, created, body) VALUES (?, ?, ?, ?, ?)",
            (thing["id"], thing["object"], account, thing.get("created", 0), json.dumps(thing)))
        return thing

    def save(self, thing: Thing) -> Thing:
        """Keep a thing as it is now."""
        self.rows.execute("UPDATE objects SET body = ? WHERE id = ?", (json.dumps(thing), thing["id"]))
        return thing

    def drop(self, thing_id: str) -> None:
        """Forget a thing."""
        self.rows.execute("DELETE FROM objects WHERE id = ?", (thing_id,))

    def find(self, kind: str, thing_id: str, account: str | None = "") -> Thing | None:
        """A thing by its id; `account` None finds anybody's."""
        row = self.rows.execute("SELECT body, account FROM objects WHERE id = ? AND kind = ?", (thing_id, kind)).fetchone()
        if row is None or account not in (None, row[1]):
            return None
        return dict(json.loads(row[0]))

    def find_any(self, thing_id: str) -> Thing | None:
        """Whatever has this id."""
        row = self.rows.execute("SELECT body FROM objects WHERE id = ?", (thing_id,)).fetchone()
        return dict(json.loads(row[0])) if row else None

    def all(self, kind: str, account: str | None = "", **fields: Any) -> list[Thing]:
        """Every thing of a kind with these field values, the oldest first."""
        clauses, values = _where(kind, account, fields)
        rows = self.rows.execute(f"SELECT body FROM objects WHERE {clauses} ORDER BY created, seq", values)
        return [json.loads(row[0]) for row in rows]

    def page(
        self, kind: str, account: str, fields: Thing, spans: dict[str, dict[str, int]], *,
        limit: int = 10, after: str = "", before: str = "",
    ) -> tuple[list[Thing], bool]:
        """A page of a list, the newest first, and whether there is more in its direction."""
        clauses, values = _where(kind, account, fields)
        for name, span in spans.items():
            for word, moment in span.items():
                column = "created" if name == "created" else f"json_extract(body, '$.{name}')"
                clauses += f" AND {column} {_OPERATORS[word]} ?"
                values.append(moment)
        for cursor, sign in ((after, "<"), (before, ">")):
            if cursor:
                clauses += f" AND (created, seq) {sign} (SELECT created, seq FROM objects WHERE id = ?)"
                values.append(cursor)
        order = "created, seq" if before else "created DESC, seq DESC"
        rows = self.rows.execute(
            f"SELECT body FROM objects WHERE {clauses} ORDER BY {order} LIMIT ?", [*values, limit + 1]).fetchall()
        things = [json.loads(row[0]) for row in rows[:limit]]
        return (things[::-1] if before else things), len(rows) > limit

    def add_movement(self, account: str, currency: str, amount: int, *, available_on: int, moved_at: int) -> None:
        """Money in or out of a balance."""
        self.rows.execute(
            "INSERT INTO movements (account, currency, amount, available_on, moved_at) VALUES (?, ?, ?, ?, ?)",
            (account, currency, amount, available_on, moved_at))

    def balance(self, account: str, currency: str, now: int) -> tuple[int, int]:
        """What is available and what is pending in one currency."""
        query = "SELECT COALESCE(SUM(amount), 0) FROM movements WHERE account = ? AND currency = ? AND available_on "
        free = self.rows.execute(query + "<= ?", (account, currency, now)).fetchone()[0]
        held = self.rows.execute(query + "> ?", (account, currency, now)).fetchone()[0]
        return int(free), int(held)

    def currencies(self, account: str) -> Sequence[str]:
        """The currencies that an account ever held."""
        rows = self.rows.execute("SELECT DISTINCT currency FROM movements WHERE account = ? ORDER BY 1", (account,))
        return [str(row[0]) for row in rows]


def _where(kind: str, account: str | None, fields: Thing) -> tuple[str, list[Any]]:
    clauses, values = "kind = ?", [kind]
    if account is not None:
        clauses += " AND account = ?"
        values.append(account)
    for name, value in fields.items():
        wanted = value if isinstance(value, list) else [value]
        clauses += f" AND json_extract(body, '$.{name}') IN ({', '.join('?' * len(wanted))})"
        values.extend(wanted)
    return clauses, values
