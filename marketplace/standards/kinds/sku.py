"""SKU, a shop's own number for one kind of goods."""

import re
from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import clean_line

_ALLOWED = "0-9A-Z가-힣"
_SKU = re.compile(rf"[{_ALLOWED}][{_ALLOWED}._/-]*")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long it may be."""

    most: int = 64


class Sku(Kind[str, Settings]):
    """Capital letters, digits and . _ / - without blanks, half width, a letter or digit first; two are the same or not, without tolerance."""

    name, title = "sku", Text("재고 관리 코드(SKU)", "SKU")
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        most = self.settings(field).most

        def read(raw: object) -> str:
            code = normalize("NFKC", clean_line(raw)).upper()
            if not _SKU.fullmatch(code):
                raise BadValue("sku_characters", Text(
                    "글자, 숫자와 . _ / - 만 띄어쓰기 없이 입력해 주세요. 예: MILK-1000",
                    "Please use letters, digits and . _ / - without blanks, for example MILK-1000."))
            if len(code) > most:
                raise BadValue("too_long", Text("{most}자까지 쓸 수 있어요.", "At most {most} characters."), most=most)
            return code

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"maxlength": self.settings(field).most, "autocapitalize": "characters", "spellcheck": "false"}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "pattern": f"^{_SKU.pattern}$", "maxLength": self.settings(field).most, "examples": ["MILK-1000"]}


KIND = Sku()
