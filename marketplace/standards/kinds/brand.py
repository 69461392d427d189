"""A brand guide for written texts, and where a text goes against it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import normalize

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import NO_WORDS, BadValue

# What may stand between the characters of a word without hiding it: blanks, joiners, and the marks of Markdown.
_BETWEEN: Final = r"[\s\u200c\u200d*_~`\\]*"
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ ]+(.+?)[ #]*$", re.MULTILINE)


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the brand writes; `parts` are headings that must be there, lengths count characters after cleaning."""

    tone: Text = NO_WORDS
    banned: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    min_length: int = 1
    max_length: int = 5_000


def find_breaches(written: str, guide: Guide) -> list[BadValue]:
    """Everything in which the text goes against the guide, each with its code and its word."""
    return [*_wrong_words(written, guide), *_missing_parts(written, guide), *_wrong_length(len(written), guide)]


def holds_word(written: str, word: str) -> bool:
    """Whether the word is there in any case, width, spacing, Unicode form or emphasis.

    Korean words are also found inside of others, for particles follow them; Latin ones stand alone.
    """
    return _finder(word).search(_comparable(written)) is not None


def refuse_blank_words(guide: Guide) -> None:
    """Refuse a guide with a word that nobody could see; raises `LookupError`."""
    if not all(map(_squeezed, (*guide.banned, *guide.required, *guide.parts))):
        raise LookupError("banned, required, parts: no word may be blank")


def find_headings(written: str) -> list[str]:
    """The Markdown headings of a text."""
    return _HEADING.findall(written)


def _wrong_words(written: str, guide: Guide) -> Iterator[BadValue]:
    for word in guide.banned:
        if holds_word(written, word):
            yield BadValue("banned_word", Text("‘{word}’은(는) 쓰지 않는 말이에요.", "“{word}” may not be used."), word=word)
    for word in guide.required:
        if not holds_word(written, word):
            yield BadValue("missing_word", Text("‘{word}’을(를) 꼭 넣어 주세요.", "Please use “{word}”."), word=word)


def _missing_parts(written: str, guide: Guide) -> Iterator[BadValue]:
    found = {_squeezed(heading) for heading in find_headings(written)}
    for part in guide.parts:
        if _squeezed(part) not in found:
            yield BadValue("missing_part", Text("‘# {word}’ 제목이 필요해요.", "The heading “# {word}” is needed."), word=part)


def _wrong_length(length: int, guide: Guide) -> Iterator[BadValue]:
    facts = {"least": guide.min_length, "most": guide.max_length, "length": length}
    if length > guide.max_length:
        yield BadValue("too_long", Text(
            "{most}자까지 쓸 수 있어요. 지금 {length}자예요.", "At most {most} characters; this has {length}."), **facts)
    elif length < guide.min_length:
        yield BadValue("too_short", Text(
            "{least}자 이상 써 주세요. 지금 {length}자예요.", "At least {least} characters; this has {length}."), **facts)


@lru_cache(maxsize=1_024)
def _finder(word: str) -> re.Pattern[str]:
    letters = _squeezed(word)
    before = "(?<![a-z0-9])" if "a" <= letters[:1] <= "z" else ""
    after = "(?![a-z0-9])" if "a" <= letters[-1:] <= "z" else ""
    return re.compile(before + _BETWEEN.join(map(re.escape, letters)) + after)


def _comparable(text: str) -> str:
    return normalize("NFC", normalize("NFKC", text).casefold())


def _squeezed(text: str) -> str:
    return re.sub(_BETWEEN, "", _comparable(text))
