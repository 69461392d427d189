"""Uploads encoded by us: Werkzeug's test client would leave the file open in which it encodes a large one."""

import io
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart


def multipart(parts: Mapping[str, Any]) -> dict[str, Any]:
    """`data` and `content_type` of a request; a file is `(bytes, name)`, everything else text."""
    sent = {name: FileStorage(io.BytesIO(part[0]), part[1]) if isinstance(part, tuple) else part for name, part in parts.items()}
    boundary, body = encode_multipart(sent)
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}
