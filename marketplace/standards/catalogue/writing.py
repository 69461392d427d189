"""Short forms for writing templates: two languages side by side."""

from pathlib import Path

from marketplace.kernel.text import LOCALES, Text
from marketplace.standards.kinds import Option
from marketplace.standards.parts import Question

_SOP = Path(__file__).parent / "sop"


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
