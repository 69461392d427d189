"""The journal by page: everything that was done, filtered by thing, verb or company."""

import re

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.audit.queries import list_journal
from marketplace.audit.verbs import SUBJECTS, VERBS, shown_verb
from marketplace.audit.words import shown_facts
from marketplace.kernel.errors import Invalid
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door

pages = Door("audit", __name__)
_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
# Where a journalled thing can be looked at.
_LINKS = {"person": "/admin/people/{id}", "worker": "/admin/people/{id}", "application": "/admin/applications/{id}",
          "batch": "/batches/{id}"}


@pages.get("/admin/journal", permission=Permission.SEE_JOURNAL)
def show_journal() -> ResponseReturnValue:
    """Journal rows, newest first."""
    cut = asked_cut("subject", "id", "verb", "company")
    page = list_journal(current_actor(), cut, subject_kind=_asked_word("subject", list(SUBJECTS)), subject_id=_asked_id("id"),
                        verb=_asked_word("verb", list(VERBS)), company_id=_asked_id("company"))
    return render_template("audit/journal.html", page=page, VERBS=VERBS, SUBJECTS=SUBJECTS, shown_verb=shown_verb,
                           verb_options=[(verb, shown.word) for verb, shown in VERBS.items()], link_of=_link, shown_facts=shown_facts)


def _link(kind: str, subject_id: int) -> str | None:
    return _LINKS[kind].format(id=subject_id) if kind in _LINKS and subject_id else None


def _asked_word(name: str, known: list[str]) -> str | None:
    word = request.args.get(name) or None
    if word is not None and word not in known:
        raise Invalid.field(name, f"{name}_unknown", Text("목록에 있는 것으로 골라 주세요.", "Please choose one from the list."))
    return word


def _asked_id(name: str) -> int | None:
    typed = (request.args.get(name) or "").strip()
    if not typed:
        return None
    if not _ID.fullmatch(typed):
        raise Invalid.field(name, "not_an_id", Text("번호는 숫자로만 적어 주세요.", "An id is a number."))
    return int(typed)
