"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# SequenceMatcher is quadratic: a longer text is shown as replaced whole.
MAX_WORDS = 2_000


def diff_words(before: object, after: object) -> list[tuple[str, str]]:
    """Pieces in reading order, each `same`, `gone` or `new`."""
    old, new = (_WORDS.findall("" if text is None else str(text)) for text in (before, after))
    if len(old) > MAX_WORDS or len(new) > MAX_WORDS:
        return [("same", "".join(new))] if old == new else [("gone", "".join(old)), ("new", "".join(new))]
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [(word, "".join(part)) for word, part in (("gone", old[a:b]), ("new", new[c:d])) if part]
    return pieces
