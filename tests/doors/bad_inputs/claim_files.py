"""Rows 32–36 at the worker's door: what is added to a claim as a photo."""

import io
from typing import Any

from PIL import Image

from tests.doors.bad_inputs.case import Refused, Row, Taken
from tests.doors.bad_inputs.photos import BAD, GOOD, NFD
from tests.pictures import image

STATUS = {"not_an_image": 422, "unsupported_image": 415, "too_many_pixels": 413, "too_many_frames": 413}
KIND = "multipart/form-data; boundary=between-the-parts"
# What a photo is called by whoever sends it, and as what it is shown afterwards.
NAMES = {
    "CON": ("CON.jpg", "_CON.jpg"), "aux": ("aux", "_aux"), "quotes": ('x.jpg"; y="', "x.jpg y="), "NFD": (NFD, "사과.jpg"),
    "300-characters": ("가" * 80 + "x" * 220 + ".jpg", "가" * 80 + "x" * 16 + ".jpg"), "markup": ("<i>x</i>.jpg", "i.jpg"),
    "right-to-left": ("x\u202egpj.exe.jpg", "xgpj.exe.jpg"), "up": ("../../x.jpg", "x.jpg"), "up-by-backslash": ("..\\..\\y.jpg", "y.jpg"),
    "NUL": ("a\0.jpg", "a.jpg"),
}


def _body(content: bytes, name: str) -> bytes:
    """The form as a browser sends it, whatever the name."""
    start = b"--between-the-parts\r\nContent-Disposition: form-data; name="
    quoted = name.replace("\\", "\\\\").replace('"', '\\"').encode()
    file = start + b'"file"; filename="' + quoted + b'"\r\n\r\n' + content
    return start + b'"field"\r\n\r\nproof\r\n' + file + b"\r\n--between-the-parts--\r\n"


def _add(door: str, content: bytes, name: str = "a.jpg") -> Any:
    """A photo for Hana's task, by the API or by a script of the page."""
    def ask(stage: Any) -> Any:
        path, body = f"/claims/{stage.props.packing.id}/files", _body(content, name)
        if door == "api":
            return stage.api("hana", "POST", path, raw=body, content_type=KIND)
        client, token = stage.browser("hana")
        return client.post(path, data=body, content_type=KIND, headers={"X-CSRFToken": token, "Accept": "application/json"})

    return ask


def _kept(shown: str, media_type: str = "image/jpeg") -> Any:
    def expect(answer: Any, stage: Any) -> None:
        assert (answer.status_code, answer.json["name"]) == (201, shown)
        file = stage.api("hana", "GET", f"/files/{answer.json['id']}")
        offered = stage.read("hana", f"/files/{answer.json['id']}").headers["Content-Disposition"]
        assert (file.content_type, Image.open(io.BytesIO(file.data)).format) == (media_type, media_type.removeprefix("image/").upper())
        assert not any(word in file.data for word in (b"script", b"html", b"Secret"))
        assert (offered.count('"'), offered.isprintable()) == (2, True)

    return expect


CASES: list[Row] = []
for nth, door in enumerate(("api", "page-script")):
    CASES += [
        Refused(row, f"{what}-for-a-claim", door, _add(door, content), STATUS[code], code, says)
        for what, (row, _, content, code, says) in BAD.items()
    ]
    CASES += [
        Taken(row, f"{what}-for-a-claim", door, _add(door, content, "b.jpg"), _kept("b.jpg", kind))
        for what, (row, _, content, kind) in GOOD.items()
    ]
    CASES += [
        Taken(35, f"{what}-for-a-claim", door, _add(door, image(colour=(9 * number, 90 * nth, 30)), name), _kept(shown))
        for number, (what, (name, shown)) in enumerate(NAMES.items())
    ]
    CASES.append(Refused(36, "10-MB-and-a-byte-for-a-claim", door, _add(door, b"x" * 10_485_761),
                         413, "file_too_large", ("파일은 10MB까지", "up to 10 MB")))
