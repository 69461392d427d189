"""Patterns for JSON Schema that accept what cleaning leaves as it is; the one thing they can't say is NFC."""

from typing import Final

from marketplace.standards.kinds.wording import BLANKS, DROPPED, UNSEEN

NFC: Final = {"$comment": "in Unicode's form NFC"}
NEVER: Final = rf"\x00{BLANKS}{DROPPED}"  # what no word holds, written for the inside of a set
_SEEN: Final = rf"(?=[\s\S]*[^{UNSEEN}])"


def line_without(signs: str) -> str:
    """Words with single spaces between, as `clean_line` leaves them, and none of `signs` in them."""
    ink = f"[^{NEVER}{signs}]"
    return rf"^{_SEEN}{ink}+(?: {ink}+)*$"


LINE: Final = line_without("")
# Lines that don't end in blanks, none before the first and after the last, as `clean_lines` leaves them.
_WIDE: Final = r"[\x0b\x0c\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
LINES: Final = rf"^(?![{BLANKS}]){_SEEN}(?:[^{NEVER}]|{_WIDE}(?!{_WIDE}*(?:\n|$))|\n(?=[\s\S]))*$"
