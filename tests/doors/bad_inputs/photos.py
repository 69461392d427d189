"""Rows 32–36: photos that are none, are too large, are something else, or are called what no file should be called."""

import io
import zipfile
from typing import Any

from PIL import Image
from sqlalchemy import select

from marketplace.kernel.database import db
from marketplace.work import service as work
from marketplace.work.models import StoredFile
from tests.doors.bad_inputs.case import Refused, Reported, Row, Taken
from tests.pictures import animated, gif, huge_png, image, striped_tiff, tagged_jpeg

NO_IMAGE = ("사진을 열 수 없어요", "can't open this photo")
NO_PHOTO = ("JPG, PNG, WebP, GIF 사진만", "Photos may be JPG, PNG, WebP or GIF")
PIXELS = ("4000만 화소까지", "up to 40 megapixels")
FRAMES = ("50장면까지", "up to 50 frames")
UNSAFE = ("항목은 받을 수 없어요", "can't take the entry")
SCRIPT = b"<script>alert(1)</script>"
NFD = "\u1109\u1161\u1100\u116a.jpg"  # 사과 in letters
# What lies in the zip under which name, and what is said about it.
BAD: dict[str, tuple[int, str, bytes, str, tuple[str, str]]] = {
    "0-byte": (32, "a.jpg", b"", "not_an_image", NO_IMAGE),
    "truncated-JPEG": (32, "a.jpg", image(size=(400, 400))[:900], "not_an_image", NO_IMAGE),
    "truncated-PNG": (32, "a.png", image("PNG")[:60], "not_an_image", NO_IMAGE),
    "text-named-png": (32, "a.png", "그냥 글이에요".encode(), "not_an_image", NO_IMAGE),
    "PNG-13000x13000": (33, "a.png", huge_png(), "too_many_pixels", PIXELS),
    "GIF-10000-frames": (33, "a.gif", gif(10_000), "too_many_frames", FRAMES),
    "TIFF-huge": (33, "a.tif", striped_tiff(40_000), "too_many_pixels", PIXELS),
    "TIFF-strips": (33, "a.tif", striped_tiff(64), "unsupported_image", NO_PHOTO),
    "WebP-51-frames": (33, "a.webp", animated("WEBP", 51), "too_many_frames", FRAMES),
    "SVG-with-script": (34, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "unsupported_image", NO_PHOTO),
    "SVG-named-jpg": (34, "a.jpg", b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "unsupported_image", NO_PHOTO),
    "HTML-named-jpg": (34, "a.jpg", b"<!DOCTYPE html>" + SCRIPT, "unsupported_image", NO_PHOTO),
    "PDF-with-JS": (34, "a.pdf", b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj", "unsupported_image", NO_PHOTO),
}
# What is taken by its content, and drawn anew with nothing of the old file behind the picture.
GOOD: dict[str, tuple[int, str, bytes, str]] = {
    "PNG-named-jpg": (32, "a.jpg", image("PNG", mode="RGBA", colour=(1, 2, 3, 4)), "image/png"),
    "GIF-named-png": (32, "a.png", gif(50), "image/jpeg"), "WebP-3-frames": (33, "a.webp", animated("WEBP", 3), "image/jpeg"),
    "JPEG-and-HTML": (34, "a.jpg", image(comment=SCRIPT) + b"<html>" + SCRIPT + b"</html>", "image/jpeg"),
    "JPEG-with-its-place": (34, "a.jpg", tagged_jpeg(), "image/jpeg"),
}
# What a photo is called in the zip, and as what it is shown afterwards.
NAMES = {
    "CON": ("CON.jpg", "_CON.jpg"), "aux": ("photos/aux", "_aux"), "quotes": ('x.jpg"; y="', "x.jpg y="), "NFD": (NFD, "사과.jpg"),
    "300-characters": ("가" * 80 + "x" * 220 + ".jpg", "가" * 80 + "x" * 16 + ".jpg"), "markup": ("<b>x</b>.jpg", "b.jpg"),
    "right-to-left": ("x\u202egpj.exe.jpg", "xgpj.exe.jpg"), "dots": ("...jpg", "jpg"), "line": ("a\r\nb.jpg", "ab.jpg"),
}
# Names that lead out of the folder, or mean two files.
PATHS = {"up": "../../x.jpg", "up-by-backslash": "..\\..\\x.jpg", "root": "/etc/x.jpg", "drive": "C:\\x.jpg"}


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def _upload_zip(stage: Any, door: str, zipped: bytes, batch_id: int | None = None) -> Any:
    """A table of one good photo, and a zip that holds it."""
    return stage.upload(door, batch_id or stage.photo_draft.id, table=(b"photo\ngood.jpg\n", "rows.csv"), photos=(zipped, "photos.zip"))


def _upload_photo(stage: Any, door: str, content: bytes, name: str, batch_id: int | None = None) -> Any:
    """The good photo and another one beside it."""
    return _upload_zip(stage, door, _zip({"good.jpg": image(), name: content}), batch_id)


def _photo(door: str, content: bytes, name: str) -> Any:
    return lambda s: _upload_photo(s, door, content, name)


def _keep(door: str, content: bytes, name: str) -> Any:
    """The photo beside the good one as it is stored once the import is: its row, and its bytes by the API."""
    def ask(stage: Any) -> Any:
        draft = work.post_batch(template_version_id=stage.photo_draft.template_version_id, title="사진", price=stage.photo_draft.price,
                                actor=stage.people["han"])
        found = stage.report(_upload_photo(stage, door, content, name, draft.id))
        assert found["errors"] == []
        assert stage.api("han", "POST", f"/imports/{found['id']}/tasks", json={}).status_code == 201
        with db.engine.connect() as connection:
            file = connection.execute(select(StoredFile.__table__).where(StoredFile.batch_id == draft.id, StoredFile.shown_name != "good.jpg")).one()
        return file, stage.api("han", "GET", f"/files/{file.id}"), stage.read("han", f"/files/{file.id}")

    return ask


def _drawn_anew(media_type: str) -> Any:
    def expect(kept: Any, _stage: Any) -> None:
        file, by_api, by_page = kept
        assert (file.media_type, by_api.content_type, by_page.content_type) == (media_type,) * 3
        assert Image.open(io.BytesIO(by_api.data)).format == media_type.removeprefix("image/").upper()
        assert not any(word in by_api.data for word in (b"script", b"html", b"Secret"))
        assert by_page.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    return expect


def _called(shown: str) -> Any:
    def expect(kept: Any, _stage: Any) -> None:
        file, _, by_page = kept
        offered = by_page.headers["Content-Disposition"]
        assert file.shown_name == shown
        assert file.stored_as.partition(".")[0].isalnum()
        assert (offered.count('"'), "\r" in offered, "\n" in offered) == (2, False, False)

    return expect


CASES: list[Row] = []
for door in ("api", "page"):
    CASES += [
        Reported(row, what, door, _photo(door, content, name), code, 0, says) for what, (row, name, content, code, says) in BAD.items()
    ]
    CASES += [Taken(row, what, door, _keep(door, content, name), _drawn_anew(kind)) for what, (row, name, content, kind) in GOOD.items()]
    CASES += [Taken(35, what, door, _keep(door, image(colour="blue"), name), _called(shown)) for what, (name, shown) in NAMES.items()]
    CASES += [
        Refused(35, what, door, _photo(door, image(colour="blue"), name), 422, "archive_unsafe", UNSAFE, "photos") for what, name in PATHS.items()
    ]
    CASES.append(Refused(35, "NUL", door, lambda s, door=door: _upload_zip(
        s, door, _zip({"good.jpg": image(), "a_.jpg": image()}).replace(b"a_.jpg", b"a\0.jpg")), 422, "archive_unsafe", UNSAFE, "photos"))
