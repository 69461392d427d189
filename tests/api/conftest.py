"""Speaking to the program as other programs do: a key, JSON, and nothing else."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from marketplace.accounts import service as accounts
from marketplace.accounts.forms import SCOPES
from marketplace.kernel.policy import Actor
from tests.multipart import multipart

JSON = {"Content-Type": "application/json"}


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


def code(answer: Any) -> str:
    """The machine code of a refusal, once its envelope is whole."""
    error = answer.json["error"]
    assert error.keys() == {"code", "message", "status", "request_id", "facts", "fields"}
    assert error["status"] == answer.status_code
    assert error["request_id"] == answer.headers["X-Request-Id"]
    assert error["message"]
    return str(error["code"])


def field_codes(answer: Any) -> dict[str, str]:
    """The codes by field of a 422."""
    assert answer.status_code == 422, answer.text
    return {name: error["code"] for name, error in answer.json["error"]["fields"].items()}


def a_photo(color: str = "red") -> bytes:
    """A small JPEG."""
    held = io.BytesIO()
    Image.new("RGB", (80, 60), color).save(held, "JPEG")
    return held.getvalue()


def a_zip(files: dict[str, bytes]) -> bytes:
    """A zip of files by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()
