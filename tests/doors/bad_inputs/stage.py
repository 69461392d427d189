"""The world that every row is tried on: built once by the real verbs, and the same after each refusal."""

import hashlib
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import text

from marketplace.accounts import service as accounts
from marketplace.accounts.forms import SCOPES
from marketplace.accounts.models import Membership
from marketplace.kernel import clock
from marketplace.kernel.database import db, transaction
from marketplace.kernel.policy import Actor
from marketplace.work import service as work
from tests.cast import SYSTEM, Maker, csrf_token, sign_in
from tests.doors.bad_inputs.props import Props
from tests.multipart import multipart
from tests.stripe_twin import StripeTwin

# Who looked when, and in which language, is no change of anything that a row speaks of.
NOT_LOOKED_AT = frozenset({"sessions", "sign_in_failures", "alembic_version"})
NOT_COMPARED = frozenset({"locale", "last_used_at"})


class Stage:
    """People with browsers and keys, and a thing in each state; `locale` is the language they are answered in."""

    def __init__(self, app: Flask, twin: StripeTwin) -> None:
        self.app, self.twin, self.make, self.locale = app, twin, Maker(), "ko"
        self.people: dict[str, Actor] = {}
        self.keys: dict[str, str] = {}
        self.early_tokens: dict[str, str] = {}
        self._browsers: dict[str, tuple[Any, str]] = {}
        self._people()
        self._batches()
        self._claims()
        self._keys()
        self.props = Props(self.make, self.people)
        for name in self.people:
            self.browser(name)

    def terms(self, **changes: Any) -> dict[str, Any]:
        """A good new batch, as JSON."""
        return {"template_version_id": self.make.version().id, "title": "같은 상품 찾기", "currency": "KRW", "price": 200} | changes

    def speak(self, locale: str) -> None:
        """Answer everybody in this language."""
        self.locale = locale
        with db.engine.connect() as connection:
            connection.execute(text("UPDATE people SET locale = :locale"), {"locale": locale})

    def api(self, who: str, method: str, path: str, *, raw: Any = None, **more: Any) -> Any:
        """One request under /api/v1; JSON by `json=`, any other body by `raw=`, headers by name."""
        named = {key: more.pop(key) for key in ("json", "data", "input_stream", "environ_overrides", "content_type") if key in more}
        headers = {"Accept-Language": self.locale} | ({"Authorization": f"Bearer {self.keys[who]}"} if who else {})
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        if raw is not None:
            named |= {"data": raw, "content_type": named.get("content_type", "application/json")}
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **named)

    def read(self, who: str, path: str, **headers: str) -> Any:
        """A page."""
        return self.browser(who)[0].get(path, headers={"Accept-Language": self.locale} | headers)

    def page(self, who: str, path: str, **fields: Any) -> Any:
        """A page's form, sent with the token of its session; a file is `(bytes, name)`."""
        client, token = self.browser(who)
        data = {"csrf_token": token} | fields
        sent = multipart(data) if any(isinstance(value, tuple) for value in fields.values()) else {"data": data}
        return client.post(path, headers={"Accept-Language": self.locale}, **sent)

    def send(self, who: str, path: str, raw: Any, kind: str) -> Any:
        """Any body to a page, as a script of ours would send it."""
        client, token = self.browser(who)
        headers = {"X-CSRFToken": token, "Accept-Language": self.locale}
        return client.post(path, data=raw, content_type=kind or None, headers=headers)

    def upload(self, door: str, batch_id: int, **files: tuple[bytes, str]) -> Any:
        """A table, perhaps with photos, for one of Han's drafts."""
        if door == "page":
            return self.page("han", f"/batches/{batch_id}/imports", **files)
        return self.api("han", "POST", f"/batches/{batch_id}/imports", **multipart(files))

    def report(self, answer: Any) -> dict[str, Any]:
        """What an upload was answered with, whichever door it came through."""
        if answer.content_type != "application/json":
            assert answer.status_code == 303, answer.text[:2000]
            answer = self.api("han", "GET", answer.location)
        assert answer.status_code in (200, 201), answer.text
        return dict(answer.json)

    def browser(self, who: str) -> tuple[Any, str]:
        """A signed-in browser and its token; a new visitor's for ""."""
        if not who:
            client = self.app.test_client()
            return client, csrf_token(client)
        if who not in self._browsers:
            client = self.app.test_client()
            self.early_tokens[who] = csrf_token(client)
            assert sign_in(client, self.people[who]).status_code == 303
            self._browsers[who] = client, csrf_token(client)
        return self._browsers[who]

    def task_of(self, batch: Any) -> int:
        """The last task of a batch, by its id."""
        with db.engine.connect() as connection:
            return int(connection.execute(text("SELECT max(id) FROM tasks WHERE batch_id = :batch"), {"batch": batch.id}).scalar_one())

    def items(self, **changes: Any) -> dict[str, Any]:
        """A checklist on which everything passed, as JSON."""
        return {item.key: {"passed": True} for item in self.make.version().spec.checklist} | changes

    def sheet(self, **changes: str) -> dict[str, str]:
        """The same as a page sends it."""
        return {"decision": "accept"} | {f"item-{item.key}": "pass" for item in self.make.version().spec.checklist} | changes

    def answered(self, **changes: Any) -> dict[str, Any]:
        """Good answers with some changed, those of None left out."""
        return {name: value for name, value in (self.make.answers() | changes).items() if value is not None}

    def digest(self) -> dict[str, str]:
        """What every table holds, as one short word each."""
        with db.engine.connect() as connection:
            return {table.name: _digest_of(connection, table) for table in db.metadata.sorted_tables if table.name not in NOT_LOOKED_AT}

    def _people(self) -> None:
        make = self.make
        ada = make.person("Ada", admin=True)
        people = {"ada": ada, "rae": make.person("Rae", reviewer=True)}
        people |= {name.lower(): make.owner(name, ada) for name in ("Han", "Gil", "Sol")}
        people |= {name.lower(): make.worker(name, ada) for name in ("Mira", "Noah", "Hana", "Wes", "Rew")}
        make.qualify(*(people[name] for name in ("mira", "noah", "wes", "rew")))
        accounts.add_staff(person_id=people["rew"].person_id, reviewer=True, actor=SYSTEM)
        with transaction() as session:
            session.add(Membership(person_id=people["wes"].person_id, company_id=people["han"].company_id, role="viewer"))
        self.people = {name: make.again(actor.person_id) for name, actor in people.items()}

    def _batches(self) -> None:
        make, han = self.make, self.people["han"]
        self.open, self.paused, self.closed = make.batch(han, rows=14), make.batch(han), make.batch(han)
        work.pause_batch(self.paused.id, actor=han)
        work.close_batch(self.closed.id, actor=han)
        self.draft, self.other_draft = make.draft(han), make.draft(self.people["gil"])
        self.photo_draft = work.post_batch(template_version_id=make.version("grocery-photo-tags").id, title="사진", price=self.draft.price, actor=han)

    def _claims(self) -> None:
        make, people = self.make, self.people
        self.claim, self.done = make.claim(people["mira"], self.open), make.submission(people["mira"], self.open)
        self.reviewed, self.own_work = make.submission(people["mira"], self.open), make.submission(people["rew"], self.open)
        make.review(people["rae"], self.reviewed)
        self.held = [make.claim(people["noah"], self.open) for _ in range(3)]
        with clock.at(clock.now() - timedelta(hours=2)):
            self.late = make.claim(people["mira"], self.open)

    def _keys(self) -> None:
        for name, actor in self.people.items():
            self.keys[name] = accounts.create_key(name="tests", scopes=list(SCOPES), actor=actor)[1]
        han = self.people["han"]
        self.keys["narrow"] = accounts.create_key(name="narrow", scopes=["accounts"], actor=han)[1]
        key, self.keys["revoked"] = accounts.create_key(name="revoked", scopes=list(SCOPES), actor=han)
        accounts.revoke_key(key.id, actor=han)
        self.keys["wrong"] = "ilgam_nobody_has_this_key"


def _digest_of(connection: Any, table: Any) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in NOT_COMPARED)
    order = ", ".join(f'"{column.name}"' for column in table.primary_key)
    rows = connection.execute(text(f'SELECT {columns} FROM "{table.name}" ORDER BY {order}')).all()
    return f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()[:12]}"
