"""Reading the words of a PDF back, as a reader's search would: page by page, through each font's ToUnicode map."""

import re
import zlib
from typing import Final

_OBJECT: Final = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM: Final = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_SHOWN: Final = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> list[list[str]]:
    """The pieces of text on each page, in the order in which they were drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    # Every page's resources call a font by the same name.
    fonts = {name: _letters(objects, int(number)) for body in objects.values() for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", body)}
    pages = [body for _, body in sorted(objects.items()) if re.search(rb"/Type /Page\n", body)]
    return [_read(_stream(objects[_reference(page, b"Contents")]), fonts) for page in pages]


def words_of(pdf: bytes) -> str:
    """All of it as one text, a piece a line."""
    return "\n".join(piece for page in pages_of(pdf) for piece in page)


def _read(content: bytes, fonts: dict[bytes, dict[int, str]]) -> list[str]:
    pieces, letters = [], dict[int, str]()
    for font, shown in _SHOWN.findall(content):
        if font:
            letters = fonts[font]
        else:
            codes = re.sub(rb"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), shown, flags=re.DOTALL)
            pieces.append("".join(letters[int.from_bytes(codes[at:at + 2])] for at in range(0, len(codes), 2)))
    return pieces


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    table = _stream(objects[_reference(objects[font], b"ToUnicode")])
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in re.findall(rb"<(\w{4})> <(\w+)>\n", table)}


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None
    return int(found[1])


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]
