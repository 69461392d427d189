"""Photos: named by file in an import, kept as the id of a stored file."""

import re
from collections.abc import Callable
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind, NoSettings
from marketplace.standards.kinds.wording import clean_line

_NAME = re.compile(r"[^\x00-\x1f<>:\"|?*\\]{1,200}")


class Photo(Kind[str, NoSettings]):
    """A file name until the photo is stored, its file id from then on."""

    name, title, widget = "photo", Text("사진", "Photo"), "photo"

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        return _read_name

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "minLength": 1, "maxLength": 200}


def _read_name(raw: object) -> str:
    name = clean_line(raw)
    if not _NAME.fullmatch(name) or ".." in name.split("/"):
        raise BadValue("bad_file_name", Text(
            "사진 파일 이름을 확인해 주세요. 예: milk-1.jpg", "Please check the photo's file name, for example milk-1.jpg."))
    return name


KIND = Photo()
