"""Stored photos, served so that nothing in them can run."""

from typing import Final
from urllib.parse import quote

from flask import Response, send_file
from flask.typing import ResponseReturnValue

from marketplace.gateways.files import clean_name
from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.work.models import StoredFile
from marketplace.work.queries import get_file
from marketplace.work.uploads import file_store

pages = Door("files", __name__)
DAY: Final = 86_400
# What we have drawn anew ourselves; anything else is only ever offered for download.
SHOWN: Final = ("image/jpeg", "image/png")


@pages.get("/files/<id:file_id>", permission=Permission.SEE_FILE)
def show_file(file_id: int) -> ResponseReturnValue:
    """A photo, to those who may see its batch."""
    file = get_file(current_actor(), file_id)
    return _send(file, file.stored_as, file.media_type)


@pages.get("/files/<id:file_id>/small", permission=Permission.SEE_FILE)
def show_thumbnail(file_id: int) -> ResponseReturnValue:
    """Its thumbnail."""
    file = get_file(current_actor(), file_id)
    return _send(file, file.thumbnail_as or file.stored_as, "image/jpeg" if file.thumbnail_as else file.media_type)


def _send(file: StoredFile, stored_as: str, media_type: str) -> Response:
    path = file_store().path(stored_as)
    if not path.is_file():
        raise NotFound
    answer = send_file(path, mimetype=media_type, conditional=True, etag=stored_as, max_age=DAY)
    name, place = clean_name(file.shown_name), "inline" if media_type in SHOWN else "attachment"
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace("\\", "_")
    answer.headers["Content-Disposition"] = f"{place}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Who may see it is asked on every request that reaches us: only the reader's own browser may keep it.
    answer.headers["Cache-Control"] = f"private, max-age={DAY}, immutable"
    return answer
