"""What a task is about, ready to be looked at: its photos, its two sides, or its source, by the template's layout."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.reading import show_value
from marketplace.standards.spec import Spec

SIDES: Final = ("left_", "right_")
PHOTOS: Final = ("photo", "photos")
# Only words are held against each other: that two shops differ in price says nothing.
COMPARED: Final = ("text", "long_text")
_PARTS: Final = re.compile(r"\w+(?:[.'’]\w+)*|\s+|[^\w\s]+")


@dataclass(frozen=True)
class Shown:
    """One input as it is read: its label, its value, and for a compared one its parts with whether each stands on this side only."""

    field: Field
    label: Text
    raw: Any
    parts: tuple[tuple[str, bool], ...] = ()

    @property
    def words(self) -> str:
        """The value in the current language; a dash for none."""
        return show_value(self.field, self.raw)


@dataclass(frozen=True)
class Subject:
    """The inputs of a task, sorted into what its layout shows."""

    layout: str
    photos: tuple[Shown, ...]
    rows: tuple[Shown, ...]
    sides: tuple[tuple[Text, tuple[Shown, ...]], ...] = ()


def show_subject(spec: Spec, given: Mapping[str, Any]) -> Subject:
    """The subject of a task with the inputs `given`."""
    shown = [Shown(field, field.label, given.get(field.name)) for field in spec.inputs]
    photos = tuple(photo for one in shown if one.field.kind in PHOTOS for photo in _each_photo(one))
    rows = [one for one in shown if one.field.kind not in PHOTOS]
    if spec.layout != "pair":
        return Subject(spec.layout, photos, tuple(rows))
    left, right = ([one for one in rows if one.field.name.startswith(side)] for side in SIDES)
    rest = tuple(one for one in rows if not one.field.name.startswith(SIDES))
    return Subject(spec.layout, photos, rest, (_side(left, right), _side(right, left)))


def differing_parts(words: str, other: str) -> tuple[tuple[str, bool], ...]:
    """The parts of a text in order, each with whether it is a word that `other` doesn't have, in any order or case."""
    known = {part.casefold() for part in _PARTS.findall(other)}
    return tuple((part, part[:1].isalnum() and part.casefold() not in known) for part in _PARTS.findall(words))


def _each_photo(one: Shown) -> list[Shown]:
    files = one.raw if isinstance(one.raw, list) else [] if one.raw is None else [one.raw]
    return [Shown(one.field, one.label, file) for file in files]


def _side(mine: Sequence[Shown], theirs: Sequence[Shown]) -> tuple[Text, tuple[Shown, ...]]:
    """One card: a title out of the word its labels share, and its rows with the words that the other card lacks."""
    title, labels = _shared_word([one.label for one in mine])
    other = {_bare(one.field.name): one.raw for one in theirs}
    rows = []
    for one, label in zip(mine, labels, strict=True):
        facing = other.get(_bare(one.field.name))
        comparable = one.field.kind in COMPARED and one.raw is not None and facing is not None
        rows.append(Shown(one.field, label, one.raw, differing_parts(str(one.raw), str(facing)) if comparable else ()))
    return title, tuple(rows)


def _bare(name: str) -> str:
    return name.partition("_")[2]


def _shared_word(labels: Sequence[Text]) -> tuple[Text, list[Text]]:
    """`왼쪽 이름`, `왼쪽 가격` → `왼쪽` and `이름`, `가격`; labels that share no first word stay whole."""
    heads = {(label.ko.partition(" ")[0], label.en.partition(" ")[0]) for label in labels}
    if len(heads) != 1 or not all(" " in label.ko and " " in label.en for label in labels):
        return Text("", ""), list(labels)
    ko, en = heads.pop()
    return Text(ko, en), [Text(label.ko.partition(" ")[2], label.en.partition(" ")[2].capitalize()) for label in labels]
