"""The parts of a template version as plain data: checklist, quiz, process, defects, quality plan, and the rules that do the regular part."""

from typing import Any, Literal

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import NO_WORDS

Who = Literal["business", "worker", "reviewer", "platform"]
Severity = Literal["minor", "major", "critical"]
PersonalData = Literal["none", "contact", "sensitive"]


class CheckItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the checklist; its weight is its share of the pay, a failed critical one pays nothing."""

    key: str
    label: Text
    weight: int
    defect: str
    critical: bool = False
    hint: Text = NO_WORDS


class Defect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code under which failed checklist items are counted, whatever template they stand in."""

    code: str
    label: Text
    severity: Severity = "major"


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the quiz: `right` counts the options from 0, `why` explains it afterwards."""

    prompt: Text
    options: tuple[Text, ...]
    right: int
    why: Text
    example: dict[str, str] = {}


class Quiz(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The questions, and the percent of them that must be right."""

    pass_mark: int
    questions: tuple[Question, ...]


class PriceRange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Minor units for one accepted answer: the least we allow, what is usual, the most that is sensible."""

    least: int
    usual: int
    most: int


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An input as it is typed, and a good answer to it."""

    input: dict[str, Any]
    answers: dict[str, Any]
    note: Text = NO_WORDS


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of the process map: what happens, who is responsible, and within how many minutes (0: no limit)."""

    title: Text
    who: Who
    limit_minutes: int = 0
    detail: Text = NO_WORDS


class QcPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How answers are made sure of: how many different workers answer each row, and how far their answers to a field may differ.

    `tolerances` names the fields that are held against each other when there are several answers; what the number measures is the kind's own.
    """

    answers: int = 1
    tolerances: dict[str, float] = {}


class Lookup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table to look values up in: a cell of `keys` is a value, `*` for any, or a range (`5..20`, `500 g..2 kg`); the first row that fits counts."""

    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # a cell for each key, then the value
    title: Text = NO_WORDS  # what workers read it as, such as "packing table"


class Prefill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A suggestion for the answer to `field`, from exactly one source: an input, a table's row, or a fixed value; only where `when` holds."""

    field: str
    from_input: str = ""
    table: str = ""
    by: tuple[str, ...] = ()  # the inputs that are looked up, one for each key of the table
    value: str = ""
    when: str = ""


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where rows go when `when` holds for their input: to several workers (`answers`), or back to the business (`hold`) with `reason`.

    The first that holds a row back counts, and so does the first that wants several answers.
    """

    when: str
    reason: Text
    answers: int = 0
    hold: bool = False
