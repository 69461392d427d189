"""Photos: named by file in an import, kept as the id of a stored file."""

import re
from collections.abc import Callable
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind, NoSettings
from marketplace.standards.kinds.patterns import LINE, NFC
from marketplace.standards.kinds.wording import clean_line

_NAME = re.compile(r"[^\x00-\x1f<>:\"|?*\\]{1,200}")
# The same for JSON Schema: no signs that name other places, and no step to the folder above.
NAME = rf"^(?!(?:.*/)?\.\.(?:/|$))(?={_NAME.pattern}$){LINE[1:]}"


class Photo(Kind[str, NoSettings]):
    """A file name until the photo is stored, its file id from then on."""

    name, title, widget = "photo", Text("사진", "Photo"), "upload"
    is_file, is_simple = True, False

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        return read_name

    def attributes(self, field: Field) -> dict[str, str | int]:
        """What may be chosen, and how many."""
        return {"accept": "image/*", "data-most": 1}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "minLength": 1, "maxLength": 200, "pattern": NAME} | NFC


def read_name(raw: object) -> str:
    """A file's name in normal form; raises `BadValue` bad_file_name."""
    name = clean_line(raw)
    if not _NAME.fullmatch(name) or ".." in name.split("/"):
        raise BadValue("bad_file_name", Text(
            "파일 이름을 확인해 주세요. 예: milk-1.jpg", "Please check the file name, for example milk-1.jpg."))
    return name


KIND = Photo()
