"""Files under /api/v1."""

from flask import Response, send_file

from marketplace.api.parameters import one_of
from marketplace.gateways.documents import MEDIA_TYPES
from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work.api.door import api
from marketplace.work.queries import get_file
from marketplace.work.uploads import file_store

_MEDIA = ("image/jpeg", "image/png", *MEDIA_TYPES)


@api.get("/files/<id:file_id>", permission=Permission.SEE_FILE, returns=_MEDIA, query={"size": one_of("whole", "thumbnail")})
def show_file(file_id: int, size: str | None) -> Response:
    """A photo of a task for its company, its workers and its reviewers; a file of an answer for those who see the answer."""
    file = get_file(current_actor(), file_id)
    small = size == "thumbnail" and bool(file.thumbnail_as)
    path = file_store().path(file.thumbnail_as if small else file.stored_as)
    if not path.exists():
        raise NotFound
    answer = send_file(path, mimetype="image/jpeg" if small else file.media_type, conditional=False, etag=False, max_age=None)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
