"""What would happen to answers if they were handed in now: every wrong field, and what the automatic checks find."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.kernel.errors import FieldError
from marketplace.standards.rules import Finding
from marketplace.standards.spec import Spec
from marketplace.work.claim_files import NO_FILES, ClaimFiles


@dataclass(frozen=True)
class Checked:
    """Answers in their normal form, the fields that can't be handed in as they are, and what a reviewer will be told."""

    answers: dict[str, Any]
    wrong: dict[str, FieldError]
    findings: list[Finding]

    @property
    def warnings(self) -> list[Finding]:
        """What may be handed in but looks wrong."""
        return [finding for finding in self.findings if not finding.blocking]


def check_answers(spec: Spec, given: Mapping[str, Any], raw: Mapping[str, object], files: ClaimFiles = NO_FILES) -> Checked:
    """Check raw answers to a task with the input `given` and the claim's `files`; a finding that must be mended counts as a wrong field."""
    answers, wrong = spec.parse_answers(raw)
    wrong |= files.refuse(spec, given, answers)
    findings = [*spec.automatic_checks(given, answers), *files.findings(spec, answers)]
    for finding in findings:
        if finding.blocking:
            wrong.setdefault(finding.field, FieldError(finding.code, finding.message))
    return Checked(answers, wrong, findings)
