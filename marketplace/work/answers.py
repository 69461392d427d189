"""Answers as a page sends and holds them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from marketplace.kernel.forms import Values
from marketplace.standards.regular import Suggestion
from marketplace.standards.spec import Spec
from marketplace.work.desk import is_over
from marketplace.work.models import Claim

NOT_ANSWERS: Final = frozenset({"csrf_token"})


def read_answers(spec: Spec, sent: Values) -> dict[str, Any]:
    """Raw answers out of a sent form; a name the task doesn't have is kept, so that checking can refuse it by name."""
    raw = spec.read_form(sent.getlist)
    known = spec.fill_form({}).keys() | NOT_ANSWERS
    return raw | {name: next(iter(sent.getlist(name)), "") for name in sent if name not in known}


def answers_so_far(claim: Claim, handed_in: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands in the form when a claim is opened: this round's draft, else what was handed in the round before, else what is suggested."""
    if claim.draft is not None and _is_of_this_round(claim, claim.draft_at):
        return dict(claim.draft)
    if handed_in or claim.draft is not None:
        return dict(handed_in or claim.draft or {})
    return {name: suggestion.value for name, suggestion in suggestions_for(claim).items()}


def suggestions_for(claim: Claim) -> dict[str, Suggestion]:
    """What rules suggest to whoever works on a claim, by field; nothing once the work is over."""
    if claim.state != "active" or is_over(claim):
        return {}
    return claim.template_version.spec.suggestions(claim.task.input)


def still_suggested(claim: Claim, held: Mapping[str, Any]) -> dict[str, Suggestion]:
    """The suggestions that stand among the answers `held` as they were made."""
    answers, _ = claim.template_version.spec.parse_answers(held)
    return {name: suggestion for name, suggestion in suggestions_for(claim).items() if answers.get(name) == suggestion.value}


def _is_of_this_round(claim: Claim, draft_at: datetime | None) -> bool:
    return draft_at is not None and (claim.round == 1 or draft_at >= claim.claimed_at)
