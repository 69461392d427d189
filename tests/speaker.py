"""A pytest plugin: speaking to the program as other programs do, with a key and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from marketplace.accounts import service as accounts
from marketplace.accounts.forms import SCOPES
from marketplace.kernel.policy import Actor
from tests.multipart import multipart


class Speaker:
    """One person's key on one client: `get`, `post`, `patch`; answers are Werkzeug's, `.json` their body."""

    def __init__(self, app: Flask, secret: str) -> None:
        self.client, self.secret = app.test_client(), secret

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self._headers(headers))

    def post(self, path: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        named = self._headers(headers) | ({"Idempotency-Key": key} if key else {})
        return self.client.post(f"/api/v1{path}", json={} if body is None else body, headers=named)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.client.patch(f"/api/v1{path}", json=body, headers=self._headers(headers))

    def send(self, path: str, raw: bytes | str, *, method: str = "POST", **headers: str) -> Any:
        """A body exactly as it is given, JSON unless a header says otherwise."""
        named = self._headers({"Content_Type": "application/json"} | headers)
        return self.client.open(f"/api/v1{path}", method=method, data=raw, headers=named)

    def upload(self, path: str, *, key: str = "", **parts: tuple[bytes, str] | str) -> Any:
        """`upload("/batches/1/imports", table=(b"…", "rows.csv"), sheet="둘째")`."""
        named = self._headers({}) | ({"Idempotency-Key": key} if key else {})
        return self.client.post(f"/api/v1{path}", headers=named, **multipart(parts))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} | {name.replace("_", "-"): value for name, value in more.items()}


@pytest.fixture
def speak(app: Flask, db: Any) -> Callable[..., Speaker]:
    """`speak(cast.han)`: their key, with every scope; `speak(cast.han, "work")` with some."""

    def make(actor: Actor, *scopes: str) -> Speaker:
        return Speaker(app, new_key(actor, *scopes))

    return make


def new_key(actor: Actor, *scopes: str) -> str:
    """The secret of a new key."""
    return accounts.create_key(name="tests", scopes=list(scopes or SCOPES), actor=actor)[1]
