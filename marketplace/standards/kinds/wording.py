"""Cleaning what people type: one Unicode form, no invisible tricks, ASCII digits."""

import re
from typing import Final
from unicodedata import is_normalized, normalize

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue

# Sets of characters, written so that Python's `re` and the patterns of JSON Schema read them alike.
BLANKS: Final = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # what str.split() parts at
# Direction marks and overrides, zero-width spaces, soft hyphens and controls; joiners stay, emoji and some scripts need them.
DROPPED: Final = (r"\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f"
                  r"\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb")
# Letters and marks that draw nothing count as blank too: the Hangul fillers and the braille blank are the usual trick.
UNSEEN: Final = (BLANKS + r"\x00-\x1f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
                 r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0")
_DROPPED = re.compile(f"[{DROPPED}]")
_REFUSED = re.compile("[\x00\ud800-\udfff]")
_VISIBLE = re.compile(f"[^{UNSEEN}]")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")


def is_blank(raw: object) -> bool:
    """Whether nothing visible was typed or chosen."""
    if isinstance(raw, str):
        return not raw or (raw.isspace() if raw.isascii() else not _VISIBLE.search(raw))
    return raw is None or raw in ([], (), {})


def clean_line(raw: object) -> str:
    """One line: NFC, runs of blanks as one space, direction and zero-width marks dropped; raises `BadValue`."""
    if isinstance(raw, str) and raw.isprintable() and is_normalized("NFC", raw):
        return " ".join(raw.split())
    return " ".join(_clean(raw).split())


def clean_lines(raw: object) -> str:
    """Several lines, each without blanks at its end, parted by line feeds; raises `BadValue`."""
    lines = _clean(raw).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def ascii_digits(raw: object) -> str:
    """Typed digits without blanks around them, full-width ones as ASCII; other scripts' digits stay and get refused."""
    if not isinstance(raw, str):
        raise not_text()
    return raw.strip(" \t\r\n\u3000\u00a0").translate(_WIDE_DIGITS)


def as_whole(raw: object) -> object:
    """A JSON number that is whole as an int, for JSON doesn't know 1.0 from 1; anything else as it is."""
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw


def not_text() -> BadValue:
    """The refusal of a JSON value of another type where text belongs."""
    return BadValue("not_text", Text("글자로 보내 주세요.", "Please send this as text."))


def _clean(raw: object) -> str:
    if not isinstance(raw, str):
        raise not_text()
    if _REFUSED.search(raw):
        raise BadValue("bad_character", Text(
            "쓸 수 없는 문자가 들어 있어요. 다시 입력해 주세요.", "There is a character we can't store. Please type it again."))
    return normalize("NFC", _DROPPED.sub("", raw))
