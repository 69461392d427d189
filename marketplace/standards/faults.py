"""What can be wrong with a template: a place in it, and a sentence that says what to do."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from marketplace.kernel.text import Text

_PART: Final = re.compile(r"\w*", re.ASCII)
_NUMBER: Final = re.compile(r"\[([0-9]+)\]", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the place, such as `outputs.colour.options` or `checklist[2]`, and a sentence that says what to do."""

    place: str
    sentence: Text

    @property
    def part(self) -> str:
        """The part of the template it is in: the first word of its place."""
        return _PART.findall(self.place)[0]

    @property
    def number(self) -> int | None:
        """Which row of its part it is in, from 0; None where the place names none."""
        found = _NUMBER.search(self.place)
        return int(found[1]) if found else None

    @property
    def line(self) -> Text:
        """Place and sentence in one line."""
        return Text("{place}: {sentence}", "{place}: {sentence}").format(place=self.place, sentence=self.sentence)


def fault(place: str, ko: str, en: str, **facts: object) -> Fault:
    """A fault whose sentence has facts in it."""
    return Fault(place, Text(ko, en).format(**facts))


def repeated(place: str, names: Iterable[str]) -> Iterator[Fault]:
    """A fault for each name that is there more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield fault(place, "{name}이(가) {times}번 있어요.", "{name} is there {times} times", name=name, times=times)


def is_blank(words: Text) -> bool:
    """Whether it isn't written in both languages."""
    return not (words.ko.strip() and words.en.strip())
