"""Short forms for writing templates: two languages side by side."""

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from marketplace.kernel.text import LOCALES, Text
from marketplace.standards.kinds import Option
from marketplace.standards.parts import Example, Question

_HERE: Final = Path(__file__).parent
_SOP: Final = _HERE / "sop"
_SAMPLES: Final = _HERE / "samples"
SAMPLE_PHOTOS: Final = _SAMPLES / "photos"


def sop(key: str) -> Text:
    """The working standard of a template: `sop/<key>.ko.md` and `sop/<key>.en.md`."""
    ko, en = ((_SOP / f"{key}.{locale}.md").read_text(encoding="utf-8") for locale in LOCALES)
    return Text(ko, en)


def options(*rows: str) -> tuple[Option, ...]:
    """Options out of rows of `key | Korean | English | synonym, synonym`."""
    parts = ([part.strip() for part in f"{row} | ".split(" | ")] for row in rows)
    return tuple(Option(key, Text(ko, en), tuple(word.strip() for word in words.split(",") if word.strip()))
                 for key, ko, en, words, *_ in ([*part, ""] for part in parts))


def question(prompt: Text, right: int, why: Text, *answers: Text, **example: str) -> Question:
    """One question of a quiz; `right` counts the answers from 0."""
    return Question(prompt, answers, right, why, example)


@cache
def samples(key: str) -> tuple[Example, ...]:
    """Further rows to try a ready template with, each with a good answer; none for a template that isn't ours."""
    path = next((path for path in _SAMPLES.glob("*.jsonl") if path.stem == key), None)
    return () if path is None else tuple(msgspec.json.decode(line, type=Example) for line in path.read_bytes().splitlines())
