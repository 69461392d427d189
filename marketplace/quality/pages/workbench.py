"""What the pages of a first review and of a second look share: the sheet as it was sent, and the three panes around an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import request

from marketplace.kernel.errors import BadRequest, FieldError, Invalid
from marketplace.kernel.forms import ChoiceField, TextField, VerbForm
from marketplace.kernel.policy import Permission, can
from marketplace.kernel.text import Text, t
from marketplace.quality import sheet
from marketplace.quality.forms import DECISIONS, RULINGS
from marketplace.quality.queries import Round
from marketplace.quality.queries_appeals import count_appeals
from marketplace.standards.prose import render_prose
from marketplace.standards.spec import Spec
from marketplace.web.actor import current_actor
from marketplace.work.proof import claims_proof
from marketplace.work.subject import show_subject

ITEM, NOTE = "item-", "note-"


class VerdictForm(VerbForm):
    """What stands under the checklist: the decision, and what to tell the worker."""

    decision = ChoiceField(Text("결정", "Decision"), choices=DECISIONS)
    message = TextField(Text("작업자에게", "To the worker"), needed=False, lines=True, most=2000)


class SecondVerdictForm(VerdictForm):
    """The same of a second look, which ends with it."""

    decision = ChoiceField(Text("결정", "Decision"), choices=RULINGS)


F = TypeVar("F", bound=VerdictForm)


@dataclass(frozen=True)
class QueueRow:
    """One thing that waits, as the pane at the left draws it."""

    href: str
    title: str
    detail: str
    due_at: datetime

    @property
    def tone(self) -> str:
        """How urgent it is."""
        return sheet.urgency(self.due_at)


def read_sheet(form: type[F]) -> tuple[sheet.Typed, F]:
    """The checklist and the decision out of the sent form; raises `BadRequest` for any other field."""
    sent = request.form
    answers = {name.removeprefix(ITEM): sent[name] for name in sent if name.startswith(ITEM)}
    notes = {name.removeprefix(NOTE): sent[name] for name in sent if name.startswith(NOTE)}
    doubled = next((name for name in sent if len(sent.getlist(name)) > 1), None)
    if doubled is not None:
        raise BadRequest("duplicate_parameter", Text("같은 항목이 두 번 왔어요: {field}", "The field {field} was sent twice."), field=doubled[:80])
    rest = sent.copy()
    for name in [name for name in rest if name.startswith((ITEM, NOTE))]:
        del rest[name]
    return sheet.Typed(answers, notes), form(rest)


def read_decision(form: VerdictForm) -> dict[str, str]:
    """The decision and the message; raises `Invalid`."""
    values = form.read()
    return {"decision": values["decision"], "message": values["message"] or ""}


def panes(rounds: Sequence[Round], typed: sheet.Typed, form: VerdictForm, refusal: Invalid | None, *,
          withheld: bool = False) -> dict[str, Any]:
    """What `quality/workbench.html` shows of the last of these rounds: the input, the answers, the standard and the open sheet.

    Nothing of answers that are withheld from the reader.
    """
    submission, actor = rounds[-1].submission, current_actor()
    spec: Spec = submission.claim.template_version.spec
    return {
        "submission": submission, "spec": spec, "sop": render_prose(spec.sop), "subject": show_subject(spec, submission.task.input),
        "rows": [] if withheld else sheet.answer_rows(spec, rounds, submission.task.input), "is_compared": len(rounds) > 1,
        "proof_code": None if withheld else claims_proof(submission.claim), "is_withheld": withheld,
        "findings": [] if withheld else sheet.findings_of(spec, submission.findings), "items": sheet.checklist_items(spec, typed), "form": form,
        "errors": _named(refusal, spec), "sums": sheet.arithmetic(spec, submission.claim.price),
        "appeals": count_appeals(actor) if can(actor, Permission.SEE_APPEALS) else 0}


def _named(refusal: Invalid | None, spec: Spec) -> list[tuple[str, str, FieldError]]:
    """Where each error of a refused decision is: the anchor of its control, its name, and what is wrong."""
    if refusal is None:
        return []
    labels = {f"items.{item.key}": (f"{NOTE}{item.key}", str(item.label)) for item in spec.checklist}
    labels |= {"decision": ("decision", t("결정", "Decision")), "message": ("message", t("작업자에게", "To the worker"))}
    fields = refusal.fields or {"": FieldError(refusal.code, refusal.message)}
    return [(*labels.get(name, ("sheet", t("점검표", "Checklist"))), error) for name, error in fields.items()]
