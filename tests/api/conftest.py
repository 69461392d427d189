"""What the tests of the API send, and how they read a refusal."""

import io
import zipfile
from typing import Any

from PIL import Image

JSON = {"Content-Type": "application/json"}


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
