"""What the columns of somebody's table are, by their names and by the first rows: a start to be mended."""

from collections.abc import Iterable, Sequence
from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.builder.naming import new_name
from marketplace.standards.kinds import BadValue, Field, all_kinds

COLUMNS_MOST: Final = 40
# The first kind that reads every value of a column wins; words for a column come before values, for a table may be empty.
_BY_NAME: Final = (
    ("gtin", ("바코드", "barcode", "gtin", "ean", "jan", "upc")), ("photo", ("사진", "이미지", "photo", "image", "picture")),
    ("url", ("링크", "url", "link")), ("email", ("이메일", "메일", "email", "e-mail")),
    ("phone", ("전화", "연락처", "휴대폰", "phone", "mobile")), ("long_text", ("설명", "내용", "원재료", "description", "ingredients", "details")),
)
_BY_VALUE: Final = ("gtin", "integer", "url", "date", "email")
_PHOTO_ENDS: Final = (".jpg", ".jpeg", ".png", ".webp")
_LONG: Final = 100


def guess_inputs(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Field, ...]:
    """An input for each column: its label is the header, its kind fits its name and every value that is there."""
    fields: list[Field] = []
    for place, title in enumerate(header[:COLUMNS_MOST]):
        values = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        label = Text(title[:80], title[:80])
        name = new_name(label, [field.name for field in fields], "column")
        is_whole = len(values) == len(rows) > 0
        fields.append(Field(name, _guess_kind(title, values), label, required=is_whole or not rows))
    return tuple(fields)


def _guess_kind(title: str, values: Sequence[str]) -> str:
    if values and all(value.casefold().endswith(_PHOTO_ENDS) for value in values):
        return "photo"
    named = next((kind for kind, words in _BY_NAME if kind in all_kinds() and _is_called(title, words)), None)
    if named is not None and (named == "long_text" or _reads_all(named, values)):
        return named
    if values:
        fitting = next((kind for kind in _BY_VALUE if kind in all_kinds() and _reads_all(kind, values)), None)
        if fitting is not None:
            return fitting
    return "long_text" if any(len(value) > _LONG for value in values) else "text"


def _is_called(title: str, words: Iterable[str]) -> bool:
    bare = title.casefold().replace(" ", "")
    return any(word in bare for word in words)


def _reads_all(kind: str, values: Sequence[str]) -> bool:
    reader = all_kinds()[kind].compile(Field("column", kind, Text("", "")))
    for value in values:
        try:
            reader(value)
        except BadValue:
            return False
    return True
