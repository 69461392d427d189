"""The fonts of our documents, and what becomes of a letter that they lack."""

import unicodedata
from collections.abc import Container
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).resolve().parents[3] / "static" / "fonts"
FAMILY: Final = "Pretendard"
FACES: Final = {"": FONTS / "Pretendard-Regular.ttf", "B": FONTS / "Pretendard-SemiBold.ttf"}
MISSING: Final = "□"


def printable(words: str, known: Container[int]) -> str:
    """The words with only letters that a font knows: □ for the rest, one blank for what is blank, nothing for what has no shape of its own."""
    lines = composed(words).split("\n")
    return "\n".join(" ".join("".join(_shown(letter, known) for letter in line).split()) for line in lines)


def composed(words: str) -> str:
    """The words with each syllable as one letter, however it was typed."""
    return unicodedata.normalize("NFC", words)


def _shown(letter: str, known: Container[int]) -> str:
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn"):  # joiners, marks of direction, accents on nothing
        return ""
    return letter if ord(letter) in known else MISSING
