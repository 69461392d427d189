"""What every format is made from: accepted results one by one, and what they belong to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.spec import Spec

_decode = msgspec.json.Decoder().decode


class FileFacts(NamedTuple):
    """A stored file: the name it came with, where a browser finds it, and a photo's pixels."""

    id: int
    name: str
    address: str
    width: int
    height: int


class Provenance(NamedTuple):
    """Where a result is from; `worker` is a pseudonym, `decided_by` is business, platform or silence (nobody in time)."""

    submission: int
    worker: str
    decided_by: str
    round: int
    template: int
    template_version: int
    claimed_at: datetime
    submitted_at: datetime
    accepted_at: datetime
    seconds: int


@dataclass(slots=True)
class Result:
    """One accepted answer; input and answers are kept as JSON and only read by the formats that need them."""

    number: int
    submission_id: int
    outcome: str
    input_json: str
    answers_json: str
    provenance: Provenance | None
    files: Mapping[str, FileFacts]

    def input(self) -> dict[str, Any]:
        """The row as it was imported, in normal form; files by our ids."""
        return dict(_decode(self.input_json))

    def answers(self) -> dict[str, Any]:
        """The answers in normal form; files by our ids."""
        return dict(_decode(self.answers_json))


@dataclass(frozen=True)
class BatchFacts:
    """What a file says about its batch; `reward` is the price of one answer with its currency."""

    id: int
    title: str
    reward: str
    slots_per_task: int
    claim_minutes: int
    created_at: datetime


@dataclass(frozen=True)
class ResultSet:
    """All accepted results of a batch in the order of its rows; may be read again and again, each time from the database.

    `spec` names the fields that leave: those with personal data are not among them unless somebody asked for them.
    """

    batch: BatchFacts
    spec: Spec
    has_provenance: bool
    read: Callable[[], Iterator[Result]]

    def __iter__(self) -> Iterator[Result]:
        return self.read()


@dataclass(frozen=True)
class Format:
    """One kind of file: how it is named, offered and written. `fits` says for which templates it makes sense."""

    name: str
    label: Text
    suffix: str
    media_type: str
    write: Callable[[ResultSet], Iterator[bytes]]
    fits: Callable[[Spec], bool] = lambda _spec: True  # most formats fit every template
    most_rows: int = 0  # 0: as many as there are
