"""Row 36: bodies that are too long, that lie about their length, or never end."""

import io
from typing import Any

from tests.doors.bad_inputs.case import Refused, Row

TOO_LARGE = ("너무 커요", "too large")
FILE = ("파일은 10MB까지", "up to 10 MB")
BODY_MOST = 60 * 1024 * 1024
MULTIPART = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="table"; filename="rows.csv"\r\n\r\n'
END = b"\r\n--x--\r\n"


class Endless(io.RawIOBase):
    """A body that starts like any other and never ends; `given` counts what was read of it."""

    def __init__(self, start: bytes = b"") -> None:
        self.start, self.given = start, 0

    def readable(self) -> bool:
        """Yes, for ever."""
        return True

    def readinto(self, wanted: Any) -> int:
        """Fill whatever is asked for."""
        piece = self.start[: len(wanted)] or bytes(len(wanted))
        self.start = self.start[len(piece):]
        wanted[: len(piece)] = piece
        self.given += len(piece)
        return len(piece)


def _body(door: str, path: str, kind: str, start: bytes, length: str = "", most: int = 0) -> Any:
    """A request whose body never ends, of a stated length or in pieces; it must be answered having read at most `most` bytes."""
    def ask(stage: Any) -> Any:
        body = Endless(start)
        environ = {"CONTENT_LENGTH": length} if length else {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
        answer = _send(stage, door, path, body, kind, environ)
        assert body.given <= most
        return answer

    return ask


def _short(door: str, length: int) -> Any:
    """A good upload of a stated length that isn't its own."""
    return lambda s: _send(s, door, f"/batches/{s.draft.id}/imports", io.BytesIO(PART + b"a,b\n" + END), MULTIPART, {"CONTENT_LENGTH": str(length)})


def _send(stage: Any, door: str, path: str, body: Any, kind: str, environ: dict[str, Any]) -> Any:
    path, environ = path.replace("DRAFT", str(stage.draft.id)), environ | {"wsgi.input": body}
    if door == "api":
        return stage.api("han", "POST", path, content_type=kind, environ_overrides=environ)
    client, token = stage.browser("han")
    return client.post(path, content_type=kind, environ_overrides=environ, headers={"X-CSRFToken": token})


CASES: list[Row] = []
for door in ("api", "page"):
    CASES += [
        Refused(36, "10-MB-and-a-byte", door, lambda s, door=door: s.upload(door, s.draft.id, table=(b"x" * 10_485_761, "rows.csv")),
                413, "file_too_large", FILE, kept=""),
        Refused(36, "length-of-1-GB", door, _body(door, "/batches/DRAFT/imports", MULTIPART, PART, str(10**9)), 413, "too_large", TOO_LARGE),
        Refused(36, "length-of-10^30", door, _body(door, "/batches/DRAFT/imports", MULTIPART, PART, str(10**30)), 413, "too_large", TOO_LARGE),
        Refused(36, "length-too-short", door, _short(door, 60), 422, "required", ("꼭 입력해 주세요", "Please fill this in"), "table"),
        Refused(36, "length-too-long", door, _short(door, 5_000), 400, "bad_request", ("요청을 읽을 수 없어요", "could not read this request")),
        Refused(36, "endless-file", door, _body(door, "/batches/DRAFT/imports", MULTIPART, PART, most=BODY_MOST + 200_000),
                413, "too_large", TOO_LARGE),
        Refused(36, "endless-field", door, _body(door, "/batches/DRAFT/imports", MULTIPART, PART.replace(b'; filename="rows.csv"', b""),
                                                 most=2_200_000), 413, "too_large", TOO_LARGE),
    ]
CASES += [
    Refused(36, "endless-JSON", "api", _body("api", "/batches", "application/json", b'{"title": "', most=2_200_000), 413, "too_large", TOO_LARGE),
    Refused(36, "endless-form", "page", _body("page", "/batches", "application/x-www-form-urlencoded", b"title=", most=2_200_000),
            413, "too_large", TOO_LARGE),
]
