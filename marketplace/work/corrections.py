"""How often suggested answers were kept, and what they were changed to: a rule that is often corrected is seen.

Nothing is stored for it: what was suggested follows from the claim's version and the task's input, which never change.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, select

from marketplace.kernel.database import db
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.reading import is_personal
from marketplace.standards.models import TemplateVersion
from marketplace.standards.spec import Spec
from marketplace.work.board import PAID
from marketplace.work.models import Batch, Claim, Submission, Task

LATEST: Final = 1_000  # so many accepted answers are looked at: what a rule does now counts, and the page stays quick
SHOWN: Final = 3
OFTEN, OF_AT_LEAST = 0.3, 10
Answered = tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Correction:
    """What became of the suggestions for one field; of a personal field nobody is told what it was changed to."""

    field: Field
    kept: int
    changed: int
    changed_to: tuple[tuple[Any, int], ...]  # the most frequent first; None where it was left blank

    @property
    def made(self) -> int:
        """How often there was a suggestion."""
        return self.kept + self.changed

    @property
    def is_frequent(self) -> bool:
        """Whether the rule is wrong often enough to be looked at."""
        return self.made >= OF_AT_LEAST and self.changed >= self.made * OFTEN


@dataclass(frozen=True)
class Corrections:
    """How many accepted answers were looked at, and what they say about each field that rules suggest."""

    answers: int
    fields: list[Correction]


def corrections_in(batch: Batch) -> Corrections | None:
    """What a batch's accepted answers say about its template's suggestions; None where the template makes none. One statement."""
    return _measure(batch.template_version, Submission.batch_id == batch.id)


def corrections_of(actor: Actor, version: TemplateVersion) -> Corrections | None:
    """The same over all batches of the acting person's company under a version (everybody's, for admins)."""
    require(actor, Permission.SEE_BATCH)
    batches = select(Batch.id).where(Batch.template_version_id == version.id)
    if Role.ADMIN not in actor.roles:
        batches = batches.where(Batch.company_id == actor.company_id)
    return _measure(version, Submission.batch_id.in_(batches))


def count_corrections(spec: Spec, answered: Iterable[Answered]) -> list[Correction]:
    """Each suggested field's count over pairs of an input and the answers accepted for it."""
    kept: Counter[str] = Counter()
    changed: dict[str, Counter[bytes]] = {rule.field: Counter() for rule in spec.prefill}
    for given, answers in answered:
        for name, suggestion in spec.suggestions(given).items():
            if answers.get(name) == suggestion.value:
                kept[name] += 1
            else:
                changed[name][msgspec.json.encode(answers.get(name))] += 1
    return [_correction(field, kept[field.name], changed[field.name]) for field in spec.outputs if field.name in changed]


def _correction(field: Field, kept: int, changed: Counter[bytes]) -> Correction:
    most = () if is_personal(field) else tuple((msgspec.json.decode(value), times) for value, times in changed.most_common(SHOWN))
    return Correction(field, kept, changed.total(), most)


def _measure(version: TemplateVersion, which: ColumnElement[bool]) -> Corrections | None:
    if not version.spec.prefill:
        return None
    query = select(Task.input, Submission.answers).join(Task, Task.id == Submission.task_id).join(Claim, Claim.id == Submission.claim_id) \
        .where(which, Submission.state.in_(PAID), Claim.template_version_id == version.id).order_by(Submission.id.desc()).limit(LATEST)
    found = [(given, answers) for given, answers in db.session.execute(query)]
    return Corrections(len(found), count_corrections(version.spec, found))
